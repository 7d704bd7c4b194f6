/**
 * Who asks, as the contract says it: a bearer token, or the cookie of a session.
 *
 * @since 0.1.0
 */
import type { AccessToken, Actor } from "@clientele/core"
import * as Context from "effect/Context"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as HttpApiSecurity from "effect/http-api/HttpApiSecurity"
import * as Problems from "./Problems.ts"

/**
 * Name of the cookie that holds a session.
 *
 * @category constants
 * @since 0.1.0
 */
export const cookie = "clientele_session"

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
    session: HttpApiSecurity.apiKey({ in: "cookie", key: cookie })
  }
}) {}
