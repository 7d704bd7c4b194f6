/**
 * The part of a check that needs no knowledge of the world: shape, required fields, choices, counts.
 *
 * @since 0.1.0
 */
import type * as Schema from "effect/Schema"
import type { Profile } from "../party/Profile.ts"
import { placeOf, planOf } from "./internal/plan.ts"
import { read } from "./internal/read.ts"
import { schemaOf } from "./internal/schema.ts"
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
  const { issues } = read(portal, input, "ask")
  if (issues.length < 2) return issues
  const plan = planOf(portal)
  return issues.toSorted((a, b) => placeOf(plan, a.pointer) - placeOf(plan, b.pointer))
}

/**
 * Returns the structure of a portal's draft as a schema of Effect, for code that composes schemas.
 *
 * **Details**
 *
 * Types, lengths, characters, choices that are written down, numbers of items, and fields that are required whatever else
 * is filled in: a draft that {@link check} passes is decoded, unless it says `null` for a missing key or a number as text.
 * What depends on another field is not in the schema. Parse with `onExcessProperty: "error"` to refuse unknown keys. Build
 * it once per portal, as parsers are kept by schema.
 *
 * @category converting
 * @since 0.1.0
 */
export const toSchema = (portal: Portal): Schema.Codec<Profile> =>
  // The fields of a portal point into the profile.
  schemaOf(planOf(portal).tree) as Schema.Codec<unknown> as Schema.Codec<Profile>
