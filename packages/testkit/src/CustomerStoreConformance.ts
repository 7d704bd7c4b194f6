/**
 * Certifies a `CustomerStore`: binds its laws to Vitest.
 *
 * @since 0.1.0
 */
import { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { laws, restartLaws } from "./CustomerStoreLaws.ts"
import { bind } from "./internal/Binding.ts"
import { Session } from "./Session.ts"

/**
 * Registers one test per law against the store that `layer` builds.
 *
 * **Details**
 *
 * The layer is built once for the laws of an open store, and anew, after that one was closed, for those of restarts: it
 * must lead to the same data each time if the store says that it is durable. Laws need no cleaning and may share a
 * database. What a store does not promise is skipped, with the reason.
 *
 * **Example** (Certifying an adapter)
 *
 * ```ts
 * import { MemoryCustomerStore } from "@clientele/memory"
 * import { CustomerStoreConformance } from "@clientele/testkit"
 *
 * CustomerStoreConformance.suite("memory", MemoryCustomerStore.layer)
 * ```
 *
 * @category testing
 * @since 0.1.0
 */
export const suite = <E>(name: string, layer: Layer.Layer<CustomerStore.CustomerStore, E>): void => {
  const capabilities = Effect.map(CustomerStore.CustomerStore, (store) => store.capabilities)
  bind(`CustomerStore conformance: ${name}`, layer, laws, capabilities)
  bind(
    `CustomerStore conformance after a restart: ${name}`,
    Session.layer(layer),
    restartLaws,
    Effect.flatMap(Session, (session) => session(capabilities))
  )
}
