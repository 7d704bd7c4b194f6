/** A portal made ready for reading drafts: pointers split, fields in the order in which they can be checked. Kept per portal. */
import type { Field } from "../Field.ts"
import { keys } from "../Pointer.ts"
import { fields, type Portal } from "../Portal.ts"

/** A field with its path. */
export interface Planned {
  readonly field: Field
  readonly step: string
  readonly path: ReadonlyArray<string>
  readonly country: ReadonlyArray<string> | null
  readonly subdivision: ReadonlyArray<string> | null
  readonly items: ReadonlyArray<Planned>
  readonly itemTree: Branch
}

/** What a draft may hold under each key: a field, or a group of further keys. */
export type Branch = ReadonlyMap<string, { readonly step: string; readonly planned: Planned | null; readonly inner: Branch }>

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
  const planned = fields(portal).map(({ field, step }) => plan(field, step.id))
  const rank = ({ country, subdivision }: Planned) => (country === null ? 0 : 1) + (subdivision === null ? 0 : 1)
  const made: Plan = {
    staged: [0, 1, 2].flatMap((stage) => planned.filter((one) => rank(one) === stage)),
    defaulted: planned.filter(({ field }) => field.default !== undefined),
    order: new Map(planned.map(({ field }, index) => [field.at, index])),
    steps: new Map(planned.map(({ field, step }) => [field.at, step])),
    tree: branch(planned)
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

const plan = (field: Field, step: string): Planned => {
  const items = (field.items ?? []).map((item) => plan(item, step))
  return {
    field,
    step,
    path: keys(field.at),
    country: field.country === undefined ? null : keys(field.country),
    subdivision: field.subdivision === undefined ? null : keys(field.subdivision),
    items,
    itemTree: branch(items)
  }
}

const branch = (planned: ReadonlyArray<Planned>): Branch => {
  type Open = Map<string, { readonly step: string; readonly planned: Planned | null; readonly inner: Open }>
  const root: Open = new Map()
  for (const one of planned) {
    let at = root
    one.path.forEach((key, index) => {
      const there = at.get(key) ?? { step: one.step, planned: index === one.path.length - 1 ? one : null, inner: new Map() }
      at.set(key, there)
      at = there.inner
    })
  }
  return root
}
