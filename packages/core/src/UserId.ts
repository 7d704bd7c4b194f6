/**
 * Identity of whoever acts: a person or a service.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpaqueId from "./OpaqueId.ts"

/**
 * Schema for the opaque identity of one user. Shape: `usr_` and 26 characters. Events name people by it and nothing else.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UserId = OpaqueId.schema("usr", "a user id").pipe(Schema.brand("UserId"))

/**
 * @category models
 * @since 0.1.0
 */
export type UserId = typeof UserId.Type

/**
 * Returns the identity for an instant (milliseconds since 1970) and randomness.
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromParts = (millis: number, random: OpaqueId.Randomness): UserId =>
  OpaqueId.fromParts("usr", millis, random) as UserId
