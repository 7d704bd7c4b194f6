/** What can be read without a query: lines, subtrees, events, the feed. */
import type { CustomerStore, PlatformId } from "@clientele/core"
import { type AnyEvent, countBefore, type Id, type Stored, type Tables, whole } from "./Tables.ts"

/** The customer and those above it, nearest first. */
export const line = (tables: Tables, id: Id): ReadonlyArray<Stored> => {
  const found: Array<Stored> = []
  for (let at = tables.customers.get(id); at !== undefined; ) {
    found.push(at)
    at = at.customer.parent === null ? undefined : tables.customers.get(at.customer.parent)
  }
  return found
}

export const many = (tables: Tables, ids: Iterable<Id>): ReadonlyArray<Stored> =>
  [...new Set(ids)].flatMap((id) => tables.customers.get(id) ?? [])

export const children = (tables: Tables, id: Id): ReadonlyArray<Stored> => many(tables, tables.childrenOf.get(id) ?? [])

/** Those below a customer, each after its parent, as many as asked for. */
export const below = (tables: Tables, id: Id, most = Number.POSITIVE_INFINITY): ReadonlyArray<Stored> => {
  const found: Array<Stored> = []
  const limit = whole(most)
  const visit = (parent: Id): void => {
    for (const child of tables.childrenOf.get(parent) ?? []) {
      const stored = tables.customers.get(child)
      if (stored === undefined || found.length >= limit) return
      found.push(stored)
      visit(child)
    }
  }
  visit(id)
  return found
}

export const events = (tables: Tables, id: Id): ReadonlyArray<AnyEvent> =>
  (tables.eventsOf.get(id) ?? []).flatMap((place) => tables.feed[place] ?? [])

export const feed = (
  tables: Tables,
  platform: PlatformId.PlatformId,
  after: string | null,
  limit: number
): ReadonlyArray<CustomerStore.FeedEntry> => {
  const places = tables.feedOf.get(platform) ?? []
  const first = after === null ? 0 : countBefore(places, (place) => position(place) <= after)
  return places.slice(first, first + whole(limit)).flatMap((place) => {
    const recorded = tables.feed[place]
    return recorded === undefined ? [] : [{ position: position(place), recorded }]
  })
}

/** Positions sort as text. */
const position = (place: number): string => String(place + 1).padStart(16, "0")
