/** Who asks: read from the token or the session alone, anew with each request. */
import { AccessToken, Actor, Instant, TokenStore, UserStore } from "@clientele/core"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import { Authentication, CurrentToken } from "../contract/Authentication.ts"
import { CsrfRefused, Unauthenticated } from "../contract/EdgeErrors.ts"
import * as Secrets from "./Secrets.ts"

/** A token's last use is written at most this often. */
const minute = 60_000

/** The secret that came with a request, and as what. */
export interface Presented {
  readonly kind: AccessToken.AccessToken["kind"]
  readonly secret: Redacted.Redacted
}

type Unavailable = TokenStore.TokenStoreUnavailable | UserStore.UserStoreUnavailable

/** The secret of the running request; a session's `csrf` follows from it. */
export class CurrentSecret extends Context.Service<CurrentSecret, Redacted.Redacted>()(
  "@clientele/http/server/CurrentSecret"
) {}

/** Returns the token that a secret opens and its owner as it is now, or fails: expired, revoked, disabled and unknown are one. */
export const open = ({ kind, secret }: Presented) =>
  Effect.gen(function* () {
    const tokens = yield* TokenStore.TokenStore
    const users = yield* UserStore.UserStore
    const now = Instant.fromMillis(yield* Clock.currentTimeMillis)
    if (Redacted.value(secret) === "") return yield* new Unauthenticated()
    const token = yield* tokens.find(Secrets.hash(secret))
    if (token === null || token.kind !== kind || !AccessToken.isLive(token, now)) return yield* new Unauthenticated()
    const owner = yield* ownerOf(users, token)
    if (token.lastUsedAt === null || Instant.toMillis(now) - Instant.toMillis(token.lastUsedAt) >= minute) {
      yield* tokens.use(token.id, now)
    }
    return { token, actor: AccessToken.actorOf(token, owner) }
  })

const ownerOf = (
  users: UserStore.UserStore["Service"],
  { owner }: AccessToken.AccessToken
): Effect.Effect<Actor.Principal, Unauthenticated | UserStore.UserStoreUnavailable> =>
  owner._tag === "support"
    ? Effect.succeed(owner)
    : users.get(owner.id).pipe(
        Effect.catchTag("UserNotFound", () => Effect.fail(new Unauthenticated())),
        Effect.flatMap((user) =>
          user.enabled ? Effect.succeed(AccessToken.principalOf(user)) : Effect.fail(new Unauthenticated())
        )
      )

const safe: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"])

/** A session changes something only for a page that knows its csrf token; other sites cannot read that. */
const fromOwnPage = (secret: Redacted.Redacted): Effect.Effect<void, CsrfRefused, HttpServerRequest> =>
  Effect.flatMap(HttpServerRequest, ({ headers, method }) => {
    if (safe.has(method)) return Effect.void
    const sent = headers["x-csrf-token"]
    const site = headers["sec-fetch-site"] ?? "same-origin"
    return sent !== undefined && site !== "cross-site" && Secrets.same(sent, Secrets.csrf(secret))
      ? Effect.void
      : Effect.fail(new CsrfRefused())
  })

/** Layer of the contract's security over the stores. */
export const layer: Layer.Layer<Authentication, never, TokenStore.TokenStore | UserStore.UserStore> = Layer.effect(
  Authentication,
  Effect.gen(function* () {
    const stores = yield* Effect.context<TokenStore.TokenStore | UserStore.UserStore>()
    const as = <A, E, R>(presented: Presented, httpEffect: Effect.Effect<A, E, R>) =>
      Effect.flatMap(
        Effect.provideContext(open(presented), stores),
        ({ actor, token }) =>
          httpEffect.pipe(
            Effect.provideService(Actor.CurrentActor, actor),
            Effect.provideService(CurrentToken, token),
            Effect.provideService(CurrentSecret, presented.secret)
          ) as Effect.Effect<A, E | Unavailable, Exclude<R, Actor.CurrentActor | CurrentToken>>
      )
    return Authentication.of({
      bearer: (httpEffect, { credential }) => as({ kind: "token", secret: credential }, httpEffect),
      session: (httpEffect, { credential }) =>
        Redacted.value(credential) === ""
          ? Effect.fail(new Unauthenticated())
          : Effect.andThen(fromOwnPage(credential), as({ kind: "session", secret: credential }, httpEffect))
    })
  })
)
