/**
 * Who asks.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Schema from "effect/Schema"
import { CustomerId } from "../CustomerId.ts"
import { PlatformId } from "../PlatformId.ts"
import { UserId } from "../UserId.ts"

/**
 * Schema for what a user is at home, the customer that it belongs to.
 *
 * **Details**
 *
 * `administrator` and `professional` users of a partner manage the customers that the partner sees; plain `user`s read.
 * At home only an `administrator` changes anything.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Role = Schema.Literals(["administrator", "professional", "user"])

/**
 * @category models
 * @since 0.1.0
 */
export type Role = typeof Role.Type

/**
 * Schema for what a token may be used for, always within what its owner may.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Scope = Schema.Literals(["read", "create", "manage", "commercial", "users", "system"])

/**
 * @category models
 * @since 0.1.0
 */
export type Scope = typeof Scope.Type

const support = {
  id: UserId,
  /** The platform supported; `null` for the installation's operator, who opens platforms and supports all of them. */
  platform: Schema.NullOr(PlatformId)
}

const user = {
  id: UserId,
  platform: PlatformId,
  /** The customer at which the user is at home. */
  home: CustomerId,
  role: Role
}

/**
 * Schema for the person or service behind a request: platform support, or a user of a partner or customer.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Principal = Schema.TaggedUnion({ support, user }).annotate({ identifier: "Principal" })

/**
 * @category models
 * @since 0.1.0
 */
export type Principal = typeof Principal.Type

/**
 * Schema for whoever asks: platform support, a user of a partner or customer, or a service token of one of them.
 *
 * **Details**
 *
 * A user is a partner's or a customer's by what its home may do, not by a kind of its own.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Actor = Schema.TaggedUnion({
  support,
  user,
  token: {
    id: UserId,
    scopes: Schema.Array(Scope),
    owner: Principal
  }
}).annotate({ identifier: "Actor" })

/**
 * @category models
 * @since 0.1.0
 */
export type Actor = typeof Actor.Type

/**
 * The actor of the running request. Every method of `Customers` needs it; on the wire it comes from the token alone.
 *
 * @category services
 * @since 0.1.0
 */
export class CurrentActor extends Context.Service<CurrentActor, Actor>()("@clientele/core/CurrentActor") {}

/**
 * Returns the person or service behind the actor: the owner of a token, else the actor itself.
 *
 * @category getters
 * @since 0.1.0
 */
export const principal = (actor: Actor): Principal => (actor._tag === "token" ? actor.owner : actor)

/**
 * Returns the customer at which the actor is at home; `null` for support.
 *
 * @category getters
 * @since 0.1.0
 */
export const home = (actor: Actor): CustomerId | null => {
  const behind = principal(actor)
  return behind._tag === "user" ? behind.home : null
}

/**
 * Returns whether the actor, or the owner of the token, is support of `platform`.
 *
 * @category getters
 * @since 0.1.0
 */
export const isSupport = (actor: Actor, platform: PlatformId): boolean => {
  const behind = principal(actor)
  return behind._tag === "support" && (behind.platform === null || behind.platform === platform)
}
