/** Looks at a whole database and says what in it contradicts what must always hold. */
import { isDeepStrictEqual } from "node:util"
import { Customer, CustomerStore, Evolve, type Event, Licenses, type PlatformId } from "@clientele/core"
import { PostgresStores } from "@clientele/postgres"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"

interface Row {
  readonly id: string
  readonly parent: string | null
  readonly path: string
  readonly depth: number
  readonly levels: number
  readonly top: number
  readonly version: number
  readonly state: Customer.Customer
}

interface Kept {
  readonly rows: ReadonlyArray<Row>
  readonly claims: ReadonlyArray<{
    readonly customer: string
    readonly kind: string
    readonly scope: string
    readonly key: string
  }>
  readonly events: ReadonlyArray<Event.Recorded>
  readonly feed: ReadonlyArray<CustomerStore.FeedEntry>
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

/** Invariant 1: a forest, whose paths are the chains of parents. */
const tree = ({ rows }: Kept): Array<string> => {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return rows.flatMap((row) => {
    const chain: Array<string> = []
    for (let at: Row | undefined = row; at !== undefined && chain.length <= 11; ) {
      chain.unshift(at.id)
      if (at.parent !== null && !byId.has(at.parent)) return [`${row.state.id} hangs under nobody`]
      at = at.parent === null ? undefined : byId.get(at.parent)
    }
    const says = (so: boolean, what: string) => (so ? [] : [`${row.state.id}: ${what}`])
    const above = row.parent === null ? null : byId.get(row.parent)?.state
    return [
      ...says(chain.length <= 11, "lies below itself, or too deep"),
      ...says(row.path === chain.join("").replaceAll("-", ""), "its path is not the chain of its parents"),
      ...says(row.depth === chain.length - 1, "its depth is not that of its path"),
      ...says(row.levels === Customer.visibility(row.state), "its levels are not those of its state"),
      ...says(row.top === Math.max(0, row.depth - row.levels), "it is seen from another height than it should"),
      ...says((above?.id ?? null) === row.state.parent, "its state names another parent"),
      ...says(above === null || above === undefined || above.platform === row.state.platform, "is of another platform")
    ]
  })
}

/** Invariant 7: what flows down only narrows; and nobody is live below somebody who is not. */
const narrowing = ({ rows }: Kept): Array<string> => {
  const byId = new Map(rows.map(({ state }) => [state.id, state]))
  const line = (customer: Customer.Customer): ReadonlyArray<Customer.Customer> => {
    const above = customer.parent === null ? undefined : byId.get(customer.parent)
    return above === undefined ? [customer] : [customer, ...line(above)]
  }
  return rows.flatMap(({ state }) => {
    const parent = state.parent === null ? undefined : byId.get(state.parent)
    if (parent === undefined) return []
    const held = Customer.rights(parent)
    const over = Customer.rights(state).filter((right) => !held.includes(right))
    const offered = Licenses.offered(line(parent).map(Customer.licenses))
    const beyond = Licenses.exceeding(Customer.licenses(state), offered)
    const live = state.lifecycle._tag === "active" || state.lifecycle._tag === "pendingApproval"
    return [
      ...(state.lifecycle._tag === "active" && over.length > 0
        ? [`${state.id} holds ${over.join()}, its parent not`]
        : []),
      ...(state.lifecycle._tag === "active" && beyond.length > 0
        ? [`${state.id} offers ${beyond.join()}, its parent not`]
        : []),
      ...(live && parent.lifecycle._tag !== "active"
        ? [`${state.id} is ${state.lifecycle._tag} below one that is ${parent.lifecycle._tag}`]
        : [])
    ]
  })
}

/** Invariant 3: the keys that are taken are those that states hold, each once. */
const claiming = ({ claims, rows }: Kept): Array<string> => {
  const name = (it: { readonly kind: string; readonly scope: string; readonly key: string }) =>
    `${it.kind} ${it.key} in ${it.scope}`
  const taken = new Map(claims.map((claim) => [name(claim), claim.customer]))
  const held = rows.flatMap(({ state }) => Customer.claims(state).map((claim) => [name(claim), state.id] as const))
  const holders = new Map<string, string>(held)
  return [
    ...held.flatMap(([claim, id]) =>
      taken.get(claim) === id ? [] : [`${id} holds ${claim}, which is ${taken.get(claim) ?? "nobody"}'s`]
    ),
    ...[...taken].flatMap(([claim, id]) =>
      holders.get(claim) === id ? [] : [`${claim} is taken by ${id}, which does not hold it`]
    )
  ]
}

/** Invariant 15: sequences without gap, states as their events make them, all of them in the feed, in order. */
const recording = ({ events, feed, rows }: Kept): Array<string> => {
  const byCustomer = Map.groupBy(events, ({ customer }) => customer)
  const fed = Map.groupBy(feed, ({ recorded }) => recorded.customer)
  const misplaced = feed.filter(({ position }, at) => at > 0 && position <= feed[at - 1]!.position).length
  return [
    ...(misplaced > 0 ? [`${misplaced} positions of the feed do not ascend`] : []),
    ...(feed.length === events.length ? [] : [`the feed has ${feed.length} of ${events.length} events`]),
    ...rows.flatMap(({ state, version }) => {
      const own = byCustomer.get(state.id) ?? []
      const gap = own.length !== version || own.some(({ sequence }, at) => sequence !== at + 1)
      const order = (fed.get(state.id) ?? []).map(({ recorded }) => recorded.sequence)
      return [
        ...(gap ? [`${state.id}: its events are not 1 to ${version}`] : []),
        ...(isDeepStrictEqual(
          order,
          own.map(({ sequence }) => sequence)
        )
          ? []
          : [`${state.id}: the feed has ${order.join()}`]),
        ...(isDeepStrictEqual(plain(Evolve.replay(own)), state) ? [] : [`${state.id}: its events make another state`])
      ]
    })
  ]
}

/** Returns one sentence per contradiction. Nobody else may write meanwhile. */
export const inspect = (url: string): Promise<ReadonlyArray<string>> => {
  const client = PgClient.layer({ url: Redacted.make(url), maxConnections: 2, maxMessageSize: 1024 ** 3 })
  const read = Effect.gen(function* () {
    const sql = yield* PgClient.PgClient
    const store = yield* CustomerStore.CustomerStore
    const rows = yield* sql.unsafe<Row>(
      `SELECT id::text, parent::text, encode(path, 'hex') AS path, depth::int, levels::int, top::int, version, state
        FROM clientele.customer ORDER BY id`
    )
    const claims = yield* sql.unsafe<Kept["claims"][number]>(
      `SELECT c.state->>'id' AS customer, t.kind, t.scope, t.key FROM clientele.claim t
        LEFT JOIN clientele.customer c ON c.platform = t.platform AND c.id = t.customer WHERE t.reserved`
    )
    const events = yield* sql.unsafe<{ body: Event.Recorded }>(
      `SELECT body FROM clientele.event ORDER BY customer, sequence`
    )
    const feed: Array<CustomerStore.FeedEntry> = []
    const found: Array<string> = []
    for (const platform of new Set(rows.map(({ state }) => state.platform as PlatformId.PlatformId))) {
      const own: Array<CustomerStore.FeedEntry> = []
      for (;;) {
        const part = yield* store.feed(platform, own.at(-1)?.position ?? null, 5000)
        own.push(...part)
        if (part.length === 0) break
      }
      const kept = {
        rows: rows.filter(({ state }) => state.platform === platform),
        events: events.flatMap(({ body }) => (body.platform === platform ? [body] : [])),
        feed: own,
        claims: []
      }
      found.push(...tree(kept), ...narrowing(kept), ...recording(kept))
      feed.push(...own)
    }
    return [...found, ...claiming({ rows, claims, events: [], feed })]
  })
  return Effect.runPromise(
    Effect.scoped(Effect.provide(read, PostgresStores.layer({ listener: null }).pipe(Layer.provideMerge(client))))
  )
}
