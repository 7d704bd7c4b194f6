/**
 * Port: the users who sign in, and the logins that belong to them.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Role } from "./access/Actor.ts"
import { CustomerId } from "./CustomerId.ts"
import type { CustomerNotFound } from "./CustomerNotFound.ts"
import { Instant } from "./Instant.ts"
import * as Personal from "./party/Personal.ts"
import { PlatformId } from "./PlatformId.ts"
import { UserId } from "./UserId.ts"

/**
 * Schema for a user.
 *
 * **Details**
 *
 * `login` is what is typed to sign in, unique in the platform by `login.key`, and never changes: another administrator
 * is another user. `email` is where letters go; the login may be no address at all. A disabled user keeps its login.
 * Nothing secret is here: see `Credentials`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const User = Schema.Struct({
  id: UserId,
  platform: PlatformId,
  /** The customer at which the user is at home. */
  home: CustomerId,
  role: Role,
  login: Schema.Struct({ name: Personal.Text, key: Personal.Text }),
  displayName: Personal.Text,
  email: Schema.NullOr(Personal.Text),
  enabled: Schema.Boolean,
  createdAt: Instant
}).annotate({ identifier: "User" })

/**
 * @category models
 * @since 0.1.0
 */
export type User = typeof User.Type

/**
 * The login is held by another user or reserved by another customer of the platform. Choose another.
 *
 * @category errors
 * @since 0.1.0
 */
export class LoginTaken extends Schema.TaggedError<LoginTaken>()("LoginTaken", {}) {
  override get message(): string {
    return "this login is taken; logins are unique in the whole platform, choose another"
  }
}

/**
 * There is no such user.
 *
 * @category errors
 * @since 0.1.0
 */
export class UserNotFound extends Schema.TaggedError<UserNotFound>()("UserNotFound", { user: UserId }) {
  override get message(): string {
    return `no user ${this.user}`
  }
}

/**
 * The users could not be reached or did not answer in time. Nothing was written; trying again may help.
 *
 * @category errors
 * @since 0.1.0
 */
export class UserStoreUnavailable extends Schema.TaggedError<UserStoreUnavailable>()("UserStoreUnavailable", {
  cause: Schema.optionalKey(Schema.Defect())
}) {
  override get message(): string {
    return "the users cannot be reached; nothing was written, try again"
  }
}

/**
 * Service that keeps users.
 *
 * **Details**
 *
 * Shares the platform's logins with `CustomerStore`: a login that a customer reserved at submit can be taken by one user
 * of that customer and by nobody else, and a user's login can be reserved by no other customer; it stays the user's when
 * the customer releases its reservation. Erasing a customer removes its users and their credentials in the same commit,
 * which frees their logins.
 *
 * @category services
 * @since 0.1.0
 */
export class UserStore extends Context.Service<
  UserStore,
  {
    /**
     * Adds a user with its login, or adds nothing: fails with `CustomerNotFound` where its home is not there in the platform,
     * or is erased, then with `LoginTaken`. An id that is there already is a defect.
     */
    readonly add: (user: User) => Effect.Effect<void, CustomerNotFound | LoginTaken | UserStoreUnavailable>

    /** Returns a user. */
    readonly get: (id: UserId) => Effect.Effect<User, UserNotFound | UserStoreUnavailable>

    /** Returns the user who signs in with a login, by `Login.key`; `null` if there is none. */
    readonly findByLogin: (platform: PlatformId, key: string) => Effect.Effect<User | null, UserStoreUnavailable>

    /** Returns the users at home at a customer, in order of creation, which is that of their ids. */
    readonly ofCustomer: (home: CustomerId) => Effect.Effect<ReadonlyArray<User>, UserStoreUnavailable>

    /** Changes what may change of a user: role, name, address for letters, whether it is enabled. Returns the user after it. */
    readonly change: (
      id: UserId,
      changes: Partial<Pick<User, "role" | "displayName" | "email" | "enabled">>
    ) => Effect.Effect<User, UserNotFound | UserStoreUnavailable>
  }
>()("@clientele/core/UserStore") {}
