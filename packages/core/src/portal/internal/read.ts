/** The one walk over what somebody filled in: what a portal's draft may hold is read, everything else is an issue. */
import type * as Schema from "effect/Schema"
import * as Finding from "../../party/Finding.ts"
import { isFilled } from "../Condition.ts"
import { maxLength } from "../Field.ts"
import type { Issue } from "../Issue.ts"
import * as Pointer from "../Pointer.ts"
import type { Portal } from "../Portal.ts"
import { areStorable, isHalf, isStorable, spoiler } from "./characters.ts"
import { newReading } from "./holds.ts"
import { planOf } from "./plan.ts"
import type { Branch, Key, Planned } from "./tree.ts"
import { unreadable } from "./unreadable.ts"
import { type Base, demand, outOfRange, pointerTo, report, type Walk } from "./walk.ts"

/** More than this is not read at all, whatever the field allows. */
const maxItems = 100
const maxReported = 25

// The engine knows this one inside `for in`, and leaves it out.
const { hasOwnProperty } = Object.prototype

interface Reading {
  readonly value: unknown
  readonly row: Array<unknown> | null
  readonly issues: ReadonlyArray<Issue>
}

/** What a reading is for: to ask what is missing, or to make an object or a row of what was read. */
export type Purpose = "ask" | "object" | "row"

/** Reads anything at all; never throws. */
export const read = (portal: Portal, input: unknown, purpose: Purpose): Reading =>
  walkOver(portal, input, purpose, false) ??
  walkOver(portal, input, purpose, true) ?? { value: undefined, row: null, issues: [] }

/** Returns nothing where the walk has to be done with more care. */
const walkOver = (portal: Portal, input: unknown, purpose: Purpose, careful: boolean): Reading | null => {
  const { name } = portal
  const { table, tree } = planOf(portal)
  const row = purpose === "row" ? table.row() : null
  const walk: Walk = {
    portal: name,
    ask: purpose === "ask",
    row,
    careful,
    issues: [],
    unknown: 0,
    texts: "",
    reading: newReading()
  }
  let value: unknown
  try {
    value = readObject(walk, input, tree, "", null, input)
  } catch {
    report(walk, "", "", unreadable)
    row?.fill(undefined)
  }
  if (!careful && !areStorable(walk.texts)) return null
  if (walk.unknown > maxReported) {
    const more = `${walk.unknown - maxReported} more fields that ${name} does not have`
    report(walk, "", "", Finding.error("fieldUnknown", more))
  }
  return { value, row, issues: walk.issues }
}

const readObject = (
  walk: Walk,
  value: unknown,
  branch: Branch,
  step: string,
  base: Base | null,
  scope: unknown
): unknown => {
  if (value === null || value === undefined) {
    if (walk.ask) demand(walk, undefined, 0, branch, base, scope)
    return undefined
  }
  if (typeof value !== "object" || Array.isArray(value)) {
    const message = `Expected an object with fields here, not ${describe(value)}`
    return report(walk, pointerTo(base, branch.at), step, Finding.error("wrongType", message))
  }
  const from = value as Record<string, unknown>
  let out: Record<string, unknown> | undefined
  let seen = 0
  let texts = ""
  let last = branch.start
  for (const key in from) {
    if (!hasOwnProperty.call(from, key)) continue
    const { next } = last
    const known = next !== null && next.key === key ? next : find(branch, last, key)
    if (known === null) {
      // As in JSON: a key that holds nothing is not there.
      if (from[key] !== undefined) unknown(walk, pointerTo(base, branch.at), key, step)
      continue
    }
    last = known
    const inner = from[key]
    if (inner === null || inner === undefined) continue
    let read: unknown = inner
    if (typeof inner === "string" && inner.length <= known.limit && !walk.careful) {
      const first = inner.charCodeAt(0)
      if (first > 32 || isFilled(inner)) seen |= known.mark
      texts += isHalf(first) ? spoiler : inner
    } else if (known.planned === null) {
      seen |= known.mark
      read = readObject(walk, inner, known.inner, known.step, base, scope)
    } else {
      if (known.mark !== 0 && isFilled(inner)) seen |= known.mark
      read = readLeaf(walk, inner, known.planned, base)
    }
    if (!walk.ask && read !== undefined) out = keep(walk, known, read, out)
  }
  walk.texts += texts
  if (walk.ask && (seen & branch.mask) !== branch.mask) demand(walk, from, seen, branch, base, scope)
  return out
}

