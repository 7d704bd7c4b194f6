/**
 * `CustomerStore`, `UserStore`, `Credentials` and `TokenStore` kept in process memory, together.
 *
 * @since 0.1.0
 */
import { Credentials, CustomerStore, TokenStore, UserStore } from "@clientele/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Services from "./internal/Services.ts"
import * as Tables from "./internal/Tables.ts"
import * as Tokens from "./internal/Tokens.ts"

/**
 * The four ports that share the maps.
 *
 * @category models
 * @since 0.1.0
 */
export type Stores = CustomerStore.CustomerStore | UserStore.UserStore | Credentials.Credentials | TokenStore.TokenStore

/**
 * Layer that keeps customers, users, credentials and access tokens in the same maps of the process. Each build starts
 * empty; nothing survives it.
 *
 * **Details**
 *
 * The four share what they must: a login that a customer reserved, its users, and their erasure with the customer.
 *
 * **When to use**
 *
 * Use where users sign in; `MemoryCustomerStore` is enough where nobody does.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<Stores> = Layer.effectContext(
  Effect.sync(() => {
    const tables = Tables.make()
    return Context.make(CustomerStore.CustomerStore, Services.customerStore(tables)).pipe(
      Context.add(UserStore.UserStore, Services.users(tables)),
      Context.add(Credentials.Credentials, Services.credentials(tables)),
      Context.add(TokenStore.TokenStore, Tokens.tokenStore(tables))
    )
  })
)
