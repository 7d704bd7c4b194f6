/**
 * Who asks, as the contract says it: a bearer token, or the cookie of a session.
 *
 * @since 0.1.0
 */
import type { AccessToken, Actor } from "@clientele/core"
import * as Context from "effect/Context"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as HttpApiSecurity from "effect/http-api/HttpApiSecurity"
import * as OpenApi from "effect/http-api/OpenApi"
import * as Problems from "./Problems.ts"

/**
 * Name of the cookie that holds a session, on a machine of one's own.
 *
 * @category constants
 * @since 0.1.0
 */
export const cookie = "clientele_session"

/**
 * Returns the name of the cookie that holds a session: behind TLS it begins with `__Host-`, so that no browser takes it from a
 * neighbouring site, or sends it to one.
 *
 * @category getters
 * @since 0.1.0
 */
export const cookieName = (secure: boolean): string => (secure ? `__Host-${cookie}` : cookie)

/**
 * The token or session through which somebody asks.
 *
 * @category services
 * @since 0.1.0
 */
export class CurrentToken extends Context.Service<CurrentToken, AccessToken.AccessToken>()(
  "@clientele/http/CurrentToken"
) {}

/**
 * Security of all that is not open to everybody.
 *
 * **Details**
 *
 * Tokens go into `Authorization: Bearer …`; a browser sends the cookie that signing in set, and with everything but GET the
 * `x-csrf-token` that came with it. The actor comes from there and from nowhere else.
 *
 * @category middleware
 * @since 0.1.0
 */
export class Authentication extends HttpApiMiddleware.Service<
  Authentication,
  { provides: Actor.CurrentActor | CurrentToken }
>()("@clientele/http/Authentication", {
  error: [
    Problems.Unauthenticated,
    Problems.CsrfRefused,
    Problems.TooManyRequests,
    Problems.TokenStoreUnavailable,
    Problems.UserStoreUnavailable
  ],
  security: {
    bearer: HttpApiSecurity.bearer,
    session: HttpApiSecurity.apiKey({ in: "cookie", key: cookie }).pipe(
      HttpApiSecurity.annotate(OpenApi.Description, `Behind TLS the cookie is called \`${cookieName(true)}\`.`)
    )
  }
}) {}
