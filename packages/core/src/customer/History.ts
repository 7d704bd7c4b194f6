/**
 * The history of a customer as people read it: one entry per command.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { CommandId } from "../CommandId.ts"
import { Instant } from "../Instant.ts"
import { UserId } from "../UserId.ts"
import type { Customer } from "./Customer.ts"
import * as Diff from "./Diff.ts"
import { Event, type Recorded, type Redacted } from "./Event.ts"
import { evolve } from "./Evolve.ts"

/**
 * Schema for what one command did to one customer.
 *
 * **Details**
 *
 * `changes` applied to the state before give the state after, `null` being the state before the first. `version` is the
 * customer's version after it.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Entry = Schema.Struct({
  command: Schema.Struct({ id: CommandId, name: Schema.String }),
  at: Instant,
  by: UserId,
  version: Schema.Int,
  events: Schema.Array(Schema.Literals(Object.keys(Event.cases) as ReadonlyArray<Event["_tag"]>)),
  changes: Schema.Array(Diff.Change)
}).annotate({ identifier: "HistoryEntry" })

/**
 * @category models
 * @since 0.1.0
 */
export type Entry = typeof Entry.Type

/**
 * Returns the entries of a history, the first command first; `shown` says what of each state the reader is to see.
 *
 * @category getters
 * @since 0.1.0
 */
export const of = (
  events: ReadonlyArray<Recorded | Redacted>,
  shown: (state: Customer) => Customer = (state) => state
): ReadonlyArray<Entry> => {
  const entries: Array<Entry> = []
  // The state is plain JSON by construction.
  const json = (state: Customer | null) => (state === null ? null : shown(state)) as Schema.Json
  let state: Customer | null = null
  for (let index = 0; index < events.length; ) {
    const first = events[index] as Recorded
    const before: Customer | null = state
    const tags: Array<Event["_tag"]> = []
    let last = first
    while (index < events.length && events[index]?.command.id === first.command.id) {
      last = events[index] as Recorded
      state = evolve(state, last)
      tags.push(last.event._tag)
      index += 1
    }
    entries.push({
      command: first.command,
      at: first.at,
      by: first.by,
      version: last.sequence,
      events: tags,
      changes: Diff.between(json(before), json(state))
    })
  }
  return entries
}
