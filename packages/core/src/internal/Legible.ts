/** Whether what somebody handed over can be read at all, and kept: objects may bring code of their own, text may be none. */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import type { Command } from "../customer/Command.ts"
import { type CommandRefused, illegible } from "../customer/CommandRefused.ts"
import { unreadable } from "../portal/internal/unreadable.ts"
import { DraftRefused } from "../portal/Issue.ts"

/** A draft has some hundred values; what lies beyond is of no field. */
const most = 10_000

/** Fails with an issue where the draft or the changes of a command throw when they are read, and for text that is illegible. */
export const legible = (command: Command): Effect.Effect<void, DraftRefused | CommandRefused> => {
  try {
    const refusal = illegible(command)
    if (refusal !== null) return Effect.fail(refusal)
    read("draft" in command ? command.draft : command._tag === "edit" ? command.changes : null)
    return Effect.void
  } catch {
    return Effect.fail(new DraftRefused({ issues: [{ pointer: "", step: "", ...unreadable }] }))
  }
}

/** Reads all of a value, and throws where that does. */
const read = (value: unknown): void => {
  let left = most
  const waiting: Array<unknown> = [value]
  while (waiting.length > 0 && left > 0) {
    const next = waiting.pop()
    left -= 1
    if (!Predicate.isObjectOrArray(next)) continue
    for (const key of Object.keys(next).slice(0, left)) waiting.push(next[key as never])
  }
}
