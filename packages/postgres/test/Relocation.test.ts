/** Large moves: one commit, and those below follow in batches, whoever lets them. */
import { Customer, CustomerStore, Visibility } from "@clientele/core"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import { each } from "../../../scripts/servers/Database.ts"
import { together } from "./stores.ts"

type Stored = CustomerStore.Stored

const ids = (rows: ReadonlyArray<Stored>) => rows.map(({ customer }) => customer.id)

/** The customers below one, each after its parent, siblings in order of their ids. */
const treeOrder = (of: Stored, all: ReadonlyArray<Stored>): ReadonlyArray<Stored["customer"]["id"]> =>
  all
    .filter(({ customer }) => customer.parent === of.customer.id)
    .toSorted((a, b) => (a.customer.id < b.customer.id ? -1 : 1))
    .flatMap((child) => [child.customer.id, ...treeOrder(child, all)])

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
          const inOrder = treeOrder(top, subtree)
          assert.deepStrictEqual(ids(yield* store.below(top.customer.id)), inOrder)
          assert.deepStrictEqual(ids(yield* store.below(to.customer.id)), [top.customer.id, ...inOrder])
          assert.deepStrictEqual(ids(yield* store.below(to.customer.id, 5)), [top.customer.id, ...inOrder.slice(0, 4)])
          assert.deepStrictEqual(ids(yield* page(from, "tree")), [from.customer.id], "the old parent sees none of them")
          assert.deepStrictEqual(ids(yield* page(from, "newest")), [from.customer.id])
          const born = yield* grow(low)
          assert.strictEqual((yield* store.line(born.customer.id)).length, seen.length + 1)

          // One batch, as if the process had been killed after it.
          yield* sql.unsafe(`SELECT clientele.relocate_1(NULL, 5)`)
          assert.strictEqual((yield* waiting).length, 1)
          assert.deepStrictEqual(ids(yield* store.line(low.customer.id)), seen)
          const shown = ids(yield* page(to, "tree"))
          const all = [to.customer.id, top.customer.id, ...treeOrder(top, [...subtree, born])]
          assert.strictEqual(shown.length, 2 + 5 + 1, "of those below, five that have followed and the one born since")
          assert.deepStrictEqual(
            shown,
            all.filter((id) => shown.includes(id))
          )
          // A further move of the platform waits for nobody: it lets the rest follow first.
          const back = yield* put(Samples.moved(moved, from), true)
          while ((yield* sql.unsafe<{ n: number }>(`SELECT clientele.relocate_1(NULL, 5) AS n`))[0]?.n !== 0) {}
          assert.strictEqual((yield* waiting).length, 0)
          assert.deepStrictEqual(ids(yield* page(to, "tree")), [to.customer.id])
          for (const order of ["tree", "newest"] as const) {
            const rows = yield* page(from, order)
            assert.deepStrictEqual(ids(rows ?? []).toSorted(), ids([from, back, ...subtree, born]).toSorted())
            for (const row of rows) {
              assert.deepStrictEqual(row.above, (yield* store.line(row.customer.id)).slice(1))
            }
          }
        }).pipe(Effect.provide(together(url, "1 hour")))
    )

    it.live(
      "a process that did not move lets the customers follow by itself, and they are seen from where they lie then",
      () =>
        Effect.gen(function* () {
          const store = yield* CustomerStore.CustomerStore
          const sql = yield* PgClient.PgClient
          yield* sql.unsafe(
            `CREATE OR REPLACE FUNCTION clientele.at_once_1() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 3'`
          )
          const put = (write: CustomerStore.Write, structural = false) =>
            Effect.as(store.commit(Samples.commit([write], { structural })), Samples.after(write))
          const grow = (parent: Stored, visibility = 10) =>
            Effect.flatMap(Samples.customerId, (id) => put(Samples.child(parent.customer, id, { visibility })))
          const platform = yield* Samples.platformId
          const root = yield* put(Samples.root(platform, yield* Samples.customerId))
          const path = [root]
          for (let depth = 1; depth <= 3; depth++) path.unshift(yield* grow(path[0] as Stored))
          const top = yield* grow(root, 1)
          const below: Array<Stored> = []
          for (let at = 0; at < 12; at++) below.push(yield* grow(below[at - 3] ?? top, 1 + (at % 3)))

          const moved = yield* put(Samples.moved(top, path[0] as Stored), true)
          const waiting = sql.unsafe(`SELECT 1 FROM clientele.relocation`)
          assert.strictEqual((yield* waiting).length, 1, "who moved them lets none of them follow")
          yield* Layer.build(Layer.fresh(together(url, "10 millis")))
          yield* Effect.repeat(waiting, { until: (rows) => rows.length === 0, schedule: Schedule.spaced("10 millis") })

          const byId = new Map([...path, moved, ...below].map(({ customer }) => [customer.id, customer]))
          const line = (id: string | null): ReadonlyArray<string> =>
            id === null ? [] : [id, ...line(byId.get(id as Stored["customer"]["id"])?.parent ?? null)]
          for (const { customer: viewer } of [...path, moved, ...below]) {
            const seen = [...byId.values()].filter((customer) => {
              const distance = line(customer.id).indexOf(viewer.id)
              return distance === 0 || (distance > 0 && Visibility.sees(Customer.visibility(customer), distance))
            })
            for (const order of ["tree", "newest"] as const) {
              const rows = yield* store.page({ platform, viewer: viewer.id, order, limit: 100, now: Samples.at })
              assert.deepStrictEqual(ids(rows ?? []).toSorted(), seen.map(({ id }) => id).toSorted())
            }
          }
        }).pipe(Effect.provide(together(url, "1 hour")), Effect.scoped)
    )
  },
  ["postgres18"]
)
