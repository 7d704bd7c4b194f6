/** A portal made ready for reading drafts: pointers split, fields in the order in which they can be checked. Kept per portal. */
import { type Condition, isFilled } from "../Condition.ts"
import { type Field, maxLength } from "../Field.ts"
import { child, follow, keys } from "../Pointer.ts"
import { fields, type Portal } from "../Portal.ts"
import type { Rule } from "../Rule.ts"

/** A field with its path. */
export interface Planned {
  readonly field: Field
  readonly type: "text" | "flag" | "number" | "choices" | "list" | "secret"
  readonly step: string
  readonly path: ReadonlyArray<string>
  /** The path without its last key; one array for all fields of an object. */
  readonly parent: ReadonlyArray<string>
  readonly key: string
  readonly country: ReadonlyArray<string> | null
  readonly subdivision: ReadonlyArray<string> | null
  /** Characters of a text, at most. */
  readonly limit: number
  readonly shown: Holds | null
  readonly required: boolean | Holds
  /** Bounds of a list, by the portal's rule. */
  readonly count: Count | null
  /** Choices that are written down, of a field that takes one. */
  readonly choices: ReadonlySet<string> | null
  readonly items: ReadonlyArray<Planned>
  readonly itemTree: Branch
}

/** What a draft may hold in one object. */
export interface Branch {
  /** Pointer of the object, from the draft or from the item of a list. */
  readonly at: string
  /** How many fields must be filled in whatever else is. */
  readonly always: number
  /** Nothing else is asked for under a condition. */
  readonly simple: boolean
  readonly ordered: ReadonlyArray<Key>
  readonly keys: ReadonlyMap<string, Key>
  readonly groups: ReadonlyArray<readonly [key: string, inner: Branch]>
  /** Fields that must be filled in, by the condition under which they are asked for at all. */
  readonly demands: ReadonlyArray<{ readonly shown: Holds | null; readonly fields: ReadonlyArray<Demand> }>
}

/** Under a key lies a field, or a group of further keys. */
interface Key {
  readonly key: string
  readonly index: number
  readonly step: string
  readonly planned: Planned | null
  readonly inner: Branch
  /** Must be filled in whatever else is. */
  readonly always: boolean
}

/** A field that must be filled in, always or when a condition holds. */
export interface Demand {
  readonly key: string
  readonly planned: Planned
  readonly when: Holds | null
}

type Holds = (scope: unknown) => boolean

export interface Plan {
  /** A postal code waits for its country and subdivision, wherever the document puts them. */
  readonly staged: ReadonlyArray<Planned>
  readonly defaulted: ReadonlyArray<Planned>
  /** Place of each field in the portal, by pointer. */
  readonly order: ReadonlyMap<string, number>
  readonly steps: ReadonlyMap<string, string>
  readonly tree: Branch
}

const plans = new WeakMap<Portal, Plan>()

