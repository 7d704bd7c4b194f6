/**
 * Port: what proves that somebody is a user.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { UserId } from "./UserId.ts"
import type { UserNotFound } from "./UserStore.ts"

/**
 * The credentials could not be reached or did not answer in time. Nothing was written; trying again may help.
 *
 * @category errors
 * @since 0.1.0
 */
export class CredentialsUnavailable extends Schema.TaggedError<CredentialsUnavailable>()("CredentialsUnavailable", {
  cause: Schema.optionalKey(Schema.Defect())
}) {
  override get message(): string {
    return "the credentials cannot be reached; nothing was written, try again"
  }
}

/**
 * Returns whether a text is an argon2id hash in PHC form: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`.
 *
 * @category guards
 * @since 0.1.0
 */
export const isHash = (text: string): boolean =>
  /^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/u.test(text)

/**
 * Service that keeps the hash of each user's password.
 *
 * **Details**
 *
 * Takes and gives hashes in PHC form (`$argon2id$…`) only: passwords are hashed at the edge and go no further. A hash is
 * `Redacted`, so that it appears in no log. A text that is no such hash ({@link isHash}) is a defect of the caller.
 *
 * @category services
 * @since 0.1.0
 */
export class Credentials extends Context.Service<
  Credentials,
  {
    /** Keeps the hash in place of an earlier one. */
    readonly set: (user: UserId, hash: Redacted.Redacted) => Effect.Effect<void, UserNotFound | CredentialsUnavailable>

    /** Returns the hash; `null` if the user has none or is not there. */
    readonly find: (user: UserId) => Effect.Effect<Redacted.Redacted | null, CredentialsUnavailable>

    /** Forgets the hash; nothing happens if there is none. */
    readonly remove: (user: UserId) => Effect.Effect<void, CredentialsUnavailable>
  }
>()("@clientele/core/Credentials") {}
