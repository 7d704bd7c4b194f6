/**
 * Signing in and out.
 *
 * @since 0.1.0
 */
import { AccessToken, Actor, Legible, PlatformId, Secrets } from "@clientele/core"
import * as Schema from "effect/Schema"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import { Authentication } from "./Authentication.ts"
import * as Problems from "./Problems.ts"

/**
 * Schema for who is signed in.
 *
 * **Details**
 *
 * `csrf` goes into the header `x-csrf-token` of whatever the session changes; `null` for a token, which needs none.
 * `displayName` is `null` for support.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Session = Schema.Struct({
  token: AccessToken.AccessToken,
  actor: Actor.Actor,
  displayName: Schema.NullOr(Schema.String),
  csrf: Schema.NullOr(Schema.String)
}).annotate({ identifier: "Session" })

/**
 * @category models
 * @since 0.1.0
 */
export type Session = typeof Session.Type

/**
 * Schema for signing in. `platform` may be left out where the server has one of its own.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SignIn = Schema.Struct({
  platform: Schema.optionalKey(PlatformId.PlatformId),
  login: Legible.Legible.check(Schema.isMaxLength(254)),
  password: Schema.RedactedFromValue(Schema.String.check(Schema.isMaxLength(Secrets.maximumLength)))
}).annotate({ identifier: "SignIn" })

/**
 * The group of sessions.
 *
 * @category contract
 * @since 0.1.0
 */
export class SessionsApi extends HttpApiGroup.make("sessions")
  .add(
    HttpApiEndpoint.post("signIn", "/sessions", {
      payload: SignIn,
      success: Session.pipe(Problems.created),
      error: [
        Problems.SignInRefused,
        Problems.CsrfRefused,
        Problems.TooManyRequests,
        Problems.PlatformRequired,
        Problems.UserStoreUnavailable,
        Problems.CredentialsUnavailable,
        Problems.TokenStoreUnavailable
      ]
    }).annotateMerge(
      OpenApi.annotations({
        summary: "Sign in",
        description:
          "Sets the cookie of a session, and ends the one that the browser had. Tries are limited per login and address."
      })
    )
  )
  .add(
    HttpApiEndpoint.get("current", "/sessions/current", { success: Session, error: Problems.UserStoreUnavailable })
      .annotateMerge(OpenApi.annotations({ summary: "Who am I?" }))
      .middleware(Authentication),
    HttpApiEndpoint.delete("signOut", "/sessions/current", {
      success: HttpApiSchema.NoContent,
      error: Problems.TokenStoreUnavailable
    })
      .annotateMerge(OpenApi.annotations({ summary: "Sign out" }))
      .middleware(Authentication)
  )
  .annotateMerge(OpenApi.annotations({ title: "Sessions" })) {}
