/**
 * What has been filled in so far: reading it from anything, changing it, completing it with defaults.
 *
 * @since 0.1.0
 */
import * as Predicate from "effect/Predicate"
import type * as Schema from "effect/Schema"
import * as Finding from "../party/Finding.ts"
import type { Profile } from "../party/Profile.ts"
import { isFilled } from "./Condition.ts"
import { type Branch, type Planned, planOf } from "./internal/plan.ts"
import type { Issue } from "./Issue.ts"
import * as Pointer from "./Pointer.ts"
import type { Import, Portal } from "./Portal.ts"

/**
 * A draft and what was wrong with the input it was read from. What was wrong is left out of the draft.
 *
 * @category models
 * @since 0.1.0
 */
export interface Decoded {
  readonly draft: Profile
  readonly issues: ReadonlyArray<Issue>
}

/**
 * Characters that a text may have where its field says nothing else.
 *
 * @category constants
 * @since 0.1.0
 */
export const maxLength = 255

/** More than this is not read at all, whatever the field allows. */
const maxItems = 100
const maxReported = 25

/**
 * Reads a draft for a portal from anything at all. Never throws.
 *
 * **Details**
 *
 * Only what the portal asks for is read, own properties only. A value of the wrong type, a text that is too long or holds
 * characters that cannot be stored, and an unknown key are each an issue at their pointer (`wrongType`, `tooLong`,
 * `characterInvalid`, `fieldUnknown`); of unknown keys 25 are named and the rest counted. `null` and a missing key both
 * mean "not filled in".
 *
 * @category decoding
 * @since 0.1.0
 */
export const decode = (portal: Portal, input: unknown): Decoded => {
  const issues: Array<Issue> = []
  let unknown = 0
  const report = (pointer: string, step: string, finding: Finding.Finding) => issues.push({ pointer, step, ...finding })

  const object = (value: unknown, branch: Branch, at: string, step: string): Record<string, unknown> | undefined => {
    if (value === null || value === undefined) return undefined
    if (!Predicate.isObject(value)) {
      report(at, step, Finding.error("wrongType", `Expected an object with fields here, not ${describe(value)}`))
      return undefined
    }
    const out: Record<string, unknown> = {}
    for (const key of Object.keys(value)) {
      const known = branch.get(key)
      const pointer = Pointer.child(at, key)
      if (known === undefined) {
        unknown += 1
        if (unknown <= maxReported) {
          report(bounded(pointer), step, Finding.error("fieldUnknown", `${portal.name} has no field here`))
        }
        continue
      }
      const inner = (value as Record<string, unknown>)[key]
      const read = known.planned === null
        ? object(inner, known.inner, pointer, known.step)
        : leaf(inner, known.planned, pointer)
      if (read !== undefined) out[key] = read
    }
    return Object.keys(out).length === 0 ? undefined : out
  }

  const leaf = (value: unknown, { field, itemTree, step }: Planned, at: string): unknown => {
    if (value === null || value === undefined) return undefined
    const wrong = (expected: string, proposal?: Schema.Json) => {
      report(at, step, Finding.error("wrongType", `${field.label}: expected ${expected}, not ${describe(value)}`, proposal))
      return undefined
    }
    switch (field.kind) {
      case "secret":
        return undefined
      case "flag":
        return typeof value === "boolean" ? value : wrong("true or false")
      case "number":
        return typeof value === "number" && Number.isFinite(value)
          ? value
          : typeof value === "string" && /^\s*-?\d{1,15}\s*$/u.test(value)
          ? Number(value)
          : wrong("a number")
      case "choices":
        if (value === "inherit") return value
        return Array.isArray(value) && value.length <= maxItems && value.every((one) => typeof one === "string" && storable(one) && one.length <= maxLength)
          ? value
          : wrong("a list of texts")
      case "list": {
        if (!Array.isArray(value)) return wrong("a list")
        if (value.length > maxItems) return wrong(`at most ${maxItems} items`)
        return value.map((item, index) => object(item ?? {}, itemTree, Pointer.child(at, index), step) ?? {})
      }
      default: {
        if (typeof value === "number") return wrong("text", String(value))
        if (typeof value !== "string") return wrong("text")
        const limit = field.maxLength ?? maxLength
        if (value.length > limit) {
          report(at, step, Finding.error("tooLong", `${field.label}: at most ${limit} characters, not ${value.length}`))
          return undefined
        }
        if (!storable(value)) {
          report(at, step, Finding.error("characterInvalid", `${field.label}: holds a character that cannot be stored`))
          return undefined
        }
        return value
      }
    }
  }

  const draft = object(input, planOf(portal).tree, "", "")
  if (unknown > maxReported) {
    report("", "", Finding.error("fieldUnknown", `${unknown - maxReported} more fields that ${portal.name} does not have`))
  }
  // The walk above lets through exactly what the portal's fields allow, and fields point into the profile.
  return { draft: (draft ?? {}) as Profile, issues }
}

/**
 * Returns a draft with changes laid over it: a key of the change replaces, `null` clears, objects go deeper.
 *
 * **Details**
 *
 * JSON merge patch (RFC 7396); lists are replaced whole.
 *
 * @category combinators
 * @since 0.1.0
 */
export const merge = (draft: unknown, changes: unknown): unknown => overlay(draft, changes, 0)

/** A profile is at most this deep; what lies deeper is of no field and need not be walked. */
const maxDepth = 8

const overlay = (draft: unknown, changes: unknown, depth: number): unknown => {
  if (!Predicate.isObject(changes) || depth > maxDepth) return changes
  const out: Record<string, unknown> = Predicate.isObject(draft) ? { ...draft } : {}
  for (const key of Object.keys(changes)) {
    const change = (changes as Record<string, unknown>)[key]
    // Kept even if unknown, so that decoding reports it; defined, so that `__proto__` is a key like any other.
    const value = change === null ? null : overlay(Object.hasOwn(out, key) ? out[key] : undefined, change, depth + 1)
    Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true })
  }
  return out
}

/**
 * Returns a draft after one of its portal's imports: what is filled in at each `from` is copied to its `to`.
 *
 * @category combinators
 * @since 0.1.0
 */
export const copy = (draft: Profile, { pairs }: Import): Profile =>
  pairs.reduce((copied, { from, to }) => {
    const value = Pointer.get(draft, from)
    return isFilled(value) ? Pointer.set(copied, to, value) : copied
  }, draft)

const describe = (value: unknown): string =>
  value === null ? "nothing" : Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`

// Control characters and lone surrogates cannot be stored by every adapter, and mean nothing in a form.
const storable = (text: string): boolean => text.isWellFormed() && !/[\u0000-\u0008\u000b-\u001f\u007f]/u.test(text)

const bounded = (pointer: string): string => pointer.length <= 120 ? pointer : `${pointer.slice(0, 119)}…`
