/**
 * How many levels of ancestors see a customer.
 *
 * @since 0.1.0
 */

/**
 * The deepest a customer can lie: ten levels below its root.
 *
 * @category constants
 * @since 0.1.0
 */
export const maxDepth = 10

/**
 * The number of levels with which every ancestor sees a customer, wherever it lies.
 *
 * @category constants
 * @since 0.1.0
 */
export const everyAncestor = maxDepth

/**
 * Returns whether an ancestor sees and manages a customer.
 *
 * **Details**
 *
 * `levels` is what the customer carries (1–10), `distance` counts from the customer upward: 1 is its direct parent.
 * Source: OC-06, OC-07. Siblings and descendants are at no distance and never see it.
 *
 * @category getters
 * @since 0.1.0
 */
export const sees = (levels: number, distance: number): boolean => distance >= 1 && distance <= levels

/**
 * Returns how many ancestors really see a customer that carries `levels` at `depth` (the root has depth 0).
 *
 * @category getters
 * @since 0.1.0
 */
export const effective = (levels: number, depth: number): number => Math.min(levels, depth)
