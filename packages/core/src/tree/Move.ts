/**
 * What a move changes for those who look: the plan that can be shown before.
 *
 * @since 0.1.0
 */
import type { CustomerId } from "../CustomerId.ts"

/**
 * What a plan looks at in a customer.
 *
 * @category models
 * @since 0.1.0
 */
export interface Node {
  readonly id: CustomerId
  readonly parent: CustomerId | null
  /** Levels of ancestors that see it. */
  readonly visibility: number
}

/**
 * Who comes to see a customer by a move, and who no longer does.
 *
 * @category models
 * @since 0.1.0
 */
export interface Viewers {
  readonly customer: CustomerId
  readonly gained: ReadonlyArray<CustomerId>
  readonly lost: ReadonlyArray<CustomerId>
}

/**
 * Returns for each customer of a moved subtree who gains and who loses sight of it.
 *
 * **Details**
 *
 * `subtree` begins with the customer that moves, each after its parent; `from` and `to` are the old and the new parent
 * with the customers above them, nearest first. The levels that a customer carries stay as they are.
 *
 * @category getters
 * @since 0.1.0
 */
export const viewers = (
  subtree: ReadonlyArray<Node>,
  from: ReadonlyArray<{ readonly id: CustomerId }>,
  to: ReadonlyArray<{ readonly id: CustomerId }>
): ReadonlyArray<Viewers> => {
  const inside = new Map<CustomerId, ReadonlyArray<CustomerId>>()
  return subtree.map(({ id, parent, visibility }, index) => {
    // The part of its ancestors that moves along.
    const along = index === 0 || parent === null ? [] : [parent, ...(inside.get(parent) ?? [])]
    inside.set(id, along)
    const before = [...along, ...from.map((node) => node.id)].slice(0, visibility)
    const after = [...along, ...to.map((node) => node.id)].slice(0, visibility)
    return {
      customer: id,
      gained: after.filter((viewer) => !before.includes(viewer)),
      lost: before.filter((viewer) => !after.includes(viewer))
    }
  })
}
