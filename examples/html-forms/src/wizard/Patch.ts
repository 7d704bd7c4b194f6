/** JSON merge patches (RFC 7396): what an edit sends. */
import * as Predicate from "effect/Predicate"

/** Returns the patch that leads from one value to another; `undefined` where nothing differs. */
export const between = (before: unknown, after: unknown): unknown => {
  if (!Predicate.isObject(before) || !Predicate.isObject(after)) {
    return JSON.stringify(before) === JSON.stringify(after) ? undefined : (after ?? null)
  }
  const was = before as Record<string, unknown>
  const is = after as Record<string, unknown>
  const changes = Object.fromEntries(
    [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) => {
      const change = between(was[key], is[key])
      return change === undefined ? [] : [[key, change]]
    })
  )
  return Object.keys(changes).length === 0 ? undefined : changes
}

/** Returns a value with a patch applied; what the patch clears is gone. */
export const apply = (value: unknown, patch: unknown): unknown => {
  if (!Predicate.isObject(patch)) return patch
  const out: Record<string, unknown> = Predicate.isObject(value) ? { ...value } : {}
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) delete out[key]
    else out[key] = apply(out[key], change)
  }
  return out
}
