/** What a draft may hold, key by key, and what is asked of it whatever its values are. */
import type { Field } from "../Field.ts"
import { child } from "../Pointer.ts"
import type { Rule } from "../Rule.ts"
import type { Holds } from "./holds.ts"
import type { Place, Table } from "./slots.ts"

export type Count = Extract<Rule, { readonly _tag: "count" }>

/** A field with its path. */
export interface Planned {
  readonly field: Field
  readonly type: "text" | "flag" | "number" | "choices" | "list" | "secret"
  readonly step: string
  readonly path: ReadonlyArray<string>
  readonly slot: number
  readonly country: Place | null
  readonly subdivision: Place | null
  /** Where its default comes from. */
  readonly sources: ReadonlyArray<Place>
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
  readonly itemTable: Table
}

/** What a draft may hold in one object. */
export interface Branch {
  /** Pointer of the object, from the draft or from the item of a list. */
  readonly at: string
  /** Bits of all keys whose absence has to be looked into. */
  readonly mask: number
  /** Stands before the first key. */
  readonly start: Key
  readonly ordered: ReadonlyArray<Key>
  readonly keys: ReadonlyMap<string, Key>
  readonly groups: ReadonlyArray<Key>
  /** Fields that must be filled in, by the condition under which they are asked for at all. */
  readonly demands: ReadonlyArray<Demands>
}

interface Demands {
  readonly shown: Holds | null
  /** Bits of the fields. */
  readonly mask: number
  readonly fields: ReadonlyArray<Demand>
}

/** Under a key lies a field, or a group of further keys. */
export interface Key {
  readonly key: string
  readonly step: string
  readonly planned: Planned | null
  /** Takes any text of at most so many characters; -1 where it does not. */
  readonly limit: number
  readonly inner: Branch
  /** One bit if somebody asks for it, or for something in it; 0 if nobody does. */
  readonly bit: number
  /** The bit, unless it is shared. */
  readonly mark: number
  /** Keys that came after this one in the drafts read so far: mostly they come so again. */
  next: Key | null
  other: Key | null
}

/** A field that must be filled in, always or when a condition holds. */
export interface Demand {
  readonly key: string
  /** The bit of its key. */
  readonly bit: number
  readonly planned: Planned
  readonly when: Holds | null
}

/** Returns what a draft may hold, of fields with these paths. */
export const branch = (planned: ReadonlyArray<Planned>, depth: number, at: string): Branch => {
  const under = Map.groupBy(planned, ({ path }) => path[depth] ?? "")
  const ordered: Array<Key> = []
  const groups: Array<Key> = []
  const demands: Array<Demand> = []
  let bits = 0
  for (const [key, fields] of under) {
    const [first] = fields
    if (first === undefined) continue
    const field = first.path.length === depth + 1 ? first : null
    const inner = field === null ? branch(fields, depth + 1, child(at, key)) : empty
    const demand = field === null ? null : demandOf(key, field, bit(bits))
    const asked = demand !== null || inner.mask !== 0
    const made = keyOf(key, first.step, field, inner, asked ? bit(bits++) : 0)
    ordered.push(made)
    if (field === null) groups.push(made)
    if (demand !== null) demands.push(demand)
  }
  return {
    at,
    mask: maskOf(ordered.filter((key) => key.bit !== 0)),
    start: keyOf("", "", null, empty, 0),
    ordered,
    keys: new Map(ordered.map((key) => [key.key, key])),
    groups,
    demands: [...Map.groupBy(demands, (one) => one.planned.shown)].map(([shown, fields]) => ({
      shown,
      mask: maskOf(fields),
      fields
    }))
  }
}

/** The last bit is shared by all that are too many: it is never seen, and they are looked up by name. */
const bit = (index: number): number => 1 << Math.min(index, 31)

export const isShared = (bit: number): boolean => bit < 0

const maskOf = (all: ReadonlyArray<{ readonly bit: number }>): number => all.reduce((mask, one) => mask | one.bit, 0)

const keyOf = (key: string, step: string, planned: Planned | null, inner: Branch, bit: number): Key => ({
  key,
  step,
  planned,
  limit: planned?.type === "text" && planned.choices === null ? planned.limit : -1,
  inner,
  bit,
  mark: isShared(bit) ? 0 : bit,
  next: null,
  other: null
})

const demandOf = (key: string, planned: Planned, bit: number): Demand | null => {
  const { count, field } = planned
  // Whether a country asks for a postal code or state it alone can say; secrets lie beside the draft.
  if (field.default !== undefined || ["postalCode", "subdivision", "secret"].includes(field.kind)) return null
  if (count !== null && count.minimum > 0 && count.severity !== "warning") return { key, bit, planned, when: null }
  if (field.required === undefined || field.required === false) return null
  return { key, bit, planned, when: typeof planned.required === "object" ? planned.required : null }
}

const empty: Branch = {
  at: "",
  mask: 0,
  get start(): Key {
    return keyOf("", "", null, empty, 0)
  },
  ordered: [],
  keys: new Map(),
  groups: [],
  demands: []
}
