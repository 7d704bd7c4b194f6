/**
 * `CustomerStore` kept in process memory: the reference adapter.
 *
 * @since 0.1.0
 */
import { CustomerStore } from "@clientele/core"
import * as Layer from "effect/Layer"
import * as Services from "./internal/Services.ts"
import * as Tables from "./internal/Tables.ts"

/**
 * Layer that keeps customers in maps of the process. Each build starts empty; nothing survives it.
 *
 * **When to use**
 *
 * Use as the store in tests, examples and single-process tools that have no users; `MemoryStores` keeps those too.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<CustomerStore.CustomerStore> = Layer.sync(CustomerStore.CustomerStore, () =>
  Services.customerStore(Tables.make())
)
