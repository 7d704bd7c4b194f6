/** Where a reading of a draft stands, and what it asks for where something is missing. */
import * as Finding from "../../party/Finding.ts"
import { isFilled } from "../Condition.ts"
import type { Issue } from "../Issue.ts"
import { isHeld } from "./holds.ts"
import { type Branch, type Demand, isShared, type Planned } from "./tree.ts"

/** Where a reading stands. */
export interface Walk {
  readonly portal: string
  /** Asks for what is missing and looks at what is chosen; does not make anything. */
  readonly ask: boolean
  /** Takes what was read; where there is none, an object is made of it. */
  row: Array<unknown> | null
  /** Looks at the characters of each text; otherwise all texts are put together, to be looked at once. */
  readonly careful: boolean
  readonly issues: Array<Issue>
  unknown: number
  texts: string
  /** Number of the reading: of the draft, or of the item of a list. */
  reading: number
}

export const report = (walk: Walk, pointer: string, step: string, finding: Finding.Finding): undefined => {
  walk.issues.push({ pointer, step, ...finding })
  return undefined
}

/** An item of a list that is being read, and the item of a list that this one lies in. */
export interface Base {
  readonly at: string
  index: number
  readonly above: Base | null
}

/** Pointers are put together only where something is wrong. */
export const pointerTo = (base: Base | null, at: string): string =>
  base === null ? at : pointerTo(base.above, `${base.at}/${base.index}${at}`)

/** Asks for what is missing from an object, or from one that is not there. */
export const demand = (
  walk: Walk,
  from: Record<string, unknown> | undefined,
  seen: number,
  branch: Branch,
  base: Base | null,
  scope: unknown
): void => {
  for (const { fields, mask, shown } of branch.demands) {
    if ((seen & mask) === mask || (shown !== null && !isHeld(shown, scope, walk.reading))) continue
    for (const field of fields) {
      const { bit, key, when } = field
      if ((seen & bit) !== 0 || (isShared(bit) && isFilled(own(from, key)))) continue
      if (when === null || isHeld(when, scope, walk.reading)) missing(walk, field, base)
    }
  }
  for (const { bit, inner, key } of branch.groups) {
    if (bit === 0 || (seen & bit) !== 0 || (isShared(bit) && own(from, key) !== undefined)) continue
    demand(walk, undefined, 0, inner, base, scope)
  }
}

const own = (from: Record<string, unknown> | undefined, key: string): unknown =>
  from === undefined || !Object.hasOwn(from, key) ? undefined : (from[key] ?? undefined)

const missing = (walk: Walk, { planned }: Demand, base: Base | null): void => {
  if (planned.count !== null) return outOfRange(walk, planned, base, planned.count, 0)
  report(
    walk,
    pointerTo(base, planned.field.at),
    planned.step,
    Finding.error("required", `${planned.field.label} is required`)
  )
}

export const outOfRange = (
  walk: Walk,
  { field, step }: Planned,
  base: Base | null,
  count: NonNullable<Planned["count"]>,
  size: number
): void => {
  const message = count.message ?? `Enter ${count.minimum} to ${count.maximum} entries, not ${size}`
  report(walk, pointerTo(base, field.at), step, Finding.error("countOutOfRange", message))
}
