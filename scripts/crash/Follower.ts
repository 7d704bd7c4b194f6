/** What a follower of the feed heard, over all its restarts: each event of each customer once, in order. */
import type { Heard } from "./Messages.ts"

export interface Follower {
  /** Where it goes on after a restart. */
  readonly after: () => string | null
  /** Takes what came with a cursor, both or neither. */
  readonly hear: (events: ReadonlyArray<Heard>, after: string) => void
  /** Events that came twice, too early or too late. */
  readonly astray: ReadonlyArray<string>
  /** Those of the events that were not heard. */
  readonly unheard: (events: ReadonlyArray<Heard>) => ReadonlyArray<string>
}

/** Returns a follower that has heard nothing. */
export const make = (): Follower => {
  const last = new Map<string, number>()
  const astray: Array<string> = []
  let cursor: string | null = null
  return {
    after: () => cursor,
    astray,
    hear: (events, after) => {
      for (const { customer, sequence } of events) {
        const before = last.get(customer) ?? 0
        if (sequence !== before + 1) astray.push(`the feed gave event ${sequence} of ${customer} after ${before}`)
        last.set(customer, Math.max(before, sequence))
      }
      cursor = after
    },
    unheard: (events) =>
      events
        .filter(({ customer, sequence }) => sequence > (last.get(customer) ?? 0))
        .map(({ customer, sequence }) => `the feed never gave event ${sequence} of ${customer}`)
  }
}
