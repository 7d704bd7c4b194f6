/**
 * What has been filled in so far: reading it from anything, changing it, completing it with defaults.
 *
 * @since 0.1.0
 */
import * as Predicate from "effect/Predicate"
import type { Profile } from "../party/Profile.ts"
import { isFilled } from "./Condition.ts"
import { read } from "./internal/read.ts"
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
 * Reads a draft for a portal from anything at all. Never throws.
 *
 * **Details**
 *
 * Only what the portal asks for is read, own properties only. A value of the wrong type, a text that is too long or holds
 * characters that cannot be stored, and an unknown key are each an issue at their pointer (`wrongType`, `tooLong`,
 * `characterInvalid`, `fieldUnknown`); of unknown keys 25 are named and the rest counted. Of a list 100 items
 * are read at most. `null` and a missing key both
 * mean "not filled in".
 *
 * @category decoding
 * @since 0.1.0
 */
export const decode = (portal: Portal, input: unknown): Decoded => {
  const { issues, value } = read(portal, input, "object")
  // The walk lets through exactly what the portal's fields allow, and fields point into the profile.
  return { draft: (value ?? {}) as Profile, issues }
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
export const merge = (draft: unknown, changes: unknown): unknown => {
  // Walks no deeper than the draft goes, whatever the changes are.
  if (!Predicate.isObject(changes) || !Predicate.isObject(draft)) return changes
  const out: Record<string, unknown> = { ...draft }
  for (const key of Object.keys(changes)) {
    const change = (changes as Record<string, unknown>)[key]
    if (change === undefined) continue
    // Kept even if unknown, so that decoding reports it; defined, so that `__proto__` is a key like any other.
    const value = change === null ? null : merge(Object.hasOwn(out, key) ? out[key] : undefined, change)
    Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true })
  }
  return out
}

/**
 * Returns a draft after one of its portal's imports: what stands at each `from` stands at its `to`.
 *
 * **Details**
 *
 * What is empty at its `from` is emptied, so that nothing is left of what stood there before; an import from nothing at
 * all changes nothing.
 *
 * @category combinators
 * @since 0.1.0
 */
export const copy = (draft: Profile, { pairs }: Import): Profile =>
  pairs.some(({ from }) => isFilled(Pointer.get(draft, from)))
    ? pairs.reduce((copied, { from, to }) => Pointer.set(copied, to, Pointer.get(draft, from)), draft)
    : draft
