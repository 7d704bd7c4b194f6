/**
 * Identity of an access token or a session.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpaqueId from "./OpaqueId.ts"

/**
 * Schema for the opaque identity of one access token. Shape: `tok_` and 26 characters. It opens nothing: see `AccessToken`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const TokenId = OpaqueId.schema("tok", "a token id").pipe(Schema.brand("TokenId"))

/**
 * @category models
 * @since 0.1.0
 */
export type TokenId = typeof TokenId.Type

/**
 * Returns the identity for an instant (milliseconds since 1970) and randomness.
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromParts = (millis: number, random: OpaqueId.Randomness): TokenId =>
  OpaqueId.fromParts("tok", millis, random) as TokenId
