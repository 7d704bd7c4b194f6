/** The reading half of `Customers`. */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type { Action } from "../access/Action.ts"
import * as Actor from "../access/Actor.ts"
import * as Authority from "../access/Authority.ts"
import * as Cursor from "../Cursor.ts"
import * as Id from "../CustomerId.ts"
import type { FeedEntry, Stored } from "../CustomerStore.ts"
import { type CustomerView, node, project } from "../customer/CustomerView.ts"
import * as History from "../customer/History.ts"
import * as Sight from "../customer/Sight.ts"
import { type FeedItem, type FeedQuery, type PageQuery, PlatformRequired } from "../Listing.ts"
import type { PlatformId } from "../PlatformId.ts"
import { customersOf, type Line, now, seenLine, type Store, viewOf } from "./Seeing.ts"

type CustomerId = Id.CustomerId

/** Rows of one read of the feed while following it. */
const batch = 100

export const make = (store: Store) => {
  const get = Effect.fn("Customers.get")(function* (customer: CustomerId) {
    const line = yield* seenLine(store, customer)
    return viewOf(yield* Actor.CurrentActor, line, yield* now)
  })

  const page = Effect.fn("Customers.page")(function* (query: PageQuery) {
    const actor = yield* Actor.CurrentActor
    const at = yield* now
    const viewer = Actor.home(actor)
    const cursors = Cursor.within({
      query: { ...query, after: null, limit: null },
      actor: Actor.principal(actor).id,
      home: viewer
    })
    const after = query.after === undefined ? undefined : cursors.decode(query.after as Cursor.Cursor)
    if (after !== undefined && !isId(after)) return yield* new Cursor.CursorRefused()
    let named: PlatformId | undefined
    for (const id of [query.within, query.parent]) {
      if (id !== undefined) named = (yield* seenLine(store, id))[0].customer.platform
    }
    const platform = yield* platformOf(actor, query.platform ?? named)
    const reads = actor._tag !== "token" || actor.scopes.includes("read")
    if (!reads && after === undefined) return { items: [], next: null }
    const { after: _, limit = 50, order = "tree", platform: __, text, ...narrowed } = query
    const rows = !reads
      ? null
      : yield* store.page({
          ...narrowed,
          ...(text === undefined || text.trim() === "" ? {} : { text: text.normalize("NFC").trim().toLowerCase() }),
          platform,
          viewer,
          order,
          limit: limit + 1,
          now: at,
          ...(after === undefined ? {} : { after })
        })
    // A cursor holds a customer that was shown; one that is seen no more is no place to go on from.
    if (rows === null) return yield* new Cursor.CursorRefused()
    const shown = rows.slice(0, limit)
    const items = shown.map(({ above, customer, version }) =>
      project(actor, [customer, ...above.map((it) => it.customer)], version, at)
    )
    const last = shown[shown.length - 1]
    return { items, next: rows.length > limit && last !== undefined ? cursors.encode(last.customer.id) : null }
  })

  const ancestors = Effect.fn("Customers.ancestors")(function* (customer: CustomerId) {
    const actor = yield* Actor.CurrentActor
    const at = yield* now
    const line = yield* seenLine(store, customer)
    return tails(line)
      .slice(1)
      .filter((rest) => sees(actor, rest))
      .map((rest) => viewOf(actor, rest, at))
  })

  const children = Effect.fn("Customers.children")(function* (customer: CustomerId) {
    const actor = yield* Actor.CurrentActor
    const at = yield* now
    const line = yield* seenLine(store, customer)
    const found: Array<CustomerView> = []
    // Below a customer that the actor does not see, those it sees hang here.
    const waiting: Array<Line> = [line]
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const child of yield* store.children(next[0].customer.id)) {
        const below: Line = [child, ...next]
        if (sees(actor, below)) found.push(viewOf(actor, below, at))
        else waiting.push(below)
      }
    }
    return found
  })

  const history = Effect.fn("Customers.history")(function* (customer: CustomerId) {
    const actor = yield* Actor.CurrentActor
    yield* seenLine(store, customer)
    const events = yield* store.events(customer)
    const named = yield* seenAmong(
      actor,
      events.flatMap(({ event }) => Sight.namedBy(event))
    )
    const sight = Sight.of(actor, customer, (id) => named.has(id))
    return History.of(events, (state) => Sight.state(sight, state))
  })

  const explain = Effect.fn("Customers.explain")(function* (customer: CustomerId, action: Action) {
    const actor = yield* Actor.CurrentActor
    const line = yield* seenLine(store, customer)
    return Authority.explain(actor, action, customersOf(line).map(node))
  })

  const feed = Effect.fn("Customers.feed")(function* (options: FeedQuery) {
    const actor = yield* Actor.CurrentActor
    const platform = yield* platformOf(actor, options.platform)
    const cursors = Cursor.within({ feed: platform })
    const after = options.after === undefined ? null : cursors.decode(options.after as Cursor.Cursor)
    if (options.after !== undefined && after === null) return yield* new Cursor.CursorRefused()
    const entries = yield* store.feed(platform, after, options.limit ?? batch)
    const last = entries[entries.length - 1]
    return {
      items: yield* visible(actor, cursors, entries),
      next: last === undefined ? ((options.after ?? null) as Cursor.Cursor | null) : cursors.encode(last.position)
    }
  })

  const follow = (options: Omit<FeedQuery, "limit">) =>
    Stream.unwrap(
      Effect.gen(function* () {
        const platform = yield* platformOf(yield* Actor.CurrentActor, options.platform)
        let after = options.after
        const drain = Stream.paginate(undefined, () =>
          Effect.map(feed({ platform, ...(after === undefined ? {} : { after }), limit: batch }), ({ items, next }) => {
            const more = next !== null && next !== after
            if (next !== null) after = next
            return [items, more ? Option.some(undefined) : Option.none()] as const
          })
        )
        return Stream.flatMap(store.changes(platform), () => drain)
      })
    )

  const seenAmong = (actor: Actor.Actor, ids: ReadonlyArray<CustomerId>) =>
    Effect.gen(function* () {
      const seen = new Set<string>()
      for (const id of new Set(ids)) {
        const line = yield* store.line(id)
        if (line.length > 0 && sees(actor, line as unknown as Line)) seen.add(id)
      }
      return seen
    })

  const visible = (actor: Actor.Actor, cursors: Cursor.Cursors, entries: ReadonlyArray<FeedEntry>) =>
    Effect.gen(function* () {
      const seen = yield* seenAmong(
        actor,
        entries.flatMap(({ recorded }) => [recorded.customer, ...Sight.namedBy(recorded.event)])
      )
      return entries
        .filter(({ recorded }) => seen.has(recorded.customer))
        .map(
          ({ position, recorded }): FeedItem => ({
            cursor: cursors.encode(position),
            recorded: {
              ...recorded,
              event: Sight.event(
                Sight.of(actor, recorded.customer, (id) => seen.has(id)),
                recorded.event
              )
            }
          })
        )
    })

  return { get, page, ancestors, children, history, explain, feed, follow }
}

/** Support of several platforms says which one it means. */
const platformOf = (actor: Actor.Actor, named: PlatformId | undefined): Effect.Effect<PlatformId, PlatformRequired> => {
  const platform = Actor.principal(actor).platform ?? named
  return platform === undefined ? Effect.fail(new PlatformRequired()) : Effect.succeed(platform)
}

const isId = Schema.is(Id.CustomerId)

const sees = (actor: Actor.Actor, line: ReadonlyArray<Stored>): boolean =>
  Authority.sees(
    actor,
    line.map(({ customer }) => node(customer))
  )

const tails = (line: Line): ReadonlyArray<Line> => line.map((_, up) => line.slice(up) as unknown as Line)
