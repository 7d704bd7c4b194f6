/** The second wall: what a role that owns nothing can read, whatever it asks for. */
import { CustomerStore } from "@clientele/core"
import { RowSecurity } from "@clientele/postgres"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import { each } from "../../../scripts/servers/Database.ts"
import { together } from "./stores.ts"

const role = "clientele_reader"

await each(
  ({ url }) => {
    it.live("a confined read sees what the viewer sees, of its platform alone, and writes nothing", () =>
      Effect.gen(function* () {
        const store = yield* CustomerStore.CustomerStore
        const sql = yield* PgClient.PgClient
        yield* RowSecurity.install(role)
        yield* RowSecurity.install(role)
        const put = (write: CustomerStore.Write) =>
          Effect.as(store.commit(Samples.commit([write])), Samples.after(write))
        const grow = (parent: CustomerStore.Stored, visibility = 10) =>
          Effect.flatMap(Samples.customerId, (id) => put(Samples.child(parent.customer, id, { visibility })))
        const [platform, other] = [yield* Samples.platformId, yield* Samples.platformId]
        const root = yield* put(Samples.root(platform, yield* Samples.customerId))
        yield* put(Samples.root(other, yield* Samples.customerId))
        const [a, b] = [yield* grow(root), yield* grow(root)]
        const near = yield* grow(a)
        const hidden = yield* grow(near, 1)
        const all = sql.unsafe<{ customers: number; events: number }>(
          `SELECT (SELECT count(*)::int FROM clientele.customer) AS customers, (SELECT count(*)::int FROM clientele.event) AS events`
        )
        const under = (viewer: CustomerStore.Stored | null, of = platform) =>
          RowSecurity.confine({ role, platform: of, viewer: viewer?.customer.id ?? null })
        const count = (viewer: CustomerStore.Stored | null, of = platform) =>
          Effect.map(under(viewer, of)(all), ([row]) => [row?.customers, row?.events])

        assert.deepStrictEqual(yield* count(null), [5, 5])
        assert.deepStrictEqual(yield* count(null, other), [1, 1])
        assert.deepStrictEqual(yield* count(root), [4, 4], "one lies deeper than the root sees")
        assert.deepStrictEqual(yield* count(a), [2, 2])
        assert.deepStrictEqual(yield* count(near), [2, 2])
        assert.deepStrictEqual(yield* count(b), [1, 1])
        assert.deepStrictEqual(yield* under(b)(store.line(hidden.customer.id)), [])
        assert.strictEqual((yield* under(near)(store.line(hidden.customer.id))).length, 2)

        const attempt = yield* Effect.result(under(null)(put(Samples.next(b, { _tag: "VisibilitySet", levels: 3 }))))
        assert.strictEqual(attempt._tag, "Failure")
        for (const table of ["credential", "token"]) {
          const secrets = yield* Effect.result(under(null)(sql.unsafe(`SELECT * FROM clientele.${table}`)))
          assert.strictEqual(secrets._tag, "Failure", table)
        }
        const nothingSet = sql.withTransaction(Effect.andThen(sql.unsafe(`SET LOCAL ROLE ${role}`), all))
        assert.deepStrictEqual(yield* nothingSet, [{ customers: 0, events: 0 }], "without confines, nothing")
        const wider = Effect.andThen(sql.unsafe(`SELECT set_config('clientele.viewer', '', true)`), all)
        assert.deepStrictEqual(
          yield* under(b)(wider),
          [{ customers: 5, events: 5 }],
          "no guard against SQL that sets it"
        )
      }).pipe(Effect.provide(together(url)))
    )
  },
  ["postgres18", "postgres15"]
)
