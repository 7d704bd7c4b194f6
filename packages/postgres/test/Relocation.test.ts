/** Large moves: one commit, and those below follow in batches, whoever lets them. */
import { CustomerStore } from "@clientele/core"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import { each } from "../../../scripts/servers/Database.ts"
import { together } from "./stores.ts"

type Stored = CustomerStore.Stored

const ids = (rows: ReadonlyArray<Stored>) => rows.map(({ customer }) => customer.id)

await each(
  ({ url }) => {
    it.live(
      "Invariant 11: a large move is one commit; what lies below is right at once and listed once it has followed",
      () =>
        Effect.gen(function* () {
          const store = yield* CustomerStore.CustomerStore
          const sql = yield* PgClient.PgClient
          // Three at once instead of thousands: each new connection plans with it.
          yield* sql.unsafe(
            `CREATE OR REPLACE FUNCTION clientele.at_once_1() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 3'`
          )
          const put = (write: CustomerStore.Write, structural = false) =>
            Effect.as(store.commit(Samples.commit([write], { structural })), Samples.after(write))
          const grow = (parent: Stored, visibility = 10) =>
            Effect.flatMap(Samples.customerId, (id) => put(Samples.child(parent.customer, id, { visibility })))
          const platform = yield* Samples.platformId
          const root = yield* put(Samples.root(platform, yield* Samples.customerId))
          const [from, to] = [yield* grow(root), yield* grow(root)]
          const top = yield* grow(from)
          const subtree: Array<Stored> = []
          for (let at = 0; at < 12; at++) subtree.push(yield* grow(subtree[at - 3] ?? top))
          const low = subtree[11] as Stored
          const page = (viewer: Stored, order: "tree" | "newest") =>
            Effect.map(
              store.page({ platform, viewer: viewer.customer.id, order, limit: 100, now: Samples.at }),
              (rows) => rows ?? []
            )
          const waiting = sql.unsafe(`SELECT 1 FROM clientele.relocation`)

          const moved = yield* put(Samples.moved(top, to), true)
          assert.strictEqual((yield* waiting).length, 1, "the subtree is too large to follow at once")
          const seen = ids(yield* store.line(low.customer.id))
          assert.deepStrictEqual(
            seen.slice(-3),
            [top, to, root].map(({ customer }) => customer.id)
          )
          assert.strictEqual((yield* store.below(top.customer.id)).length, 12)
          assert.strictEqual((yield* store.below(to.customer.id)).length, 13)
          assert.deepStrictEqual(ids(yield* page(from, "tree")), [from.customer.id], "the old parent sees none of them")
          assert.deepStrictEqual(ids(yield* page(from, "newest")), [from.customer.id])
          const born = yield* grow(low)
          assert.strictEqual((yield* store.line(born.customer.id)).length, seen.length + 1)

          // One batch, as if the process had been killed after it.
          yield* sql.unsafe(`SELECT clientele.relocate_1(NULL, 5)`)
          assert.strictEqual((yield* waiting).length, 1)
          assert.deepStrictEqual(ids(yield* store.line(low.customer.id)), seen)
          // A further move of the platform waits for nobody: it lets the rest follow first.
          const back = yield* put(Samples.moved(moved, from), true)
          while ((yield* sql.unsafe<{ n: number }>(`SELECT clientele.relocate_1(NULL, 5) AS n`))[0]?.n !== 0) {}
          assert.strictEqual((yield* waiting).length, 0)
          assert.deepStrictEqual(ids(yield* page(to, "tree")), [to.customer.id])
          for (const order of ["tree", "newest"] as const) {
            const rows = yield* page(from, order)
            assert.deepStrictEqual(ids(rows).toSorted(), ids([from, back, ...subtree, born]).toSorted())
            for (const row of rows) {
              assert.deepStrictEqual(row.above, (yield* store.line(row.customer.id)).slice(1))
            }
          }
        }).pipe(Effect.provide(together(url, "1 hour")))
    )
  },
  ["postgres18"]
)
