/** `Customers` through a real socket: a server over any stores that takes the actor's word for who it is, and a client of it. */
import { Actor, Customers, type Execution, Instant, TokenId, Users } from "@clientele/core"
import { Authentication, Credential, EdgeErrors, HttpCustomers } from "@clientele/http"
import { routes, serve, type Services } from "@clientele/http/server"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { url } from "../running.ts"

/** A token that is its actor, in plain sight: who may have which token is shown elsewhere. */
const read = Schema.decodeUnknownEffect(Schema.fromJsonString(Actor.Actor))

const tokenOf = (actor: Actor.Actor): string => Buffer.from(JSON.stringify(actor)).toString("base64url")

const tokenOfATest: Authentication.CurrentToken["Service"] = {
  id: TokenId.fromParts(0, [0, 0, 0, 0]),
  kind: "token",
  owner: { _tag: "support", id: "usr_00000000000000000000000000" as never, platform: null },
  name: "of a test",
  scopes: [],
  prefix: "",
  createdAt: Instant.fromMillis(0),
  expiresAt: Instant.fromMillis(0),
  lastUsedAt: null
}

const actorInToken: Layer.Layer<Authentication.Authentication> = Layer.succeed(
  Authentication.Authentication,
  Authentication.Authentication.of({
    bearer: (httpEffect, { credential }) =>
      Effect.gen(function* () {
        const actor = yield* Effect.mapError(
          read(Buffer.from(Redacted.value(credential), "base64url").toString()),
          () => new EdgeErrors.Unauthenticated()
        )
        return yield* httpEffect.pipe(
          Effect.provideService(Actor.CurrentActor, actor),
          Effect.provideService(Authentication.CurrentToken, tokenOfATest)
        )
      }),
    session: () => Effect.fail(new EdgeErrors.Unauthenticated())
  })
)

/** A server of these services on a port of its own, or on one that was free. */
export const served = <E>(services: Layer.Layer<Services, E>, port = 0) =>
  serve(routes(actorInToken), { host: "127.0.0.1", port }, { requestsPerMinute: 1_000_000_000 }).pipe(
    Layer.provide(services),
    Layer.provide(Logger.layer([]))
  )

/** A layer whose own clock is the machine's: days that a test lets go by are none on the way to a server. */
const inRealTime = <A, E, R>(layer: Layer.Layer<A, E, R>): Layer.Layer<A, E, R> =>
  Layer.provide(layer, Layer.succeed(Clock.Clock, Clock.Clock.defaultValue()))

export const asWhoever = (actor: Actor.Actor) => Effect.succeed(Credential.bearer(tokenOf(actor)))

type Stores = Exclude<Services, Customers.Customers | Users.Users>

export const kernel = <E>(options: Execution.Options, stores: Layer.Layer<Stores, E>) =>
  Layer.mergeAll(Customers.Customers.layer(options), Users.Users.layer).pipe(Layer.provideMerge(stores))

/** The service, near or far: asked over a socket. */
export const overSocket = <E>(options: Execution.Options, stores: Layer.Layer<Stores, E>) =>
  Layer.unwrap(Effect.map(url, (url) => inRealTime(HttpCustomers.layer({ url, credential: asWhoever })))).pipe(
    Layer.provide(served(kernel(options, stores)))
  )
