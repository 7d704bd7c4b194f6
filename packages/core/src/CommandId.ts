/**
 * Identity of one accepted command: what links the events it caused, over all customers it wrote.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpaqueId from "./OpaqueId.ts"

/**
 * Schema for the opaque identity of one command. Shape: `cmd_` and 26 characters.
 *
 * @category schemas
 * @since 0.1.0
 */
export const CommandId = OpaqueId.schema("cmd", "a command id").pipe(Schema.brand("CommandId"))

/**
 * @category models
 * @since 0.1.0
 */
export type CommandId = typeof CommandId.Type

/**
 * Returns the identity for an instant (milliseconds since 1970) and randomness.
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromParts = (millis: number, random: OpaqueId.Randomness): CommandId =>
  OpaqueId.fromParts("cmd", millis, random) as CommandId
