/**
 * Which form somebody wants to fill in, and which portals there are.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { CustomerId } from "./CustomerId.ts"

/**
 * Schema for a portal as a list shows it.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PortalSummary = Schema.Struct({
  id: Schema.String,
  version: Schema.Int,
  name: Schema.String
}).annotate({ identifier: "PortalSummary" })

/**
 * @category models
 * @since 0.1.0
 */
export type PortalSummary = typeof PortalSummary.Type

/**
 * Schema for which form to draw.
 *
 * **Details**
 *
 * With `customer`, the form in which that customer is edited: of its own portal, without what is asked at creation only once
 * it was submitted. Else the form of `portal` for a new customer under `parent`, or under the actor's home where none is named.
 * Fields that the actor has no right to are left out.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FormQuery = Schema.Struct({
  portal: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(64))),
  parent: Schema.optionalKey(CustomerId),
  customer: Schema.optionalKey(CustomerId)
}).annotate({ identifier: "FormQuery" })

/**
 * @category models
 * @since 0.1.0
 */
export type FormQuery = typeof FormQuery.Type

/**
 * There is no such portal. `known` are the ids of those that there are.
 *
 * @category errors
 * @since 0.1.0
 */
export class PortalNotFound extends Schema.TaggedError<PortalNotFound>()("PortalNotFound", {
  portal: Schema.String,
  known: Schema.Array(Schema.String)
}) {
  override get message(): string {
    return `there is no portal ${this.portal}; known: ${this.known.join(", ")}`
  }
}
