/** Values and sentences of a draft as a person reads them. */
import { Pointer, Portal } from "@clientele/core"
import { cut } from "./print.ts"

export const asSentence = (text: string): string => {
  const begun = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.?!…]$/u.test(begun) ? begun : `${begun}.`
}

export const show = (value: unknown): string => cut(typeof value === "string" ? value : JSON.stringify(value), 44)

export const leaves = (value: unknown, at = ""): ReadonlyArray<readonly [pointer: string, value: unknown]> =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, Pointer.child(at, key)))
    : [[at, value]]

/** Values that are kept in another form than they were typed. */
export const changedOnTheWay = (draft: unknown, profile: unknown): ReadonlyArray<string> =>
  leaves(draft).flatMap(([pointer, typed]) => {
    const kept = Pointer.get(profile, pointer)
    return kept === undefined || kept === typed ? [] : [`${show(typed)} → ${show(kept)}`]
  })

/** Values that nobody typed: the defaults of what the portal asks for. */
export const filledIn = (portal: Portal.Portal, draft: unknown, profile: unknown): ReadonlyArray<string> =>
  Portal.fields(portal).flatMap(({ field: { at } }) => {
    const kept = Pointer.get(profile, at)
    return kept === undefined || Pointer.get(draft, at) !== undefined ? [] : [`${at} ${show(kept)}`]
  })
