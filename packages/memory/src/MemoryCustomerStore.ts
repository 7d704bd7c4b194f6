/**
 * `CustomerStore` kept in process memory: the reference adapter.
 *
 * @since 0.1.0
 */
import { type Customer, type CustomerId, CustomerStore, DisplayStatus, type Event, type PlatformId, Visibility } from "@clientele/core"
import * as Customers from "@clientele/core/Customer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"

type Id = CustomerId.CustomerId
type Stored = CustomerStore.Stored
type Refusal = CustomerStore.VersionConflict | CustomerStore.ClaimTaken | CustomerStore.AlreadyCommitted

/** Everything there is, in plain maps: JavaScript runs one commit at a time, so a commit that does not wait is atomic. */
interface Tables {
  readonly customers: Map<Id, Stored>
  readonly childrenOf: Map<Id, Array<Id>>
  /** Events of each customer, by their place in the feed. */
  readonly eventsOf: Map<Id, Array<number>>
  readonly feed: Array<Event.Recorded | typeof Event.Redacted.Type>
  /** Places in the feed of each platform's events. */
  readonly feedOf: Map<PlatformId.PlatformId, Array<number>>
  readonly claims: Map<string, Id>
  readonly idempotency: Map<string, CustomerStore.IdempotencyRecord>
}

/**
 * Layer that keeps everything in maps of the process. Each build starts empty; nothing survives it.
 *
 * **When to use**
 *
 * Use as the store in tests, examples and single-process tools.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<CustomerStore.CustomerStore> = Layer.effect(
  CustomerStore.CustomerStore,
  Effect.gen(function*() {
    const tables: Tables = {
      customers: new Map(),
      childrenOf: new Map(),
      eventsOf: new Map(),
      feed: [],
      feedOf: new Map(),
      claims: new Map(),
      idempotency: new Map()
    }
    const committed = yield* PubSub.sliding<PlatformId.PlatformId>(1024)

    const commit = (commit: CustomerStore.Commit): Result.Result<void, Refusal> => {
      const refusal = objection(tables, commit)
      if (refusal !== null) return Result.fail(refusal)
      apply(tables, commit)
      PubSub.publishUnsafe(committed, commit.platform)
      return Result.succeed(undefined)
    }

    return CustomerStore.CustomerStore.of({
      capabilities: { durable: false },

      line: (id) => Effect.sync(() => lineOf(tables, id)),
      many: (ids) => Effect.sync(() => ids.flatMap((id) => tables.customers.get(id) ?? [])),
      below: (id, limit) => Effect.sync(() => belowOf(tables, id).slice(0, limit)),
      children: (id) => Effect.sync(() => childrenOf(tables, id)),
      page: (query) => Effect.sync(() => pageOf(tables, query)),
      events: (id) => Effect.sync(() => (tables.eventsOf.get(id) ?? []).flatMap((place) => tables.feed[place] ?? [])),

      feed: (platform, after, limit) =>
        Effect.sync(() =>
          (tables.feedOf.get(platform) ?? [])
            .filter((place) => after === null || position(place) > after)
            .slice(0, limit)
            .flatMap((place) => {
              const recorded = tables.feed[place]
              return recorded === undefined ? [] : [{ position: position(place), recorded }]
            })),

      changes: (platform) =>
        Stream.unwrap(Effect.map(PubSub.subscribe(committed), (subscription) =>
          Stream.succeed(platform).pipe(
            Stream.concat(Stream.fromSubscription(subscription)),
            Stream.filter((one) => one === platform),
            Stream.map(() => undefined)
          ))),

      holder: (claim) => Effect.sync(() => tables.claims.get(claimKey(claim)) ?? null),
      idempotency: (platform, actor, key) => Effect.sync(() => tables.idempotency.get(recordKey(platform, actor, key)) ?? null),

      commit: Effect.fn("MemoryCustomerStore.commit")((one) => Effect.suspend(() => Effect.fromResult(commit(one)))),
      commitAll: Effect.fn("MemoryCustomerStore.commitAll")((commits) =>
        Effect.sync(() => commits.map((one) => Result.match(commit(one), { onFailure: (refusal) => refusal, onSuccess: () => null })))
      )
    })
  })
)

/** Why a commit cannot be written; `null` if it can. */
const objection = (tables: Tables, { claim, idempotency, requires, writes }: CustomerStore.Commit): Refusal | null => {
  if (idempotency !== null) {
    const known = tables.idempotency.get(recordKey(idempotency.platform, idempotency.actor, idempotency.key))
    if (known !== undefined) return new CustomerStore.AlreadyCommitted({ key: known.key, command: known.command })
  }
  const versionOf = (id: Id) => tables.customers.get(id)?.version ?? CustomerStore.Version.make(0)
  const conflict = (customer: Id, expected: CustomerStore.Version, actual: CustomerStore.Version | null) =>
    new CustomerStore.VersionConflict({ customer, expected, actual })
  for (const { customer, expected } of writes) {
    if (versionOf(customer.id) !== expected) return conflict(customer.id, expected, versionOf(customer.id))
  }
  for (const requirement of requires) {
    const { customer } = requirement
    if (requirement._tag === "version") {
      if (versionOf(customer) !== requirement.version) return conflict(customer, requirement.version, versionOf(customer))
      continue
    }
    const now = childrenOf(tables, customer)
    const then = new Map(requirement.versions)
    if (now.length !== then.size || now.some((child) => then.get(child.customer.id) !== child.version)) {
      return conflict(customer, versionOf(customer), null)
    }
  }
  for (const write of writes) {
    if (!liesWell(tables, write.customer)) return conflict(write.customer.id, write.expected, null)
  }
  for (const { customer, ...wanted } of claim) {
    const holder = tables.claims.get(claimKey(wanted))
    if (holder !== undefined && holder !== customer) return new CustomerStore.ClaimTaken(wanted)
  }
  return null
}

