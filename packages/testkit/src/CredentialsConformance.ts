/**
 * Certifies a `Credentials`, together with the `UserStore` and the `CustomerStore` that it belongs to: binds its laws to Vitest.
 *
 * @since 0.1.0
 */
import { type Credentials, CustomerStore, type UserStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { laws } from "./CredentialsLaws.ts"
import { bind } from "./internal/Binding.ts"

/**
 * Registers one test per law against the adapters that `layer` builds.
 *
 * **Details**
 *
 * The layer is built once. Laws need no cleaning and may share a database.
 *
 * @category testing
 * @since 0.1.0
 */
export const suite = <E>(
  name: string,
  layer: Layer.Layer<CustomerStore.CustomerStore | UserStore.UserStore | Credentials.Credentials, E>
): void =>
  bind(
    `Credentials conformance: ${name}`,
    layer,
    laws,
    Effect.map(CustomerStore.CustomerStore, (store) => store.capabilities)
  )