/** Puts what was read into the row, or into an object. */
const keep = (
  { row }: Walk,
  { key, planned }: Key,
  read: unknown,
  out: Record<string, unknown> | undefined
): Record<string, unknown> | undefined => {
  if (row === null) {
    const made = out ?? {}
    made[key] = read
    return made
  }
  if (planned !== null) row[planned.slot] = read
  return out
}

/** Finds a key that did not come as last time, and keeps in mind after which one it came. */
const find = (branch: Branch, last: Key, key: string): Key | null => {
  const { next, other } = last
  if (other !== null && other.key === key) return other
  const known = branch.keys.get(key)
  if (known === undefined) return null
  last.other = next
  last.next = known
  return known
}

const unknown = (walk: Walk, at: string, key: string, step: string): void => {
  walk.unknown += 1
  if (walk.unknown <= maxReported) {
    report(
      walk,
      bounded(Pointer.child(at, key)),
      step,
      Finding.error("fieldUnknown", `${walk.portal} has no field here`)
    )
  }
}

const readLeaf = (walk: Walk, value: unknown, planned: Planned, base: Base | null): unknown => {
  switch (planned.type) {
    case "text":
      return typeof value === "string"
        ? readText(walk, value, planned, base)
        : typeof value === "number"
          ? wrong(walk, planned, base, value, "text", String(value))
          : wrong(walk, planned, base, value, "text")
    case "flag":
      return typeof value === "boolean" ? value : wrong(walk, planned, base, value, "true or false")
    case "number":
      return typeof value === "number" && Number.isFinite(value)
        ? value
        : typeof value === "string" && /^\s*-?\d{1,15}\s*$/u.test(value)
          ? Number(value)
          : wrong(walk, planned, base, value, "a number")
    case "choices":
      if (value === "inherit") return value
      return Array.isArray(value) && value.length <= maxItems && value.every(isShortText)
        ? [...value]
        : wrong(walk, planned, base, value, "a list of texts")
    case "list":
      return readList(walk, value, planned, base)
    case "secret":
      return undefined
  }
}

const readText = (walk: Walk, value: string, planned: Planned, base: Base | null): string | undefined => {
  const { choices, field, limit, step } = planned
  if (value.length > limit) {
    return report(
      walk,
      pointerTo(base, field.at),
      step,
      Finding.error("tooLong", `${field.label}: at most ${limit} characters, not ${value.length}`)
    )
  }
  if (!walk.careful) walk.texts += isHalf(value.charCodeAt(0)) ? spoiler : value
  else if (!isStorable(value)) {
    return report(
      walk,
      pointerTo(base, field.at),
      step,
      Finding.error("characterInvalid", `${field.label}: holds a character that cannot be stored`)
    )
  }
  if (walk.ask && choices !== null && value !== "" && !choices.has(value)) {
    return report(
      walk,
      pointerTo(base, field.at),
      step,
      Finding.error("choiceUnknown", `${field.label}: choose ${[...choices].join(", ")}`)
    )
  }
  return value
}

const readList = (walk: Walk, value: unknown, planned: Planned, base: Base | null): unknown => {
  const { count, field, itemTable, itemTree, step } = planned
  if (!Array.isArray(value)) return wrong(walk, planned, base, value, "a list")
  if (value.length > maxItems) return wrong(walk, planned, base, value, `at most ${maxItems} items`)
  if (
    walk.ask &&
    count !== null &&
    value.length > 0 &&
    (value.length < count.minimum || value.length > count.maximum)
  ) {
    outOfRange(walk, planned, base, count, value.length)
  }
  const out: Array<unknown> = []
  const { reading, row } = walk
  const item: Base = { at: field.at, index: 0, above: base }
  for (; item.index < value.length; item.index++) {
    walk.reading = newReading()
    if (row !== null) walk.row = itemTable.row()
    const one: unknown = value[item.index]
    const read = readObject(walk, one, itemTree, step, item, one)
    if (!walk.ask) out.push(walk.row ?? read ?? {})
  }
  walk.reading = reading
  walk.row = row
  return out
}

const wrong = (
  walk: Walk,
  { field, step }: Planned,
  base: Base | null,
  value: unknown,
  expected: string,
  proposal?: Schema.Json
): undefined =>
  report(
    walk,
    pointerTo(base, field.at),
    step,
    Finding.error("wrongType", `${field.label}: expected ${expected}, not ${describe(value)}`, proposal)
  )

const describe = (value: unknown): string =>
  value === null
    ? "nothing"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "object"
        ? "an object"
        : `a ${typeof value}`

const isShortText = (one: unknown): boolean => typeof one === "string" && one.length <= maxLength && isStorable(one)

const bounded = (pointer: string): string => (pointer.length <= 120 ? pointer : `${pointer.slice(0, 119)}…`)
