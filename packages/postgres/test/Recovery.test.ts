/** What pages remember, where the server or its database is another than before. */
import { CustomerStore } from "@clientele/core"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as PostgresServer from "../../../scripts/servers/PostgresServer.ts"
import { silent } from "./stores.ts"

const soon = { schedule: Schedule.spaced("100 millis"), times: 100 }

/** A line of three on a server of its own, and a page that shows what lies above the lowest. */
const scene = Effect.gen(function* () {
  const server = yield* Effect.acquireRelease(
    Effect.promise(() => PostgresServer.start({ version: "18" })),
    (one) => Effect.promise(() => one.close())
  )
  yield* Effect.promise(() => server.createDatabase("clientele"))
  const open = Effect.flatMap(Layer.build(Layer.fresh(silent(server.urlOf("clientele")))), (context) =>
    Effect.provide(CustomerStore.CustomerStore, context)
  )
  const [store, other] = [yield* open, yield* open]
  const platform = yield* Samples.platformId
  const root = Samples.root(platform, yield* Samples.customerId)
  const parent = Samples.child(root.customer, yield* Samples.customerId)
  const child = Samples.child(parent.customer, yield* Samples.customerId)
  for (const write of [root, parent, child]) yield* store.commit(Samples.commit([write]))
  const viewer = child.customer.id
  const page = store.page({ platform, viewer, order: "newest", limit: 10, now: Samples.at })
  return {
    edit: other.commit(
      Samples.commit([Samples.next(Samples.after(parent), { _tag: "DataCenterChanged", dataCenter: "dc-2" })])
    ),
    above: Effect.map(page, (rows) => rows?.[0]?.above.map(({ version }) => version)),
    line: Effect.map(store.line(viewer), (line) => line.slice(1).map(({ version }) => version)),
    sql: (text: string, database?: string) => Effect.tryPromise(() => server.query(text, database))
  }
})

it.live("a page shows those above as they are, after a crash that gave ids of transactions out anew", () =>
  Effect.gen(function* () {
    const { above, edit, sql } = yield* scene
    const given = "BEGIN; SELECT pg_current_xact_id(); ROLLBACK;"
    yield* above
    // Ids that were drawn and not written down: the next start of the server does not know of them.
    yield* sql(given.repeat(300), "clientele")
    assert.deepStrictEqual(yield* above, [1, 1])
    const [backend] = yield* sql(
      "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1"
    )
    process.kill(Number(backend?.["pid"]), "SIGKILL")
    yield* Effect.retry(sql("SELECT 1", "clientele"), soon)
    yield* Effect.retry(edit, soon)
    for (let at = 0; at < 4; at++) yield* sql(given.repeat(100), "clientele")
    assert.deepStrictEqual(yield* Effect.retry(above, soon), [2, 1])
  }).pipe(Effect.scoped)
)

it.live("a page shows those above as they are in a database that was put in place of another", () =>
  Effect.gen(function* () {
    const { above, edit, line, sql } = yield* scene
    const leave = sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'clientele'")
    yield* Effect.retry(Effect.andThen(leave, sql("CREATE DATABASE before TEMPLATE clientele")), soon)
    yield* Effect.retry(edit, soon)
    assert.deepStrictEqual(yield* Effect.retry(above, soon), [2, 1])
    yield* Effect.retry(Effect.andThen(leave, sql("DROP DATABASE clientele WITH (FORCE)")), soon)
    yield* sql("ALTER DATABASE before RENAME TO clientele")
    assert.deepStrictEqual(yield* Effect.retry(above, soon), [1, 1])
    assert.deepStrictEqual(yield* line, [1, 1])
  }).pipe(Effect.scoped)
)
