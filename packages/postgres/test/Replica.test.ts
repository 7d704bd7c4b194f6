/** A standby of PostgreSQL: what is read there, and what is left when it takes over. */
import { CustomerStore } from "@clientele/core"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { afterAll, beforeAll, describe } from "vitest"
import * as PostgresServer from "../../../scripts/servers/PostgresServer.ts"
import { copyOf, hasTools, until } from "./machine.ts"
import { together } from "./stores.ts"

interface Pair {
  readonly primary: PostgresServer.PostgresServer
  readonly standby: PostgresServer.PostgresServer
}

const stores = (server: PostgresServer.PostgresServer) =>
  Layer.build(Layer.fresh(together(server.urlOf("clientele"), "100 millis")))

const caughtUp = ({ primary, standby }: Pair) =>
  Effect.promise(async () => {
    const [row] = await primary.query("select pg_current_wal_insert_lsn()::text as at")
    await until(async () => {
      const [seen] = await standby.query(`select pg_last_wal_replay_lsn() >= '${row?.["at"]}'::pg_lsn as there`)
      return seen?.["there"] === "t"
    })
  })

const readAll = (
  store: CustomerStore.CustomerStore["Service"],
  platform: Parameters<typeof store.feed>[0],
  after: string | null
) =>
  Effect.map(store.feed(platform, after, 10_000), (found) => ({
    seen: found.map(({ recorded }) => recorded.customer),
    next: found.at(-1)?.position ?? after
  }))

describe.skipIf(!hasTools)("a standby of PostgreSQL 15", () => {
  let servers!: Pair
  beforeAll(async () => {
    const primary = await PostgresServer.start({ version: "15" })
    await primary.createDatabase("clientele")
    servers = { primary, standby: await copyOf(primary, {}, true) }
  })
  afterAll(() => Promise.all([servers?.primary.close(), servers?.standby.close()]))

  it.live("answers lines, pages and the feed, which skips nobody that commits late; writes are refused", () =>
    Effect.gen(function* () {
      const main = yield* stores(servers.primary)
      const store = yield* Effect.provide(CustomerStore.CustomerStore, main)
      const root = Samples.root(yield* Samples.platformId, yield* Samples.customerId)
      const { platform } = root.customer
      yield* store.commit(Samples.commit([root]))
      yield* caughtUp(servers)
      const copy = yield* stores(servers.standby)
      const reading = yield* Effect.provide(CustomerStore.CustomerStore, copy)
      const first = yield* readAll(reading, platform, null)
      assert.deepStrictEqual(first.seen, [root.customer.id])

      const [slow, quick] = [
        Samples.child(root.customer, yield* Samples.customerId),
        Samples.child(root.customer, yield* Samples.customerId)
      ]
      const sql = yield* Effect.provide(PgClient.PgClient, main)
      const beside = yield* Effect.provide(CustomerStore.CustomerStore, yield* stores(servers.primary))
      // The slow one draws its transaction id first and commits last.
      yield* sql.withTransaction(
        Effect.gen(function* () {
          yield* store.commit(Samples.commit([slow]))
          yield* beside.commit(Samples.commit([quick]))
          yield* caughtUp(servers)
          const rows = yield* reading.many([slow.customer.id, quick.customer.id])
          assert.deepStrictEqual(
            rows.map(({ customer }) => customer.id),
            [quick.customer.id]
          )
          assert.deepStrictEqual((yield* readAll(reading, platform, first.next)).seen, [])
        })
      )
      yield* caughtUp(servers)
      const rest = yield* readAll(reading, platform, first.next)
      assert.deepStrictEqual(rest.seen, [slow.customer.id, quick.customer.id])

      assert.strictEqual((yield* reading.line(slow.customer.id)).length, 2)
      const page = yield* reading.page({
        platform,
        viewer: root.customer.id,
        order: "tree",
        limit: 10,
        now: Samples.at
      })
      assert.strictEqual(page?.length, 3)
      const late = Samples.child(root.customer, yield* Samples.customerId)
      const refused = yield* Effect.flip(reading.commit(Samples.commit([late])))
      assert.strictEqual(refused._tag, "CustomerStoreUnavailable")
    }).pipe(Effect.scoped)
  )

  it.live("takes over after the primary was killed: nothing acknowledged is lost, and cursors go on in a new era", () =>
    Effect.gen(function* () {
      const { primary, standby } = servers
      yield* Effect.promise(async () => {
        await primary.query("alter system set synchronous_standby_names = '*'")
        await primary.query("select pg_reload_conf()")
        await until(
          async () => (await primary.query("select 1 from pg_stat_replication where sync_state = 'sync'")).length > 0
        )
      })
      const store = yield* Effect.provide(CustomerStore.CustomerStore, yield* stores(primary))
      const root = Samples.root(yield* Samples.platformId, yield* Samples.customerId)
      const { platform } = root.customer
      yield* store.commit(Samples.commit([root]))
      const acknowledged = new Set<string>([root.customer.id])
      yield* Effect.forkScoped(
        Effect.forever(
          Effect.gen(function* () {
            const write = Samples.child(root.customer, yield* Samples.customerId)
            yield* store.commit(Samples.commit([write]))
            acknowledged.add(write.customer.id)
          })
        ).pipe(Effect.exit)
      )
      const reach = (count: number) => Effect.promise(() => until(async () => acknowledged.size >= count))
      yield* reach(6)
      const before = yield* readAll(store, platform, null)
      yield* reach(12)
      yield* Effect.promise(() => primary.kill())
      const done = yield* Effect.promise(() => standby.query("select pg_promote()"))
      assert.strictEqual(done.length, 1)
      const after = yield* Effect.provide(CustomerStore.CustomerStore, yield* stores(standby))
      const late = Samples.child(root.customer, yield* Samples.customerId)
      yield* after.commit(Samples.commit([late]))
      const rest = yield* readAll(after, platform, before.next)
      const all = [...before.seen, ...rest.seen]
      assert.strictEqual(new Set(all).size, all.length)
      assert.strictEqual(all.at(-1), late.customer.id)
      assert.isAbove(acknowledged.size, 10)
      for (const id of acknowledged) assert.include(all, id)
    }).pipe(Effect.scoped)
  )
})
