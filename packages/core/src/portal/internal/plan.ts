/** A portal made ready for reading drafts: pointers split, fields in the order in which they can be checked. Kept per portal. */
import { type Field, maxLength } from "../Field.ts"
import { keys } from "../Pointer.ts"
import { fields, type Portal } from "../Portal.ts"
import { compiler } from "./holds.ts"
import { Table } from "./slots.ts"
import { type Branch, branch, type Count, type Planned } from "./tree.ts"

export interface Plan {
  /** A postal code waits for its country and subdivision, wherever the document puts them. */
  readonly staged: ReadonlyArray<Planned>
  readonly defaulted: ReadonlyArray<Planned>
  /** Place of each field in the portal, by pointer. */
  readonly order: ReadonlyMap<string, number>
  readonly steps: ReadonlyMap<string, string>
  readonly tree: Branch
  readonly table: Table
  /** A rule looks at the draft as it was typed. */
  readonly typed: boolean
}

const plans = new WeakMap<Portal, Plan>()

export const planOf = (portal: Portal): Plan => {
  const known = plans.get(portal)
  if (known !== undefined) return known
  const counts = portal.rules.filter((rule) => rule._tag === "count")
  const all = fields(portal)
  const rank = ({ country, subdivision }: Field) =>
    (country === undefined ? 0 : 1) + (subdivision === undefined ? 0 : 1)
  const staged = <A extends { readonly field: Field }>(fields: ReadonlyArray<A>) =>
    [0, 1, 2].flatMap((stage) => fields.filter(({ field }) => rank(field) === stage))
  const table = new Table(staged(all).map(({ field }) => field))
  const make = planner(table, table)
  const planned = all.map(({ field, step }) => make(field, step.id, counts.find(({ at }) => at === field.at) ?? null))
  const made: Plan = {
    staged: staged(planned),
    defaulted: planned.filter(({ field }) => field.default !== undefined),
    order: new Map(planned.map(({ field }, index) => [field.at, index])),
    steps: new Map(planned.map(({ field, step }) => [field.at, step])),
    tree: branch(planned, 0, ""),
    table,
    typed: portal.rules.some(({ _tag }) => _tag === "empty" || _tag === "complete")
  }
  plans.set(portal, made)
  return made
}

/** The place of a pointer among the fields, looking upwards from inside lists; the end for what is of no field. */
export const placeOf = ({ order }: Plan, pointer: string): number => {
  let at = pointer
  while (at !== "" && !order.has(at)) at = at.slice(0, at.lastIndexOf("/"))
  return order.get(at) ?? Number.MAX_SAFE_INTEGER
}

/** The step that asks for what lies at a pointer; empty where none does. */
export const stepOf = ({ steps }: Plan, pointer: string): string => {
  let at = pointer
  while (at !== "" && !steps.has(at)) at = at.slice(0, at.lastIndexOf("/"))
  if (at !== "" || pointer === "") return steps.get(at) ?? ""
  // A pointer to a group belongs where the group's first field is asked for.
  for (const [field, step] of steps) if (field.startsWith(`${pointer}/`)) return step
  return ""
}

/** Conditions and defaults look at the draft or at the item of a list, countries lie in the draft. */
const planner = (table: Table, root: Table): ((field: Field, step: string, count: Count | null) => Planned) => {
  const compile = compiler(table)
  return (field, step, count) => {
    const slot = table.slotOf(field.at)
    const itemTable = table.insideOf(slot) ?? nothing
    const inside = planner(itemTable, root)
    const items = (field.items ?? []).map((item) => inside(item, step, null))
    const path = keys(field.at)
    const given = field.default
    return {
      field: uniform(field),
      type: typeOf(field),
      step,
      path,
      slot,
      limit: field.maxLength ?? maxLength,
      country: field.country === undefined ? null : root.placeOf(field.country),
      subdivision: field.subdivision === undefined ? null : root.placeOf(field.subdivision),
      sources:
        given === undefined
          ? []
          : "same" in given
            ? [table.placeOf(given.same)]
            : "join" in given
              ? given.join.map((at) => table.placeOf(at))
              : [],
      shown: field.shown === undefined ? null : compile(field.shown),
      required: typeof field.required === "object" ? compile(field.required) : (field.required ?? false),
      count,
      choices:
        field.kind !== "choices" && field.options !== undefined && "choices" in field.options
          ? new Set(field.options.choices.map(({ value }) => value))
          : null,
      items,
      itemTree: branch(items, 0, ""),
      itemTable
    }
  }
}

const nothing = new Table([])

/** The engine reads objects faster that have the same keys: a field with all of them, whatever it says. */
const uniform = (field: Field): Field => ({ ...anyField, ...field })

const anyField = Object.fromEntries(
  [
    "at label help kind required shown right creationOnly default options country subdivision maxLength pattern minimum",
    "maximum items rules"
  ]
    .flatMap((keys) => keys.split(" "))
    .map((key) => [key, undefined])
)

const typeOf = ({ kind }: Field): Planned["type"] => {
  switch (kind) {
    case "flag":
    case "number":
    case "choices":
    case "list":
    case "secret":
      return kind
    default:
      return "text"
  }
}
