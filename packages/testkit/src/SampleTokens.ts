/**
 * Access tokens and sessions to test with: small, valid and fresh.
 *
 * @since 0.1.0
 */
import { type AccessToken, Instant, TokenId } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { digits, fresh } from "./internal/drawing.ts"
import * as Samples from "./Samples.ts"

/**
 * Draws a token id that nobody has; each is greater than those drawn before.
 *
 * @category constructors
 * @since 0.1.0
 */
export const id: Effect.Effect<TokenId.TokenId> = fresh(TokenId.fromParts)

/**
 * Draws what a `TokenStore` takes for the hash of a secret, that nobody has.
 *
 * @category constructors
 * @since 0.1.0
 */
export const hash: Effect.Effect<Redacted.Redacted> = Effect.map(digits(64), (text) => Redacted.make(text))

/**
 * Returns a token that has not been used and does not expire as long as anybody tests.
 *
 * @category constructors
 * @since 0.1.0
 */
export const token = (
  owner: AccessToken.AccessToken["owner"],
  id: TokenId.TokenId,
  more: Partial<AccessToken.AccessToken> = {}
): AccessToken.AccessToken => ({
  id,
  kind: "token",
  owner,
  name: "Nightly import",
  scopes: ["read", "create"],
  prefix: "ct_4f7Q",
  createdAt: Samples.at,
  expiresAt: Instant.Instant.make("2999-12-31T00:00:00.000Z"),
  lastUsedAt: null,
  ...more
})

/**
 * Returns a session: what signing in gives.
 *
 * @category constructors
 * @since 0.1.0
 */
export const session = (
  owner: AccessToken.AccessToken["owner"],
  id: TokenId.TokenId,
  more: Partial<AccessToken.AccessToken> = {}
): AccessToken.AccessToken => token(owner, id, { kind: "session", name: "Firefox on Linux", scopes: [], ...more })
