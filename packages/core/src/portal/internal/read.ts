/** The one walk over what somebody filled in: what a portal's draft may hold is read, everything else is an issue. */
import type * as Schema from "effect/Schema"
import * as Finding from "../../party/Finding.ts"
import { isFilled } from "../Condition.ts"
import { maxLength } from "../Field.ts"
import type { Issue } from "../Issue.ts"
import * as Pointer from "../Pointer.ts"
import type { Portal } from "../Portal.ts"
import { type Branch, type Demand, type Planned, planOf } from "./plan.ts"

/** More than this is not read at all, whatever the field allows. */
const maxItems = 100
const maxReported = 25

/** Where a reading stands. */
interface Walk {
  readonly portal: string
  /** Makes the value read; otherwise asks for what is missing instead. */
  readonly build: boolean
  readonly issues: Array<Issue>
  unknown: number
}

/** Reads anything at all; never throws. With `build` the result is a fresh value, without it the issues name what is missing. */
export const read = (
  portal: Portal,
  input: unknown,
  build: boolean
): { readonly value: unknown; readonly issues: ReadonlyArray<Issue> } => {
  const walk: Walk = { portal: portal.name, build, issues: [], unknown: 0 }
  const value = attempt(walk, input, planOf(portal).tree)
  if (walk.unknown > maxReported) {
    report(
      walk,
      "",
      "",
      Finding.error("fieldUnknown", `${walk.unknown - maxReported} more fields that ${portal.name} does not have`)
    )
  }
  return { value, issues: walk.issues }
}

/** Whoever hands over objects with code of their own (getters, proxies) may find it throwing: that is no draft. */
const attempt = (walk: Walk, input: unknown, tree: Branch): unknown => {
  try {
    return readObject(walk, input, tree, "", "", input)
  } catch {
    return report(walk, "", "", Finding.error("wrongType", "This cannot be read: something in it throws"))
  }
}

const report = (walk: Walk, pointer: string, step: string, finding: Finding.Finding): undefined => {
  walk.issues.push({ pointer, step, ...finding })
  return undefined
}

/** `base` is the pointer of the list item that is read, or empty. */
const readObject = (
  walk: Walk,
  value: unknown,
  branch: Branch,
  step: string,
  base: string,
  scope: unknown
): unknown => {
  if (value === null || value === undefined) {
    if (!walk.build) demand(walk, undefined, branch, base, scope)
    return undefined
  }
  if (typeof value !== "object" || Array.isArray(value)) {
    return report(
      walk,
      base + branch.at,
      step,
      Finding.error("wrongType", `Expected an object with fields here, not ${describe(value)}`)
    )
  }
  const from = value as Record<string, unknown>
  let out: Record<string, unknown> | undefined
  let always = 0
  let groups = 0
  const plain = Object.getPrototypeOf(from) === Object.prototype
  let at = 0
  for (const key in from) {
    if (!plain && !Object.hasOwn(from, key)) continue
    // Keys mostly come as the portal asks for them: the next one is tried before it is looked up.
    const next = branch.ordered[at]
    const known = next !== undefined && next.key === key ? next : branch.keys.get(key)
    if (known === undefined) {
      unknown(walk, base + branch.at, key, step)
      continue
    }
    at = known.index + 1
    const inner = from[key]
    if (inner === null || inner === undefined) continue
    const { planned } = known
    let read: unknown
    if (planned === null) {
      groups += 1
      read = readObject(walk, inner, known.inner, known.step, base, scope)
    } else {
      if (known.always && isFilled(inner)) always += 1
      read = readLeaf(walk, inner, planned, base)
    }
    if (walk.build && read !== undefined) (out ??= {})[key] = read
  }
  const settled = always === branch.always && branch.simple && groups === branch.groups.length
  if (!walk.build && !settled) demand(walk, from, branch, base, scope)
  return out
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

/** Asks for what is missing from an object, or from one that is not there. */
const demand = (
  walk: Walk,
  from: Record<string, unknown> | undefined,
  branch: Branch,
  base: string,
  scope: unknown
): void => {
  for (const { fields, shown } of branch.demands) {
    if (shown !== null && !shown(scope)) continue
    for (const field of fields) {
      const value = from === undefined || !Object.hasOwn(from, field.key) ? undefined : from[field.key]
      if (!isFilled(value) && (field.when === null || field.when(scope))) missing(walk, field, base)
    }
  }
  for (const [key, inner] of branch.groups) {
    const there = from !== undefined && Object.hasOwn(from, key) && from[key] !== undefined && from[key] !== null
    if (!there) demand(walk, undefined, inner, base, scope)
  }
}

const missing = (walk: Walk, { planned }: Demand, base: string): void => {
  if (planned.count !== null) return outOfRange(walk, planned, base, planned.count, 0)
  report(walk, base + planned.field.at, planned.step, Finding.error("required", `${planned.field.label} is required`))
}

const readLeaf = (walk: Walk, value: unknown, planned: Planned, base: string): unknown => {
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

const readText = (walk: Walk, value: string, planned: Planned, base: string): string | undefined => {
  const { choices, field, limit, step } = planned
  if (value.length > limit) {
    return report(
      walk,
      base + field.at,
      step,
      Finding.error("tooLong", `${field.label}: at most ${limit} characters, not ${value.length}`)
    )
  }
  if (!isStorable(value)) {
    return report(
      walk,
      base + field.at,
      step,
      Finding.error("characterInvalid", `${field.label}: holds a character that cannot be stored`)
    )
  }
  if (!walk.build && choices !== null && value !== "" && !choices.has(value)) {
    return report(
      walk,
      base + field.at,
      step,
      Finding.error("choiceUnknown", `${field.label}: choose ${[...choices].join(", ")}`)
    )
  }
  return value
}

const readList = (walk: Walk, value: unknown, planned: Planned, base: string): unknown => {
  const { count, field, itemTree, step } = planned
  if (!Array.isArray(value)) return wrong(walk, planned, base, value, "a list")
  if (value.length > maxItems) return wrong(walk, planned, base, value, `at most ${maxItems} items`)
  if (
    !walk.build &&
    count !== null &&
    value.length > 0 &&
    (value.length < count.minimum || value.length > count.maximum)
  ) {
    outOfRange(walk, planned, base, count, value.length)
  }
  const out: Array<unknown> = []
  for (let index = 0; index < value.length; index++) {
    out.push(readObject(walk, value[index], itemTree, step, `${base}${field.at}/${index}`, value[index]) ?? {})
  }
  return out
}

const outOfRange = (
  walk: Walk,
  { field, step }: Planned,
  base: string,
  count: NonNullable<Planned["count"]>,
  size: number
): void => {
  const message = count.message ?? `Enter ${count.minimum} to ${count.maximum} entries, not ${size}`
  report(walk, base + field.at, step, Finding.error("countOutOfRange", message))
}

const wrong = (
  walk: Walk,
  { field, step }: Planned,
  base: string,
  value: unknown,
  expected: string,
  proposal?: Schema.Json
): undefined =>
  report(
    walk,
    base + field.at,
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

/** Whether every store can keep a text: no control characters but tab and line feed, no lone surrogates. */
export const isStorable = (text: string): boolean => {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if ((code < 32 && code !== 9 && code !== 10) || code === 127) return false
    if (code >= 0xd800 && code <= 0xdfff)
      return text.isWellFormed() && !/[\u0000-\u0008\u000b-\u001f\u007f]/u.test(text)
  }
  return true
}

const bounded = (pointer: string): string => (pointer.length <= 120 ? pointer : `${pointer.slice(0, 119)}…`)
