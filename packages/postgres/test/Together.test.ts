/** Commits that are written together: fewer statements, and none of them suffers for another. */
import { type CommandId, CustomerStore } from "@clientele/core"
import { PostgresStores } from "@clientele/postgres"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as Scope from "effect/Scope"
import { each } from "../../../scripts/servers/Database.ts"
import * as FaultProxy from "../../../scripts/servers/FaultProxy.ts"
import { client } from "./stores.ts"

/** The sixteen bytes of an id, as the database names its platform. */
const uuid = (id: string): string => {
  const letters = "0123456789abcdefghjkmnpqrstvwxyz"
  const number = Array.from(id.slice(-26)).reduce((sum, letter) => sum * 32n + BigInt(letters.indexOf(letter)), 0n)
  return number
    .toString(16)
    .padStart(32, "0")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-")
}

await each(({ direct, lane, url }) => {
  const openOn = Effect.fnUntraced(function* (on: ReturnType<typeof client>) {
    const context = yield* Layer.build(PostgresStores.layer({ listener: null }).pipe(Layer.provideMerge(on)))
    const store = yield* Effect.provide(CustomerStore.CustomerStore, context)
    const sql = yield* Effect.provide(PgClient.PgClient, context)
    const root = Samples.root(yield* Samples.platformId, yield* Samples.customerId)
    yield* store.commit(Samples.commit([root]))
    const child = (name: string) =>
      Effect.map(Samples.customerId, (id) => Samples.commit([Samples.child(root.customer, id, { name })]))
    return { child, root, sql, store }
  })
  const open = openOn(client(url))

  it.live("commits made at once are written in a few transactions, each with its own events", () =>
    Effect.gen(function* () {
      const { child, root, sql, store } = yield* open
      const commits = yield* Effect.forEach(
        Array.from({ length: 60 }, (_, at) => `Ada ${at} B.V.`),
        child
      )
      yield* Effect.forEach(commits, store.commit, { concurrency: "unbounded" })
      const [counted] = yield* sql.unsafe<{ customers: number; transactions: number }>(
        `SELECT count(DISTINCT customer)::integer AS customers, count(DISTINCT xid::text)::integer AS transactions
          FROM clientele.event WHERE customer IN (SELECT id FROM clientele.customer WHERE search LIKE 'ada %')`
      )
      assert.strictEqual(counted?.customers, 60)
      assert.isBelow(counted?.transactions ?? 60, 20)
      const feed = yield* store.feed(root.customer.platform, null, 1_000)
      assert.sameMembers(
        feed.slice(1).map(({ recorded }) => recorded.customer),
        commits.map(({ writes: [write] }) => write.customer.id)
      )
    }).pipe(Effect.scoped)
  )

  it.live("who stops waiting has nothing written, and takes nobody along", () =>
    Effect.gen(function* () {
      const { child, root, store } = yield* open
      const guard = yield* Effect.provide(PgClient.PgClient, yield* Layer.build(client(direct, { maxConnections: 1 })))
      const key = `hashtextextended('${uuid(root.customer.platform)}', 7)`
      const held = guard.unsafe<{ count: number }>(
        `SELECT count(*)::integer AS count FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
      )
      yield* guard.unsafe(`SELECT pg_advisory_lock(${key})`)
      const commits = yield* Effect.forEach(
        Array.from({ length: 7 }, (_, at) => `Ida ${at} B.V.`),
        child
      )
      // The first two each take a turn, and wait in the database; the others wait for a turn.
      const fibers = yield* Effect.forEach(commits, (commit) => Effect.forkChild(store.commit(commit)))
      yield* Effect.repeat(held, { until: ([row]) => row?.count === 2, schedule: Schedule.spaced("10 millis") })
      yield* Fiber.interrupt(fibers[4]!)
      yield* Fiber.interrupt(fibers[0]!)
      yield* guard.unsafe(`SELECT pg_advisory_unlock(${key})`)
      const exits = yield* Effect.forEach(fibers, Fiber.await)
      assert.deepStrictEqual(
        exits.map(Exit.isSuccess),
        commits.map((_, at) => at !== 0 && at !== 4)
      )
      const ids = commits.map(({ writes: [write] }) => write.customer.id)
      const kept = new Set((yield* store.many(ids)).map(({ customer }) => customer.id))
      assert.deepStrictEqual(
        ids.map((id) => kept.has(id)),
        commits.map((_, at) => at !== 0 && at !== 4)
      )
    }).pipe(Effect.scoped)
  )

  it.live("whoever waits when the store closes is let go", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const { child, root, store } = yield* Scope.provide(open, scope)
      const guard = yield* Effect.provide(PgClient.PgClient, yield* Layer.build(client(direct, { maxConnections: 1 })))
      yield* guard.unsafe(`SELECT pg_advisory_lock(hashtextextended('${uuid(root.customer.platform)}', 7))`)
      const commits = yield* Effect.forEach(
        Array.from({ length: 4 }, (_, at) => `Joan ${at} B.V.`),
        child
      )
      const fibers = yield* Effect.forEach(commits, (commit) => Effect.forkChild(store.commit(commit)))
      yield* Effect.yieldNow
      const closing = yield* Effect.forkChild(Scope.close(scope, Exit.void))
      const waiting = yield* Effect.forEach(fibers.slice(2), Fiber.await)
      assert.isTrue(waiting.every(Exit.hasInterrupts))
      yield* Effect.forEach(fibers.slice(0, 2), Fiber.interrupt)
      yield* Fiber.join(closing)
      const exits = yield* Effect.forEach(fibers, Fiber.await)
      assert.isFalse(exits.some(Exit.isSuccess))
    }).pipe(Effect.scoped)
  )

  it.live("what the database does not take fails alone, and those beside it are written", () =>
    Effect.gen(function* () {
      const { child, store } = yield* open
      const names = Array.from({ length: 12 }, (_, at) => (at === 7 ? "Grace\u0000 B.V." : `Grace ${at} B.V.`))
      const commits = yield* Effect.forEach(names, child)
      const outcomes = yield* Effect.forEach(
        commits,
        (commit) =>
          Effect.match(store.commit(commit), { onFailure: ({ _tag }) => _tag as string, onSuccess: () => null }),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(
        outcomes,
        names.map((_, at) => (at === 7 ? "CustomerStoreUnavailable" : null))
      )
      const kept = yield* store.many(commits.map(({ writes: [write] }) => write.customer.id))
      assert.strictEqual(kept.length, 11)
    }).pipe(Effect.scoped)
  )

  it.live("what is written in a transaction of the caller's is in that, and nobody else's is", () =>
    Effect.gen(function* () {
      const { child, sql, store } = yield* open
      const [mine, there] = [yield* child("Mine B.V."), yield* child("There B.V.")]
      yield* store.commit(there)
      const others = yield* Effect.forEach(
        Array.from({ length: 200 }, (_, at) => `Other ${at} B.V.`),
        child
      )
      const begun = yield* Deferred.make<void>()
      const taken = yield* Effect.forkChild(
        sql.withTransaction(
          Effect.gen(function* () {
            yield* Deferred.succeed(begun, undefined)
            yield* store.commit(mine)
            // It is there already: refused, and the transaction is taken back with all that it wrote.
            yield* store.commit(there)
          })
        )
      )
      yield* Deferred.await(begun)
      const exits = yield* Effect.forEach(others, (commit) => Effect.exit(store.commit(commit)), {
        concurrency: "unbounded"
      })
      assert.isTrue(Exit.isFailure(yield* Fiber.await(taken)))
      assert.isTrue(exits.every(Exit.isSuccess))
      const all = [mine, ...others].map(({ writes: [write] }) => write.customer.id)
      assert.sameMembers(
        (yield* store.many(all)).map(({ customer }) => customer.id),
        all.slice(1)
      )
    }).pipe(Effect.scoped)
  )

  it.live("a transaction that holds the only connection does not wait for a turn that waits for a connection", () =>
    Effect.gen(function* () {
      const { child, sql, store } = yield* openOn(client(url, { maxConnections: 1 }))
      const [one, other] = [yield* child("One B.V."), yield* child("Other B.V.")]
      const inside = yield* Deferred.make<void>()
      const beside = yield* Deferred.make<void>()
      const transaction = yield* Effect.forkChild(
        sql.withTransaction(
          Effect.gen(function* () {
            yield* Deferred.succeed(inside, undefined)
            yield* Deferred.await(beside)
            yield* Effect.yieldNow
            yield* store.commit(one)
          })
        )
      )
      yield* Deferred.await(inside)
      const commit = yield* Effect.forkChild(Effect.andThen(Deferred.succeed(beside, undefined), store.commit(other)), {
        startImmediately: true
      })
      yield* Fiber.join(transaction)
      yield* Fiber.join(commit)
      const ids = [one, other].map(({ writes: [write] }) => write.customer.id)
      assert.strictEqual((yield* store.many(ids)).length, 2)
    }).pipe(Effect.scoped)
  )

  it.live("whoever is refused because a lock takes too long is so alone", () =>
    Effect.gen(function* () {
      const { child, sql, store } = yield* open
      const guard = yield* Effect.provide(PgClient.PgClient, yield* Layer.build(client(direct, { maxConnections: 1 })))
      const commits = yield* Effect.forEach(
        Array.from({ length: 20 }, (_, at) => `Kay ${at} B.V.`),
        child
      )
      const held = `hashtextextended('${uuid(commits[9]!.writes[0].customer.id)}', 7)`
      yield* sql.unsafe(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lock_timeout = 300', current_database()); END $$"
      )
      const others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
      yield* guard.unsafe(`${others} AND datname = current_database()`)
      yield* guard.unsafe(`SELECT pg_advisory_lock(${held})`)
      yield* Effect.retry(sql.unsafe("SELECT 1"), { times: 20 })
      const exits = yield* Effect.forEach(
        commits,
        (commit) => Effect.exit(Effect.retry(store.commit(commit), { times: 1 })),
        { concurrency: "unbounded" }
      )
      yield* guard.unsafe(`SELECT pg_advisory_unlock(${held})`)
      assert.deepStrictEqual(
        exits.map(Exit.isSuccess),
        commits.map((_, at) => at !== 9)
      )
    }).pipe(Effect.scoped)
  )

  // It waits as long as a turn may take: once is enough.
  if (lane === "postgres18") {
    it.live(
      "a turn whose connection falls silent is given up, and those in it are told",
      () =>
        Effect.gen(function* () {
          const proxy = yield* Effect.acquireRelease(
            Effect.promise(() => FaultProxy.start({ server: url, seed: 5 })),
            (one) => Effect.promise(() => one.close())
          )
          const { child, root, store } = yield* openOn(client(proxy.through(url), { maxConnections: 6 }))
          const guard = yield* Effect.provide(
            PgClient.PgClient,
            yield* Layer.build(client(direct, { maxConnections: 1 }))
          )
          const key = `hashtextextended('${uuid(root.customer.platform)}', 7)`
          const waiting = guard.unsafe<{ count: number }>(
            `SELECT count(*)::integer AS count FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
          )
          const both = Effect.repeat(waiting, {
            until: ([row]) => row?.count === 2,
            schedule: Schedule.spaced("10 millis")
          })
          yield* guard.unsafe(`SELECT pg_advisory_lock(${key})`)
          const commits = yield* Effect.forEach(
            Array.from({ length: 5 }, (_, at) => `Lena ${at} B.V.`),
            child
          )
          const fibers = yield* Effect.forEach(commits, (commit) => Effect.forkChild(store.commit(commit)))
          yield* both
          // The others come next, together, and their turn is nobody's.
          yield* Fiber.interrupt(fibers[0]!)
          yield* both
          proxy.now("stall", "toClient")
          yield* guard.unsafe(`SELECT pg_advisory_unlock(${key})`)
          const [told] = yield* Effect.forEach(fibers.slice(2), (fiber) => Effect.flip(Fiber.join(fiber)))
          assert.strictEqual(told?._tag, "CustomerStoreUnavailable")
          yield* Fiber.interrupt(fibers[1]!)
          const after = yield* child("Lena again B.V.")
          yield* store.commit(after)
        }).pipe(Effect.scoped),
      90_000
    )
  }

  it.live("who is known by a key is told so, whoever else is written in the same turn", () =>
    Effect.gen(function* () {
      const { child, store } = yield* open
      const first = yield* child("Hedy B.V.")
      const record = Samples.idempotency(first.writes[0])
      yield* store.commit({ ...first, idempotency: record })
      const commits = yield* Effect.forEach(
        Array.from({ length: 9 }, (_, at) => `Hedy ${at} B.V.`),
        child
      )
      const outcomes = yield* Effect.forEach(
        commits.map((commit, at) => (at === 5 ? { ...commit, idempotency: record } : commit)),
        (commit) =>
          Effect.match(store.commit(commit), {
            onFailure: (error): CommandId.CommandId | string =>
              error._tag === "AlreadyCommitted" ? error.command : error._tag,
            onSuccess: () => null
          }),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(
        outcomes,
        commits.map((_, at) => (at === 5 ? record.command : null))
      )
    }).pipe(Effect.scoped)
  )
})
