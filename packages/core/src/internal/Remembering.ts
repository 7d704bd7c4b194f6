/**
 * Lines of parents under which something was created a moment ago. Who creates again decides on them without reading, and
 * the commit finds whether they are still so: it then requires the version of every customer of the line.
 */
import * as Actor from "../access/Actor.ts"
import type { CustomerId } from "../CustomerId.ts"
import type { Stored } from "../CustomerStore.ts"
import type { Command } from "../customer/Command.ts"

/** Long enough for a stream of creates. What is older goes with the next one. */
const millis = 10_000
const most = 200

/** The parent of a command whose decision looks at nothing but the line above; `null` for any other. */
export const parentOf = (command: Command, actor: Actor.Actor): CustomerId | null =>
  command._tag === "create" || command._tag === "open" ? (command.parent ?? Actor.home(actor)) : null

export const make = () => {
  const lines = new Map<CustomerId, { readonly line: ReadonlyArray<Stored>; readonly until: number }>()
  return {
    recall: (parent: CustomerId, now: number): ReadonlyArray<Stored> | null => {
      for (const [id, { until }] of lines) {
        if (until > now) break
        lines.delete(id)
      }
      return lines.get(parent)?.line ?? null
    },

    keep: (parent: CustomerId, line: ReadonlyArray<Stored>, now: number): void => {
      lines.delete(parent)
      // The first was kept longest.
      for (const id of lines.keys()) {
        if (lines.size < most) break
        lines.delete(id)
      }
      lines.set(parent, { line, until: now + millis })
    },

    forget: ([parent]: ReadonlyArray<Stored>): void => {
      if (parent !== undefined) lines.delete(parent.customer.id)
    }
  }
}
