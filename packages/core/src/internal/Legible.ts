/** Whether what somebody handed over can be read at all: objects may bring code of their own, and it may throw. */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import type { Command } from "../customer/Command.ts"
import { unreadable } from "../portal/internal/unreadable.ts"
import { DraftRefused } from "../portal/Issue.ts"

/** A draft has some hundred values; what lies beyond is of no field. */
const most = 10_000

/** Fails with an issue where the draft or the changes of a command throw when they are read. */
export const legible = (command: Command): Effect.Effect<void, DraftRefused> => {
  const given =
    command._tag === "create" || command._tag === "open" || command._tag === "openPlatform"
      ? command.draft
      : command._tag === "edit"
        ? command.changes
        : null
  try {
    let left = most
    const waiting: Array<unknown> = [given]
    while (waiting.length > 0 && left > 0) {
      const next = waiting.pop()
      left -= 1
      if (!Predicate.isObject(next)) continue
      for (const key of Object.keys(next).slice(0, left)) waiting.push(next[key])
    }
    return Effect.void
  } catch {
    return Effect.fail(new DraftRefused({ issues: [{ pointer: "", step: "", ...unreadable }] }))
  }
}
