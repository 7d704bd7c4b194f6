/** The handlers of sessions; and how a token or a session is made. */
import {
  AccessToken,
  Actor,
  Credentials,
  Instant,
  Listing,
  Login,
  TokenId,
  TokenStore,
  UserId,
  UserStore
} from "@clientele/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import { appendPreResponseHandler } from "effect/http/HttpEffect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Redacted from "effect/Redacted"
import { Api } from "../../contract/Api.ts"
import { cookieName, CurrentToken } from "../../contract/Authentication.ts"
import { CsrfRefused, SignInRefused, Unauthenticated } from "../../contract/EdgeErrors.ts"
import { CurrentSecret, sessionOf } from "../Authenticating.ts"
import { Options } from "../Options.ts"
import * as Passwords from "../Passwords.ts"
import * as Secrets from "../Secrets.ts"
import * as Site from "../Site.ts"
import { Throttle } from "../Throttle.ts"

const fresh = Effect.gen(function* () {
  const now = yield* Clock.currentTimeMillis
  const random = yield* Effect.all([Random.next, Random.next, Random.next, Random.next])
  return { id: TokenId.fromParts(now, random), now: Instant.fromMillis(now) }
})

/** Who is nobody: asked for where there is no such login, so that one question more tells nothing. */
const nobody = UserId.fromParts(0, [0, 0, 0, 0])

/**
 * Makes a token or a session and keeps its hash; the secret is in nobody's hands but the caller's. Fails where its owner is
 * gone or disabled by now.
 */
export const issue = (
  token: Pick<AccessToken.AccessToken, "kind" | "owner" | "name" | "scopes">,
  lifetime: number
): Effect.Effect<
  { readonly token: AccessToken.AccessToken; readonly secret: Redacted.Redacted },
  TokenStore.TokenStoreUnavailable | Unauthenticated,
  TokenStore.TokenStore
> =>
  Effect.gen(function* () {
    const { id, now } = yield* fresh
    const secret = Secrets.make()
    const made: AccessToken.AccessToken = {
      ...token,
      id,
      prefix: Secrets.prefix(secret),
      createdAt: now,
      expiresAt: Instant.plus(now, lifetime),
      lastUsedAt: null
    }
    const tokens = yield* TokenStore.TokenStore
    if (!(yield* tokens.add(made, Secrets.hash(secret)))) return yield* new Unauthenticated()
    return { token: made, secret }
  })

/** Sets the session's cookie on the answer: readable by no script, sent to no other site. */
const setCookie = (value: Redacted.Redacted | null, seconds: number) =>
  Effect.flatMap(Options, ({ secureCookies }) =>
    appendPreResponseHandler((_, response) =>
      Effect.succeed(
        HttpServerResponse.setCookieUnsafe(
          response,
          cookieName(secureCookies),
          value === null ? "" : Redacted.value(value),
          {
            httpOnly: true,
            sameSite: "lax",
            path: "/",
            secure: secureCookies,
            maxAge: `${seconds} seconds`
          }
        )
      )
    )
  )

export const sessions = HttpApiBuilder.group(
  Api,
  "sessions",
  Effect.fnUntraced(function* (handlers) {
    const users = yield* UserStore.UserStore
    const credentials = yield* Credentials.Credentials
    const tokens = yield* TokenStore.TokenStore
    const options = yield* Options
    const throttle = yield* Throttle

    /** A browser has one session: the one with which somebody signs in anew ends. */
    const endOld = Effect.fnUntraced(function* (request: HttpServerRequest) {
      const secret = sessionOf(request, options)
      const old = secret === null ? null : yield* tokens.find(Secrets.hash(secret))
      if (old !== null && old.kind === "session") yield* tokens.remove(old.id)
    })

    const signIn = Effect.fn("Sessions.signIn")(function* (
      platform: Parameters<typeof users.findByLogin>[0] | undefined,
      login: string,
      password: Redacted.Redacted
    ) {
      const request = yield* HttpServerRequest
      // Nobody is signed in, by a page of another site, as somebody whom they do not know.
      if (Site.isForeign(request, options.origins)) return yield* new CsrfRefused()
      if (platform === undefined) return yield* new Listing.PlatformRequired()
      const key = Login.key(login)
      yield* throttle.signIn(`${platform} ${key}`, request.remoteAddress)
      const user = yield* users.findByLogin(platform, key)
      const hash = yield* credentials.find(user?.id ?? nobody)
      // The same work whether there is such a user or not, and then the same answer.
      const fits = yield* Passwords.fits(password, hash)
      if (user === null || !fits || !user.enabled) return yield* new SignInRefused()
      yield* throttle.signedIn(`${platform} ${key}`)
      const owner = AccessToken.principalOf(user)
      const made = yield* issue(
        { kind: "session", owner, name: "session", scopes: [] },
        options.sessionHours * 3_600_000
      ).pipe(Effect.catchTag("Unauthenticated", () => Effect.fail(new SignInRefused())))
      // A new password ended the sessions that were there; this one came with the old password just after.
      const now = yield* credentials.find(user.id)
      if (now === null || hash === null || Redacted.value(now) !== Redacted.value(hash)) {
        yield* tokens.remove(made.token.id)
        return yield* new SignInRefused()
      }
      yield* endOld(request)
      yield* setCookie(made.secret, options.sessionHours * 3600)
      return {
        token: made.token,
        actor: AccessToken.actorOf(made.token, owner),
        displayName: user.displayName,
        csrf: Secrets.csrf(made.secret)
      }
    })

    const stores = yield* Effect.context<TokenStore.TokenStore | Options>()
    return handlers.handleAll({
      signIn: ({ payload }) =>
        Effect.provideContext(signIn(payload.platform ?? options.platform, payload.login, payload.password), stores),
      current: Effect.fnUntraced(function* () {
        const token = yield* CurrentToken
        const actor = yield* Actor.CurrentActor
        const secret = yield* Effect.serviceOption(CurrentSecret)
        const behind = Actor.principal(actor)
        const user =
          behind._tag === "support"
            ? null
            : yield* users.get(behind.id).pipe(Effect.catchTag("UserNotFound", () => Effect.succeed(null)))
        return {
          token,
          actor,
          displayName: user?.displayName ?? null,
          csrf: token.kind === "session" && secret._tag === "Some" ? Secrets.csrf(secret.value) : null
        }
      }),
      signOut: Effect.fnUntraced(function* () {
        yield* tokens.remove((yield* CurrentToken).id)
        yield* Effect.provideContext(setCookie(null, 0), stores)
      })
    })
  })
)
