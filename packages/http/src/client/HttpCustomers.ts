/**
 * `Customers` over the wire: the same service, answered by a server.
 *
 * @since 0.1.0
 */
import { Actor, Customers } from "@clientele/core"
import * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type * as HttpClient from "effect/http/HttpClient"
import type { Credential } from "./Credential.ts"
import { follow } from "./internal/following.ts"
import { defined, execute, preview } from "./internal/sending.ts"
import { read, settled } from "./internal/settling.ts"
import { speaking } from "./internal/speaking.ts"

/**
 * Where the customers are, and who asks for them.
 *
 * **Details**
 *
 * `credential` as a function is asked at each call, by the `CurrentActor` of the caller: for a process that asks for several
 * people. `tries` and `timeout` are as in `ApiClient.Options`. `outage` is how long `follow` tries to come back before it
 * fails, two minutes where nothing is said.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  /** Where the server is, without the contract's prefix: `https://customers.example.com`. */
  readonly url: URL | string
  readonly credential: Credential | ((actor: Actor.Actor) => Effect.Effect<Credential>)
  readonly tries?: number
  readonly timeout?: Duration.Input
  readonly outage?: Duration.Input
}

/**
 * Layer that answers `Customers` from a server, through the platform's `fetch`: in Node and in browsers.
 *
 * **Details**
 *
 * Answers and refusals are those of the server, as the same classes. The server knows who asks from the credential alone;
 * `CurrentActor` is not sent.
 *
 * `CustomerStoreUnavailable`, without a cause, is whatever asking again may mend: no connection, no answer in time, an answer
 * of 5xx or one that does not fit the contract, and too many requests for longer than was waited. Calls that can be repeated
 * were repeated before, as `ApiClient.make` says.
 *
 * A command goes out under an idempotency key, so that it is carried out once however often it is asked for. Where the
 * caller names none, each call makes one of its own: calling twice does it twice, as in process, and `replayed` stays
 * `false`. A key that no header can carry goes as its hash.
 *
 * `follow` comes back after a lost line or a server that stops, to where it was: no event is missed, none comes twice. A
 * refusal ends it; so does an outage that lasts, as `CustomerStoreUnavailable`.
 *
 * **Gotchas**
 *
 * What only a wire can refuse is no caller's to handle and comes as a defect with the class of the contract:
 * `Unauthenticated` (the token opens nothing, or was revoked while following), `CsrfRefused`, `InputRefused`, a command or
 * query that its schema refuses. A draft too large for the server is `DraftRefused`. `Users` has no such layer: it takes
 * hashes of passwords, which do not travel; ask `ApiClient` for users.
 *
 * **Example** (Asking a server)
 *
 * ```ts import.meta.vitest
 * import { Clientele } from "@clientele/core"
 * import { Credential, HttpCustomers } from "@clientele/http"
 *
 * const clientele = await Clientele.over(
 *   HttpCustomers.layer({ url: "http://127.0.0.1:4000", credential: Credential.bearer("clt_…") })
 * )
 * await clientele.stop()
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: Options): Layer.Layer<Customers.Customers> =>
  Layer.provide(layerClient(options), FetchHttpClient.layer)

/**
 * The same over any `HttpClient`: another transport, a proxy, or `fetch` with settings of its own.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerClient = ({
  credential,
  outage = "2 minutes",
  ...rest
}: Options): Layer.Layer<Customers.Customers, never, HttpClient.HttpClient> =>
  Layer.effect(
    Customers.Customers,
    Effect.gen(function* () {
      const api = yield* speaking<Actor.CurrentActor>({
        ...rest,
        read,
        credential: typeof credential === "function" ? Effect.flatMap(Actor.CurrentActor, credential) : credential
      })
      return Customers.Customers.of({
        execute: execute(api),
        preview: preview(api),
        get: (customer) => Effect.map(settled(api.customers.get({ params: { customer } })), ({ body }) => body),
        page: (query) => settled(api.customers.page({ query: defined(query) })),
        ancestors: (customer) => settled(api.customers.ancestors({ params: { customer } })),
        children: (customer) => settled(api.customers.children({ params: { customer } })),
        history: (customer) => settled(api.customers.history({ params: { customer } })),
        explain: (customer, action) => settled(api.customers.explain({ params: { customer, action } })),
        portals: settled(api.portals.list({})),
        form: (query) => settled(api.portals.form({ query: defined(query) })),
        feed: (query) => settled(api.events.feed({ query: defined(query) })),
        follow: follow(api, yield* Clock.Clock, outage)
      })
    })
  )
