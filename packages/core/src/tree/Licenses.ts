/**
 * Which licences a customer can choose from.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Schema for the licences a customer is offered: all that its parent is offered (live), or some of them by id.
 *
 * **Details**
 *
 * At a root `inherit` means the whole catalogue. Source: OC-16, OC-17.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Licenses = Schema.Union([Schema.Literal("inherit"), Schema.Array(Schema.String)])

/**
 * @category models
 * @since 0.1.0
 */
export type Licenses = typeof Licenses.Type

/**
 * Returns what the first of a line of customers is offered in the end: ids, or `inherit` for the whole catalogue.
 *
 * **Details**
 *
 * `line` holds the settings from the customer up to its root. A list further up bounds what lies below it.
 *
 * @category getters
 * @since 0.1.0
 */
export const offered = (line: ReadonlyArray<Licenses>): Licenses =>
  line.find((licenses) => licenses !== "inherit") ?? "inherit"

/**
 * Returns the ids of `inner` that `outer` does not offer.
 *
 * @category getters
 * @since 0.1.0
 */
export const exceeding = (inner: Licenses, outer: Licenses): ReadonlyArray<string> =>
  inner === "inherit" || outer === "inherit" ? [] : inner.filter((id) => !outer.includes(id))

/**
 * Returns `inner` without what `outer` does not offer.
 *
 * @category combinators
 * @since 0.1.0
 */
export const narrow = (inner: Licenses, outer: Licenses): Licenses =>
  inner === "inherit" || outer === "inherit" ? inner : inner.filter((id) => outer.includes(id))
