/**
 * The tokens with which programs ask.
 *
 * @since 0.1.0
 */
import { AccessToken, Actor, Legible, TokenId } from "@clientele/core"
import * as Schema from "effect/Schema"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import { Authentication } from "./Authentication.ts"
import * as Problems from "./Problems.ts"

/**
 * Schema for a token that is wanted: a name for people, what it may be used for, and for how many days (1–366).
 *
 * @category schemas
 * @since 0.1.0
 */
export const NewToken = Schema.Struct({
  name: Legible.Legible.check(Schema.isTrimmed(), Schema.isMinLength(1), Schema.isMaxLength(100)),
  scopes: Schema.Array(Actor.Scope),
  days: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 366 }))
}).annotate({ identifier: "NewToken" })

/**
 * Schema for a token that was made. `secret` is shown this once.
 *
 * @category schemas
 * @since 0.1.0
 */
export const MadeToken = Schema.Struct({
  token: AccessToken.AccessToken,
  secret: Schema.RedactedFromValue(Schema.String)
}).annotate({ identifier: "MadeToken" })

/**
 * The group of tokens: those of whoever asks.
 *
 * @category contract
 * @since 0.1.0
 */
export class TokensApi extends HttpApiGroup.make("tokens")
  .add(
    HttpApiEndpoint.post("make", "/tokens", {
      payload: NewToken,
      success: MadeToken.pipe(Problems.created),
      error: [Problems.ActionNotAllowed, Problems.Unauthenticated, Problems.TokenStoreUnavailable]
    }).annotateMerge(
      OpenApi.annotations({
        summary: "Make a token",
        description: "For a program, within what you may yourself. Its secret is shown this once; only a hash is kept."
      })
    ),
    HttpApiEndpoint.get("list", "/tokens", {
      success: Schema.Array(AccessToken.AccessToken),
      error: Problems.TokenStoreUnavailable
    }).annotateMerge(OpenApi.annotations({ summary: "List your tokens and sessions" })),
    HttpApiEndpoint.delete("revoke", "/tokens/:token", {
      params: { token: TokenId.TokenId },
      success: HttpApiSchema.NoContent,
      error: [Problems.ActionNotAllowed, Problems.TokenNotFound, Problems.TokenStoreUnavailable]
    }).annotateMerge(OpenApi.annotations({ summary: "Revoke a token, or end a session, of yours" }))
  )
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Tokens" })) {}
