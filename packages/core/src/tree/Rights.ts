/**
 * What a customer may do when it creates customers below itself.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Schema for one delegated right.
 *
 * **Details**
 *
 * `createCustomers` makes a customer a partner. The others say which settings it may choose for those below it.
 * Source: OC-16, OC-18, OC-19.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Right = Schema.Literals(["createCustomers", "enableDemo", "setDataCenter", "setLicenses", "setRights"])

/**
 * @category models
 * @since 0.1.0
 */
export type Right = typeof Right.Type

/**
 * All rights there are; a root holds them.
 *
 * @category constants
 * @since 0.1.0
 */
export const all: ReadonlyArray<Right> = Right.literals

/**
 * What a customer gets when nobody chooses (OC-19).
 *
 * @category constants
 * @since 0.1.0
 */
export const standard: ReadonlyArray<Right> = ["enableDemo"]

/**
 * Returns the rights named in `names`, each once, in the order of {@link all}; unknown names fall away.
 *
 * @category constructors
 * @since 0.1.0
 */
export const normalise = (names: ReadonlyArray<string>): ReadonlyArray<Right> =>
  all.filter((right) => names.includes(right))

/**
 * Returns the rights of `inner` that `outer` lacks; none means that `inner` is within `outer`.
 *
 * @category getters
 * @since 0.1.0
 */
export const exceeding = (inner: ReadonlyArray<Right>, outer: ReadonlyArray<Right>): ReadonlyArray<Right> =>
  inner.filter((right) => !outer.includes(right))

/**
 * Returns `inner` without what `outer` lacks.
 *
 * @category combinators
 * @since 0.1.0
 */
export const narrow = (inner: ReadonlyArray<Right>, outer: ReadonlyArray<Right>): ReadonlyArray<Right> =>
  inner.filter((right) => outer.includes(right))
