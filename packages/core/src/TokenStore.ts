/**
 * Port: the access tokens and sessions that open doors.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { AccessToken } from "./AccessToken.ts"
import type { Instant } from "./Instant.ts"
import type { TokenId } from "./TokenId.ts"
import type { UserId } from "./UserId.ts"

/**
 * The tokens could not be reached or did not answer in time. Nothing was written; trying again may help.
 *
 * @category errors
 * @since 0.1.0
 */
export class TokenStoreUnavailable extends Schema.TaggedError<TokenStoreUnavailable>()("TokenStoreUnavailable", {
  cause: Schema.optionalKey(Schema.Defect())
}) {
  override get message(): string {
    return "the tokens cannot be reached; nothing was written, try again"
  }
}

/**
 * Returns whether a text is a SHA-256 hash as this port takes it: 64 hexadecimal digits in lower case.
 *
 * @category guards
 * @since 0.1.0
 */
export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/u.test(text)

/**
 * Service that keeps access tokens and sessions, found by the hash of their secret.
 *
 * **Details**
 *
 * Takes hashes only (SHA-256 of 32 random bytes, in hexadecimal digits): secrets are made and hashed at the edge and go no
 * further. A text that is no such hash ({@link isHash}) is a defect of the caller. Erasing a customer removes the tokens and
 * sessions of its users in the same commit, and none is added for a user who is gone or disabled: whoever removes a user,
 * or disables one and then removes all, leaves nothing open, whatever is added meanwhile.
 *
 * @category services
 * @since 0.1.0
 */
export class TokenStore extends Context.Service<
  TokenStore,
  {
    /**
     * Keeps a token under the hash of its secret. Returns whether it did: not where the owner is a user who is not there or
     * is disabled. An id or a hash that is there already is a defect.
     */
    readonly add: (token: AccessToken, hash: Redacted.Redacted) => Effect.Effect<boolean, TokenStoreUnavailable>

    /** Returns the token with this hash, expired or not; `null` if there is none. */
    readonly find: (hash: Redacted.Redacted) => Effect.Effect<AccessToken | null, TokenStoreUnavailable>

    /** Returns the tokens and sessions of an owner, expired ones too, in order of creation, which is that of their ids. */
    readonly ofOwner: (owner: UserId) => Effect.Effect<ReadonlyArray<AccessToken>, TokenStoreUnavailable>

    /**
     * Records when a token was used last, where that is at least a minute after what is recorded: asked at every use, it
     * writes once a minute. Nothing happens if the token is not there.
     */
    readonly use: (id: TokenId, at: Instant) => Effect.Effect<void, TokenStoreUnavailable>

    /** Revokes a token or ends a session: it is gone. Returns whether it was there. */
    readonly remove: (id: TokenId) => Effect.Effect<boolean, TokenStoreUnavailable>

    /** Revokes all tokens and ends all sessions of an owner, but for one to be kept. */
    readonly removeAll: (owner: UserId, but: TokenId | null) => Effect.Effect<void, TokenStoreUnavailable>

    /** Removes what expired at or before an instant. Returns how many. */
    readonly sweep: (at: Instant) => Effect.Effect<number, TokenStoreUnavailable>
  }
>()("@clientele/core/TokenStore") {}