/** Whether a customer would lie outside itself and, with all below it, at most ten levels deep. */
const liesWell = (tables: Tables, { id, parent }: Customer.Customer): boolean => {
  if (parent === null || tables.customers.get(id)?.customer.parent === parent) return true
  const above = lineOf(tables, parent)
  if (above.length === 0 || above.some(({ customer }) => customer.id === id)) return false
  const height = (of: Id): number => Math.max(0, ...(tables.childrenOf.get(of) ?? []).map((child) => 1 + height(child)))
  return above.length + height(id) <= Visibility.maxDepth
}

const apply = (tables: Tables, { claim, idempotency, platform, release, writes }: CustomerStore.Commit): void => {
  for (const { customer, events, expected, rewritten } of writes) {
    const before = tables.customers.get(customer.id)
    if (before?.customer.parent !== customer.parent) {
      if (before !== undefined && before.customer.parent !== null) {
        const siblings = tables.childrenOf.get(before.customer.parent) ?? []
        tables.childrenOf.set(before.customer.parent, siblings.filter((id) => id !== customer.id))
      }
      if (customer.parent !== null) {
        tables.childrenOf.set(customer.parent, [...tables.childrenOf.get(customer.parent) ?? [], customer.id].sort())
      }
    }
    tables.customers.set(customer.id, { customer, version: CustomerStore.Version.make(expected + events.length) })
    const own = tables.eventsOf.get(customer.id) ?? []
    rewritten?.forEach((event, index) => {
      const place = own[index]
      if (place !== undefined) tables.feed[place] = event
    })
    if (rewritten !== undefined) {
      for (const [key, record] of tables.idempotency) {
        if (record.customer === customer.id) tables.idempotency.set(key, { ...record, fingerprint: "", warnings: [] })
      }
    }
    const all = tables.feedOf.get(platform) ?? []
    for (const event of events) {
      const place = tables.feed.push(event) - 1
      own.push(place)
      all.push(place)
    }
    tables.eventsOf.set(customer.id, own)
    tables.feedOf.set(platform, all)
  }
  for (const one of release) {
    if (tables.claims.get(claimKey(one)) === one.customer) tables.claims.delete(claimKey(one))
  }
  for (const one of claim) tables.claims.set(claimKey(one), one.customer)
  if (idempotency !== null) {
    tables.idempotency.set(recordKey(idempotency.platform, idempotency.actor, idempotency.key), idempotency)
  }
}

const lineOf = (tables: Tables, id: Id): ReadonlyArray<Stored> => {
  const line: Array<Stored> = []
  for (let at = tables.customers.get(id); at !== undefined;) {
    line.push(at)
    at = at.customer.parent === null ? undefined : tables.customers.get(at.customer.parent)
  }
  return line
}

const childrenOf = (tables: Tables, id: Id): ReadonlyArray<Stored> =>
  (tables.childrenOf.get(id) ?? []).flatMap((child) => tables.customers.get(child) ?? [])

const belowOf = (tables: Tables, id: Id): ReadonlyArray<Stored> =>
  childrenOf(tables, id).flatMap((child) => [child, ...belowOf(tables, child.customer.id)])

const pageOf = (tables: Tables, query: CustomerStore.Query): ReadonlyArray<CustomerStore.Row> => {
  const rows: Array<CustomerStore.Row> = []
  for (const stored of tables.customers.values()) {
    const { customer } = stored
    const above = lineOf(tables, customer.id).slice(1).map((one) => one.customer.id)
    const distance = query.viewer === null ? 0 : [customer.id, ...above].indexOf(query.viewer)
    const text = query.text?.toLowerCase()
    const fits = customer.platform === query.platform &&
      (distance === 0 || Visibility.sees(Customers.visibility(customer), distance)) &&
      (query.within === undefined || customer.id === query.within || above.includes(query.within)) &&
      (query.parent === undefined || customer.parent === query.parent) &&
      (query.portal === undefined || customer.portal === query.portal) &&
      (query.status === undefined || query.status.includes(DisplayStatus.of(customer, query.now))) &&
      (text === undefined || Customers.searchText(customer).includes(text))
    if (fits) {
      rows.push({ ...stored, above, key: query.order === "tree" ? [customer.id, ...above].reverse().join("/") : customer.id })
    }
  }
  const order = query.order === "tree" ? 1 : -1
  return rows
    .sort((a, b) => order * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .filter(({ key }) => query.after === undefined || (query.order === "tree" ? key > query.after : key < query.after))
    .slice(0, query.limit)
}

const claimKey = ({ key, kind, scope }: Customer.Claim): string => JSON.stringify([kind, scope, key])

const recordKey = (platform: string | null, actor: string, key: string): string => JSON.stringify([platform, actor, key])

/** Positions sort as text. */
const position = (place: number): string => String(place + 1).padStart(16, "0")
