/** What changed in a customer, as a person reads it. */
import { type Diff, type Form, Pointer } from "@clientele/core"
import * as Predicate from "effect/Predicate"
import * as Asked from "./form/Asked.ts"
import * as Words from "./Words.ts"
import { reference } from "./wizard/Looking.ts"

export interface Told {
  readonly label: string
  readonly before: string
  readonly after: string
}

/** What goes with every change of its kind and says nothing to a person. */
const noise =
  /^\/(?:id|platform|portal|checked|submitted|approved|erasureAt|taxZone\/(?:derived|reasons|findings|mismatch))(?:\/|$)|\/(?:key|level|by|at|since|submittedBy)$/u

/** Keys whose values are words of the vocabulary. */
const worded = /\/(?:_tag|reason|treatment|rights|licenses)$/u

/** Returns the changes in the order of the form, what the form does not ask for last. */
export const tell = (
  form: Form.Form,
  changes: ReadonlyArray<Diff.Change>,
  people: ReadonlyMap<string, string>
): ReadonlyArray<Told> => {
  const fields = new Map<string, Asked.Field>(
    form.steps.flatMap((step) => step.fields.map((field) => [`/profile${field.at}`, field] as const))
  )
  const order = [...fields.keys()]
  const view: Asked.View = { form, reference, draft: {}, filled: {}, issues: [], generated: new Map() }
  const value = (pointer: string, one: unknown): string => {
    const field = fields.get(pointer)
    if (one === undefined || one === null) return Asked.nothing
    if (field !== undefined) return Asked.told(view, field, one)
    if (typeof one === "boolean") return one ? "Yes" : "No"
    if (typeof one !== "string")
      return Array.isArray(one)
        ? one.map((part) => (worded.test(pointer) ? Words.of(String(part)) : String(part))).join(", ")
        : String(one)
    if (worded.test(pointer)) return Words.of(one)
    return people.get(one) ?? (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u.test(one) ? Words.instant(one) : one)
  }
  const seen = new Map<string, { before: unknown; after: unknown }>()
  for (const { after, before, pointer } of changes) {
    for (const [at, one] of leaves(before, pointer, fields)) seen.set(at, { before: one, after: undefined })
    for (const [at, one] of leaves(after, pointer, fields)) seen.set(at, { before: seen.get(at)?.before, after: one })
  }
  const place = (pointer: string) => {
    const at = order.indexOf(pointer)
    return at === -1 ? order.length : at
  }
  return [...seen]
    .filter(([pointer, { after, before }]) => !noise.test(pointer) && before !== after)
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([pointer, { after, before }]) => ({
      label: fields.get(pointer)?.label ?? nameOf(pointer),
      before: value(pointer, before),
      after: value(pointer, after)
    }))
    .filter(({ after, before }) => after !== before)
}

/** What is asked for as one is shown as one; whatever else there is, down to its single values. */
const leaves = (
  value: unknown,
  at: string,
  fields: ReadonlyMap<string, unknown>
): ReadonlyArray<readonly [pointer: string, value: unknown]> => {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return []
  if (fields.has(at)) return [[at, value]]
  if (Array.isArray(value) && value.every((one) => !Predicate.isObject(one))) return [[at, value]]
  return typeof value === "object"
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, Pointer.child(at, key), fields))
    : [[at, value]]
}

/** `/holds/0/reason` is "Hold: reason". */
const nameOf = (pointer: string): string =>
  pointer === "/parent"
    ? "Under"
    : Words.capital(
        Pointer.keys(pointer)
          .filter((key) => !/^(?:profile|_tag|\d+|-)$/u.test(key))
          .map((key) => Words.of(key))
          .join(": ")
      ) || "Customer"
