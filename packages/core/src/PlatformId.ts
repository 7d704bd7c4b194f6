/**
 * Identity of a platform: a root customer and everything under it.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpaqueId from "./OpaqueId.ts"

/**
 * Schema for the opaque identity of one platform.
 *
 * **Details**
 *
 * Shape: `plt_` and 26 characters. It differs from the id of the root customer, so that it may be named to whoever
 * does not see the root.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PlatformId = OpaqueId.schema("plt", "a platform id").pipe(Schema.brand("PlatformId"))

/**
 * @category models
 * @since 0.1.0
 */
export type PlatformId = typeof PlatformId.Type

/**
 * Returns the identity for an instant (milliseconds since 1970) and randomness.
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromParts = (millis: number, random: OpaqueId.Randomness): PlatformId =>
  OpaqueId.fromParts("plt", millis, random) as PlatformId
