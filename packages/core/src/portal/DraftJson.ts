/**
 * Drafts as JSON: what goes over a wire in place of whatever somebody handed over.
 *
 * @since 0.1.0
 */
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import { unreadable } from "./internal/unreadable.ts"
import { DraftRefused } from "./Issue.ts"

/** Deeper than any portal asks. */
const deepest = 16

/** One more than is read of a list: the check sees that there are too many. */
const longest = 101

/** What no kind of field takes, and no object is: a list that is too long. */
const misfit: Schema.Json = Array.from({ length: longest }, () => null)

/**
 * Returns a draft, or the changes of an edit, as JSON that the check judges the same way.
 *
 * **Details**
 *
 * Takes anything at all: own enumerable values are read, keys that hold `undefined` are left out, lists end where the check
 * stops reading, and what lies deeper than any field is dropped, so circles end too. What JSON does not know (functions,
 * symbols, big integers, numbers that are none) becomes something that is of the wrong type for every field. Refuses only
 * what throws when it is read.
 *
 * **Gotchas**
 *
 * The issue about such a value has the same pointer and code; its message names another type.
 *
 * **Example** (Sending what is no JSON)
 *
 * ```ts import.meta.vitest
 * import { DraftJson } from "@clientele/core"
 * import { Result } from "effect"
 *
 * Result.getOrThrow(DraftJson.from({ name: "Ada", vatId: undefined, contacts: new Map() })) // => { name: "Ada", contacts: {} }
 * ```
 *
 * @category converting
 * @since 0.1.0
 */
export const from = (input: unknown): Result.Result<Schema.Json, DraftRefused> => {
  try {
    return Result.succeed(plain(input, 0) ?? null)
  } catch {
    return Result.fail(new DraftRefused({ issues: [{ pointer: "", step: "", ...unreadable }] }))
  }
}

const plain = (value: unknown, depth: number): Schema.Json | undefined => {
  switch (typeof value) {
    case "undefined":
    case "string":
    case "boolean":
      return value
    case "number":
      return Number.isFinite(value) ? value : misfit
    case "object":
      return value === null ? null : Array.isArray(value) ? list(value, depth) : fields(value, depth)
    default:
      return misfit
  }
}

const list = (value: ReadonlyArray<unknown>, depth: number): Schema.Json =>
  depth >= deepest
    ? []
    : Array.from({ length: Math.min(value.length, longest) }, (_, index) => plain(value[index], depth + 1) ?? null)

const fields = (value: object, depth: number): Schema.Json => {
  const out: Record<string, Schema.Json> = {}
  if (depth >= deepest) return out
  for (const key of Object.keys(value)) {
    const inner = plain((value as Record<string, unknown>)[key], depth + 1)
    // Defined, so that `__proto__` is a key like any other.
    if (inner !== undefined)
      Object.defineProperty(out, key, { value: inner, enumerable: true, configurable: true, writable: true })
  }
  return out
}
