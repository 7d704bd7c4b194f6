/**
 * Identity of a customer.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpaqueId from "./OpaqueId.ts"

/**
 * Schema for the opaque identity of one customer.
 *
 * **Details**
 *
 * Shape: `cus_` and 26 lower-case Crockford base-32 characters (a UUIDv7). Sorts by the millisecond of creation; carries no
 * other meaning and never changes.
 *
 * **Example** (Rejecting a foreign identifier)
 *
 * ```ts import.meta.vitest
 * import { CustomerId } from "@clientele/core"
 * import * as Schema from "effect/Schema"
 *
 * Schema.is(CustomerId.CustomerId)("inv_01h8") // => false
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const CustomerId = OpaqueId.schema("cus", "a customer id").pipe(Schema.brand("CustomerId"))

/**
 * @category models
 * @since 0.1.0
 */
export type CustomerId = typeof CustomerId.Type

/**
 * Returns the identity for an instant (milliseconds since 1970) and 80 random bits as four numbers in [0, 1).
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromParts = (millis: number, random: OpaqueId.Randomness): CustomerId =>
  OpaqueId.fromParts("cus", millis, random) as CustomerId
