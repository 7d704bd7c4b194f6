/**
 * The service that answers for users: who may sign in, where they are at home, and what they are there.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { Legible } from "./base/Legible.ts"
import type { CurrentActor } from "./access/Actor.ts"
import { Role } from "./access/Actor.ts"
import type { ActionNotAllowed } from "./access/Authority.ts"
import { Credentials, type CredentialsUnavailable } from "./Credentials.ts"
import { CustomerId } from "./CustomerId.ts"
import type { CustomerNotFound } from "./CustomerNotFound.ts"
import { CustomerStore, type CustomerStoreUnavailable } from "./CustomerStore.ts"
import type { InputRefused } from "./InputRefused.ts"
import * as Administering from "./internal/Administering.ts"
import type { TokenId } from "./TokenId.ts"
import { TokenStore, type TokenStoreUnavailable } from "./TokenStore.ts"
import type { UserId } from "./UserId.ts"
import { type LoginTaken, type User, type UserNotFound, UserStore, type UserStoreUnavailable } from "./UserStore.ts"

const name = Legible.check(Schema.isTrimmed(), Schema.isMinLength(1), Schema.isMaxLength(200))

/**
 * Schema for what a new user is made of.
 *
 * **Details**
 *
 * `login` is read by `Login.parse` and is the user's for good. `email` is where letters go, `null` where they go nowhere.
 *
 * @category schemas
 * @since 0.1.0
 */
export const NewUser = Schema.Struct({
  home: CustomerId,
  login: Legible.check(Schema.isMaxLength(254)),
  displayName: name,
  email: Schema.NullOr(Schema.String.check(Schema.isMaxLength(254))),
  role: Role
}).annotate({ identifier: "NewUser" })

/**
 * @category models
 * @since 0.1.0
 */
export type NewUser = typeof NewUser.Type

/**
 * Schema for what can change of a user; every key is optional.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UserChanges = Schema.Struct({
  displayName: Schema.optionalKey(name),
  email: Schema.optionalKey(Schema.NullOr(Schema.String.check(Schema.isMaxLength(254)))),
  role: Schema.optionalKey(Role),
  enabled: Schema.optionalKey(Schema.Boolean)
}).annotate({ identifier: "UserChanges" })

/**
 * @category models
 * @since 0.1.0
 */
export type UserChanges = typeof UserChanges.Type

/**
 * One of the stores behind users cannot be reached. Nothing was written, but where a change of a user ends sessions, which
 * comes last: trying again may help, and finishes it.
 *
 * @category errors
 * @since 0.1.0
 */
export type Unavailable =
  | CustomerStoreUnavailable
  | UserStoreUnavailable
  | CredentialsUnavailable
  | TokenStoreUnavailable

type Answer<A, E = never> = Effect.Effect<A, E | Unavailable, CurrentActor>

/**
 * Service that answers for users.
 *
 * **Details**
 *
 * Whoever may `manageUsers` of a customer looks after the users at home there. Everybody reads their own record, and in
 * person, not through a token, changes its name and address and sets the password. `CustomerNotFound` and `UserNotFound`
 * are the caller's: a wrong id, or one that the actor does not see; users see themselves, and whoever looks after them
 * does. `InputRefused` names what is wrong with a login or an address. Passwords come as argon2id hashes alone.
 *
 * @category services
 * @since 0.1.0
 */
export class Users extends Context.Service<
  Users,
  {
    /** Adds a user, without a password yet. */
    readonly add: (input: NewUser) => Answer<User, CustomerNotFound | ActionNotAllowed | LoginTaken | InputRefused>

    /** Returns a user. */
    readonly get: (user: UserId) => Answer<User, UserNotFound>

    /** Returns the users at home at a customer, in order of creation. */
    readonly ofCustomer: (home: CustomerId) => Answer<ReadonlyArray<User>, CustomerNotFound | ActionNotAllowed>

    /**
     * Changes a user. One who is disabled is signed out everywhere, and all tokens are revoked. Nobody settles their own
     * role, or whether they are enabled.
     */
    readonly change: (
      user: UserId,
      changes: UserChanges
    ) => Answer<User, UserNotFound | ActionNotAllowed | InputRefused>

    /**
     * Sets a password by its hash, ends all other sessions of the user and revokes their tokens; `keep` is the session that
     * asks. No token sets the password of its own owner.
     */
    readonly setPassword: (
      user: UserId,
      hash: Redacted.Redacted,
      keep?: TokenId | null
    ) => Answer<void, UserNotFound | ActionNotAllowed>
  }
>()("@clientele/core/Users") {
  /**
   * Layer that runs `Users` on whichever stores are provided.
   */
  static readonly layer: Layer.Layer<Users, never, CustomerStore | UserStore | Credentials | TokenStore> = Layer.effect(
    Users,
    Effect.gen(function* () {
      const stores = {
        customers: yield* CustomerStore,
        users: yield* UserStore,
        credentials: yield* Credentials,
        tokens: yield* TokenStore
      }
      return Users.of(Administering.make(stores))
    })
  )
}
