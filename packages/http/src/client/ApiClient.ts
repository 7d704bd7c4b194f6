/**
 * The contract as functions: one per endpoint, typed, over any `HttpClient`, in Node and in browsers.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import type * as HttpApiClient from "effect/http-api/HttpApiClient"
import type { Api } from "../contract/Api.ts"
import type { Credential } from "./Credential.ts"
import { speaking } from "./internal/speaking.ts"

/**
 * The functions, by group and endpoint of the contract. `R` is what the credential depends on.
 *
 * @category models
 * @since 0.1.0
 */
export type ApiClient<R = never> = HttpApiClient.ForApi<typeof Api, never, R>

/**
 * How a client asks.
 *
 * **Details**
 *
 * `tries` is how often something is asked for in all, 5 where nothing is said: 1 never asks again. `timeout` is how long one
 * answer is waited for, 30 seconds where nothing is said.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options<R = never> {
  /** Where the server is, without the contract's prefix: `https://customers.example.com`. */
  readonly url: URL | string
  /** Who asks; `null` for what is open to everybody, such as signing in. */
  readonly credential: Credential | null | Effect.Effect<Credential | null, never, R>
  readonly tries?: number
  readonly timeout?: Duration.Input
}

/**
 * Returns the functions of the contract against a server.
 *
 * **When to use**
 *
 * Use for users, tokens and sessions, and wherever a program speaks of HTTP. For customers use `HttpCustomers`, which is the
 * service itself.
 *
 * **Details**
 *
 * What the contract declares fails as the classes of the contract; a server that is not there, and an answer that does not fit,
 * as `HttpClientError` or `SchemaError`. Asked for again are reads, and writes that carry an `idempotency-key`: after a lost
 * connection, no answer in time, 502, 503, 504 and 429, with pauses that double from 0.1 to 5 seconds, or as long as
 * `Retry-After` says, up to 30 seconds. Nothing else is, and a write without a key never: it may have been done.
 *
 * **Example** (Asking who one is)
 *
 * ```ts import.meta.vitest
 * import { ApiClient, Credential } from "@clientele/http"
 * import { Effect } from "effect"
 * import { FetchHttpClient } from "effect/http"
 *
 * const program = Effect.gen(function* () {
 *   const api = yield* ApiClient.make({ url: "http://127.0.0.1:4000", credential: Credential.bearer("clt_…") })
 *   return yield* api.sessions.current()
 * }).pipe(Effect.provide(FetchHttpClient.layer))
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <R = never>(options: Options<R>): Effect.Effect<ApiClient<R>, never, HttpClient.HttpClient> =>
  speaking(options)
