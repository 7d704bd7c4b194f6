/**
 * The part of a check that needs no knowledge of the world: shape, required fields, choices, counts.
 *
 * @since 0.1.0
 */
import { placeOf, planOf } from "./internal/plan.ts"
import { read } from "./internal/read.ts"
import type { Issue } from "./Issue.ts"
import type { Portal } from "./Portal.ts"

/**
 * Returns what is wrong with the structure of a draft: none means that only the values themselves remain to be checked.
 *
 * **When to use**
 *
 * Use where a whole check costs too much or knows too little: while somebody types, or to sort out rows of an import.
 *
 * **Details**
 *
 * Finds types, lengths, unknown keys, missing required fields, choices that are written down and numbers of items, all at
 * once and with the codes of `Check.run`, which finds them too. Fields with a default count as filled in. Needs no
 * reference data and never throws.
 *
 * @category checking
 * @since 0.1.0
 */
export const check = (portal: Portal, input: unknown): ReadonlyArray<Issue> => {
  const { issues } = read(portal, input, false)
  if (issues.length < 2) return issues
  const plan = planOf(portal)
  return issues.toSorted((a, b) => placeOf(plan, a.pointer) - placeOf(plan, b.pointer))
}
