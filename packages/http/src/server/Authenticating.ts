/** Who asks: read from the token or the session alone, anew with each request. */
import { AccessToken, Actor, Instant, TokenStore, UserStore } from "@clientele/core"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import { Authentication, cookieName, CurrentToken } from "../contract/Authentication.ts"
import { CsrfRefused, Unauthenticated } from "../contract/EdgeErrors.ts"
import { Options, type Settings } from "./Options.ts"
import * as Secrets from "./Secrets.ts"
import * as Site from "./Site.ts"

/** A token's last use is written at most this often. */
const minute = 60_000

/** The secret that came with a request, and as what. */
export interface Presented {
  readonly kind: AccessToken.AccessToken["kind"]
  readonly secret: Redacted.Redacted
}

/** What the contract's security is built on. */
export type Needs = TokenStore.TokenStore | UserStore.UserStore | Options

type Unavailable = TokenStore.TokenStoreUnavailable | UserStore.UserStoreUnavailable

/** The secret of the running request; a session's `csrf` follows from it. */
export class CurrentSecret extends Context.Service<CurrentSecret, Redacted.Redacted>()(
  "@clientele/http/server/CurrentSecret"
) {}

/** Returns the secret of the session that came with a request, whether it opens anything or not. */
export const sessionOf = ({ cookies }: HttpServerRequest, { secureCookies }: Settings): Redacted.Redacted | null => {
  const value = cookies[cookieName(secureCookies)]
  return value === undefined || value === "" ? null : Redacted.make(value)
}

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
const fromOwnPage = (
  request: HttpServerRequest,
  secret: Redacted.Redacted,
  { origins }: Settings
): Effect.Effect<void, CsrfRefused> => {
  if (safe.has(request.method)) return Effect.void
  const sent = request.headers["x-csrf-token"]
  return sent !== undefined && !Site.isForeign(request, origins) && Secrets.same(sent, Secrets.csrf(secret))
    ? Effect.void
    : Effect.fail(new CsrfRefused())
}

/** Layer of the contract's security over the stores. */
export const layer: Layer.Layer<Authentication, never, Needs> = Layer.effect(
  Authentication,
  Effect.gen(function* () {
    const stores = yield* Effect.context<TokenStore.TokenStore | UserStore.UserStore>()
    const options = yield* Options
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
      // Which cookie holds it is the server's to say.
      session: (httpEffect) =>
        Effect.flatMap(HttpServerRequest, (request) => {
          const secret = sessionOf(request, options)
          return secret === null
            ? Effect.fail(new Unauthenticated())
            : Effect.andThen(fromOwnPage(request, secret, options), as({ kind: "session", secret }, httpEffect))
        })
    })
  })
)
