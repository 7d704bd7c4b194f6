/**
 * What must hold between fields: a closed vocabulary.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Severity } from "../party/Finding.ts"
import { Condition } from "./Condition.ts"
import { Pointer } from "./Pointer.ts"

const common = {
  /** Ids of the statements of the document that this rule shows. */
  rules: Schema.optionalKey(Schema.Array(Schema.String)),
  /** `error` where nothing is said. */
  severity: Schema.optionalKey(Severity),
  /** Replaces the sentence. */
  message: Schema.optionalKey(Schema.String)
}

/**
 * Schema for a rule between fields.
 *
 * **Details**
 *
 * - `count`: the list at `at` has between `minimum` and `maximum` items.
 * - `distinct`: no two items of the list agree in `by`, compared trimmed and case-folded.
 * - `empty`: `at` may not be filled in while `when` holds.
 * - `equal`: two fields that hold the same thing agree; the first is proposed for the second.
 * - `notParents`: none of `at` equals what the parent has there.
 * - `must`: the condition holds; `message` says what is asked for. Beside `at` it may look at any field.
 * - `complete`: all of `at` should be filled in.
 * - `withinParent`: rights or licences are within the parent's, levels of visibility within the depth.
 * - `vatCountry`: a VAT id is of the country at `country`; a warning where nothing is said.
 * - `taxZone`: the zone chosen at `at` is the one that is derived, which is proposed where none is chosen.
 * - `custom`: a function of your own, by id; checked by the server only. It is not called before `at` and all of `needs`
 *   are filled in and right.
 *
 * A rule stays silent while a field it looks at is missing or wrong: that is said there.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Rule = Schema.TaggedUnion({
  count: { at: Pointer, minimum: Schema.Finite, maximum: Schema.Finite, ...common },
  distinct: { at: Pointer, by: Pointer, ...common },
  empty: { at: Pointer, when: Condition, ...common },
  equal: { at: Pointer, with: Pointer, ...common },
  notParents: { at: Schema.Array(Pointer), ...common },
  must: { at: Pointer, holds: Condition, ...common },
  complete: { at: Schema.Array(Pointer), ...common },
  withinParent: { at: Pointer, of: Schema.Literals(["rights", "licenses", "depth"]), ...common },
  vatCountry: { at: Pointer, country: Pointer, ...common },
  taxZone: { at: Pointer, ...common },
  custom: { id: Schema.String, at: Pointer, needs: Schema.optionalKey(Schema.Array(Pointer)), ...common }
}).annotate({ identifier: "Rule" })

/**
 * @category models
 * @since 0.1.0
 */
export type Rule = typeof Rule.Type