export const planOf = (portal: Portal): Plan => {
  const known = plans.get(portal)
  if (known !== undefined) return known
  const counts = portal.rules.filter((rule) => rule._tag === "count")
  const parents = new Map<string, ReadonlyArray<string>>()
  const planned = fields(portal).map(({ field, step }) =>
    plan(field, step.id, counts.find(({ at }) => at === field.at) ?? null, parents)
  )
  const rank = ({ country, subdivision }: Planned) => (country === null ? 0 : 1) + (subdivision === null ? 0 : 1)
  const made: Plan = {
    staged: [0, 1, 2].flatMap((stage) => planned.filter((one) => rank(one) === stage)),
    defaulted: planned.filter(({ field }) => field.default !== undefined),
    order: new Map(planned.map(({ field }, index) => [field.at, index])),
    steps: new Map(planned.map(({ field, step }) => [field.at, step])),
    tree: branch(planned, 0, "")
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

type Count = Extract<Rule, { readonly _tag: "count" }>

const plan = (
  field: Field,
  step: string,
  count: Count | null,
  parents = new Map<string, ReadonlyArray<string>>()
): Planned => {
  const inside = new Map<string, ReadonlyArray<string>>()
  const items = (field.items ?? []).map((item) => plan(item, step, null, inside))
  const path = keys(field.at)
  const above = field.at.slice(0, field.at.lastIndexOf("/"))
  const parent = parents.get(above) ?? path.slice(0, -1)
  parents.set(above, parent)
  return {
    field,
    type: typeOf(field),
    step,
    path,
    parent,
    key: path.at(-1) ?? "",
    limit: field.maxLength ?? maxLength,
    country: field.country === undefined ? null : keys(field.country),
    subdivision: field.subdivision === undefined ? null : keys(field.subdivision),
    shown: field.shown === undefined ? null : compile(field.shown),
    required: typeof field.required === "object" ? compile(field.required) : (field.required ?? false),
    count,
    choices:
      field.kind !== "choices" && field.options !== undefined && "choices" in field.options
        ? new Set(field.options.choices.map(({ value }) => value))
        : null,
    items,
    itemTree: branch(items, 0, "")
  }
}

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

/** Conditions are shared between fields: each is made ready once, so that fields can be told apart by it. */
const compiled = new WeakMap<Condition, Holds>()

const compile = (condition: Condition): Holds => {
  const holds = compiled.get(condition) ?? split(condition)
  compiled.set(condition, holds)
  return holds
}

/** A condition with its pointers split. */
const split = (condition: Condition): Holds => {
  if ("all" in condition) {
    const all = condition.all.map(compile)
    return (scope) => all.every((holds) => holds(scope))
  }
  if ("any" in condition) {
    const any = condition.any.map(compile)
    return (scope) => any.some((holds) => holds(scope))
  }
  if ("not" in condition) {
    const not = compile(condition.not)
    return (scope) => !not(scope)
  }
  const path = keys(condition.at)
  if ("is" in condition) return (scope) => follow(scope, path) === condition.is
  if ("oneOf" in condition) return (scope) => condition.oneOf.includes(follow(scope, path) as never)
  return (scope) => isFilled(follow(scope, path)) === condition.filled
}

const branch = (planned: ReadonlyArray<Planned>, depth: number, at: string): Branch => {
  const under = Map.groupBy(planned, ({ path }) => path[depth] ?? "")
  const keys: Array<Key> = []
  const groups: Array<readonly [string, Branch]> = []
  const demands: Array<Demand> = []
  for (const [key, fields] of under) {
    const [first] = fields
    if (first === undefined) continue
    const field = first.path.length === depth + 1 ? first : null
    const inner = field === null ? branch(fields, depth + 1, child(at, key)) : empty
    const demand = field === null ? null : demandOf(key, field)
    if (field === null) groups.push([key, inner])
    if (demand !== null) demands.push(demand)
    const always = demand !== null && demand.when === null && first.shown === null
    keys.push({ key, index: keys.length, step: first.step, planned: field, inner, always })
  }
  return {
    at,
    always: keys.filter((key) => key.always).length,
    simple: demands.every(({ planned, when }) => when === null && planned.shown === null),
    ordered: keys,
    keys: new Map(keys.map((key) => [key.key, key])),
    groups,
    demands: [...Map.groupBy(demands, (one) => one.planned.shown)].map(([shown, fields]) => ({ shown, fields }))
  }
}

const demandOf = (key: string, planned: Planned): Demand | null => {
  const { count, field } = planned
  // Whether a country asks for a postal code or state it alone can say; secrets lie beside the draft.
  if (field.default !== undefined || ["postalCode", "subdivision", "secret"].includes(field.kind)) return null
  if (count !== null && count.minimum > 0 && count.severity !== "warning") return { key, planned, when: null }
  if (field.required === undefined || field.required === false) return null
  return { key, planned, when: field.required === true ? null : compile(field.required) }
}

const empty: Branch = { at: "", always: 0, simple: true, ordered: [], keys: new Map(), groups: [], demands: [] }
