/** What `npm run seed` writes, held against what the kernel and the stores say of it. */
import { Actor, Customer, Customers, CustomerStore, DisplayStatus, Evolve } from "@clientele/core"
import { Migrations, Seeding } from "@clientele/postgres"
import { assert, beforeAll, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { each } from "../../../scripts/servers/Database.ts"
import { options, population } from "../../../scripts/seed/population.ts"
import { client, together } from "./stores.ts"

const size = 500

await each(
  ({ url }) => {
    const written = [...population(size, 7)]
    const root = written[0]!.customer
    const stores = together(url)
    const layer = Customers.Customers.layer(options).pipe(Layer.provideMerge(stores))
    const support: Actor.Actor = { _tag: "support", id: root.approved!.by, platform: root.platform }
    const as = (actor: Actor.Actor) => Effect.provideService(Actor.CurrentActor, actor)

    beforeAll(() =>
      Effect.runPromise(
        Effect.andThen(Migrations.migrate, Seeding.sow(written)).pipe(
          Effect.map((count) => assert.strictEqual(count, size + 1)),
          Effect.provide(client(url))
        )
      )
    )

    it.effect("writes states that are what their events amount to, six levels of all portals", () =>
      Effect.gen(function* () {
        const store = yield* CustomerStore.CustomerStore
        const kept = [...(yield* store.line(root.id)), ...(yield* store.below(root.id))]
        assert.strictEqual(kept.length, size + 1)
        assert.strictEqual(new Set(kept.map(({ customer }) => customer.portal)).size, 6)
        const depths = new Set<number>()
        for (const { customer, version } of kept) {
          const events = yield* store.events(customer.id)
          assert.strictEqual(events.length, version)
          assert.deepStrictEqual(Evolve.replay(events), customer)
          const line = yield* store.line(customer.id)
          assert.strictEqual(line[1]?.customer.id ?? null, customer.parent)
          depths.add(line.length)
          for (const claim of Customer.claims(customer)) assert.strictEqual(yield* store.holder(claim), customer.id)
        }
        assert.deepStrictEqual([...depths].toSorted(), [1, 2, 3, 4, 5, 6])
      }).pipe(Effect.provide(layer))
    )

    it.effect("leaves the columns and indexes that commits leave", () =>
      Effect.gen(function* () {
        const sql = yield* PgClient.PgClient
        // A write of the same state goes through the function of commits, which settles every column anew.
        const columns = "path, depth, levels, top, version, portal, status, demo_ends, search"
        const snapshot = sql.unsafe<{ row: string }>(
          `SELECT id, ROW(${columns})::text AS row FROM clientele.customer ORDER BY id`
        )
        const before = yield* snapshot
        const store = yield* CustomerStore.CustomerStore
        for (const { customer, version } of (yield* store.below(root.id)).slice(0, 60)) {
          const [last] = (yield* store.events(customer.id)).slice(-1)
          const event = { ...last, sequence: version + 1, event: { _tag: "LegalHoldLifted" } } as never
          yield* store.commit({
            platform: customer.platform,
            writes: [{ customer, expected: version, events: [event] }],
            requires: [],
            claim: [],
            release: [],
            idempotency: null,
            structural: false
          })
          yield* sql.unsafe("UPDATE clientele.customer SET version = version - 1 WHERE id = $1::uuid", [
            (yield* sql.unsafe<{ id: string }>("SELECT id FROM clientele.customer WHERE state->>'id' = $1", [
              customer.id
            ]))[0]!.id
          ])
          yield* sql.unsafe("DELETE FROM clientele.event WHERE body->>'customer' = $1 AND sequence = $2", [
            customer.id,
            version + 1
          ])
        }
        assert.deepStrictEqual(yield* snapshot, before)
        const [indexes] = yield* sql.unsafe<{ there: number; ready: number }>(
          `SELECT count(*)::int AS there, (count(*) FILTER (WHERE indisvalid AND indisready))::int AS ready FROM pg_index
           WHERE indrelid = 'clientele.customer'::regclass`
        )
        assert.isAbove(indexes!.there, 25)
        assert.strictEqual(indexes!.there, indexes!.ready)
      }).pipe(Effect.provide(layer))
    )

    it.effect("can be paged through and changed", () =>
      Effect.gen(function* () {
        const customers = yield* Customers.Customers
        const seen = new Set<string>()
        let after: string | undefined
        do {
          const page = yield* customers
            .page({ limit: 200, ...(after === undefined ? {} : { after }) })
            .pipe(as(support))
          page.items.forEach(({ id }) => seen.add(id))
          after = page.next ?? undefined
        } while (after !== undefined)
        assert.strictEqual(seen.size, size + 1)
        const [active] = (yield* customers.page({ status: ["active"], portal: "msphub", limit: 1 }).pipe(as(support)))
          .items
        const held = yield* customers
          .execute({ _tag: "suspend", customer: active!.id, reason: "credit" })
          .pipe(as(support))
        assert.strictEqual(DisplayStatus.of(held.customer as never, held.customer.lifecycle.since), "suspended")
        const feed = yield* customers.feed({ limit: 1000 }).pipe(as(support))
        assert.strictEqual(feed.items.length, 1000)
      }).pipe(Effect.provide(layer))
    )
  },
  ["postgres18", "postgres15"]
)
