/** Which database the environment chooses, and what is said where it cannot be used. */
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { CustomerStore } from "@clientele/core"
import { PostgresStores } from "@clientele/postgres"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { fresh } from "../../../scripts/servers/Database.ts"

const chosen = (env: Record<string, string>) =>
  PostgresStores.layerConfig.pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(env))), Layer.fresh)

const open = Effect.gen(function* () {
  const store = yield* CustomerStore.CustomerStore
  const write = Samples.root(yield* Samples.platformId, yield* Samples.customerId)
  yield* store.commit(Samples.commit([write]))
  return write.customer.id
})
const find = (id: Parameters<CustomerStore.CustomerStore["Service"]["line"]>[0]) =>
  Effect.flatMap(CustomerStore.CustomerStore, (store) => store.line(id))
const server = Effect.flatMap(PgClient.PgClient, (sql) =>
  sql.unsafe<{ version: string }>("SELECT current_setting('server_version') AS version")
)

const database = await fresh("postgres18")
const pooled = await fresh("pgbouncer")

it.live("without DATABASE_URL, or with an empty one, it is the folder CLIENTELE_DATA, also after a restart", () =>
  Effect.gen(function* () {
    const env = { CLIENTELE_DATA: join(mkdtempSync(join(tmpdir(), "clientele-chosen-")), "data") }
    const id = yield* Effect.provide(open, chosen({ ...env, DATABASE_URL: "" }))
    assert.strictEqual((yield* Effect.provide(find(id), chosen(env))).length, 1)
  })
)

it.live("with DATABASE_URL it is that server", (context) =>
  Effect.gen(function* () {
    if (database === null) return context.skip("PostgreSQL 18 is not on this machine")
    const env = { DATABASE_URL: database.url }
    const id = yield* Effect.provide(open, chosen(env))
    assert.strictEqual((yield* Effect.provide(find(id), chosen(env))).length, 1)
    assert.match((yield* Effect.provide(server, chosen(env)))[0]?.version ?? "", /^1\d/)
  })
)

it.live("through a pooler nothing is prepared, and notifications come past it", (context) =>
  Effect.gen(function* () {
    if (pooled === null) return context.skip("pgbouncer is not on this machine")
    const env = { DATABASE_URL: pooled.url, DATABASE_POOLED: "true", DATABASE_DIRECT_URL: pooled.direct }
    const ids = yield* Effect.provide(
      Effect.all(
        Array.from({ length: 30 }, () => open),
        { concurrency: 30 }
      ),
      chosen(env)
    )
    assert.strictEqual(new Set(ids).size, 30)
  })
)

it.live("where nobody answers, the error says what to do", () =>
  Effect.gen(function* () {
    const refused = yield* Effect.flip(
      Effect.provide(server, chosen({ DATABASE_URL: "postgres://nobody:secret@127.0.0.1:1/none" }))
    )
    assert.strictEqual(refused._tag, "DatabaseRefused")
    assert.match(refused.message, /no PostgreSQL answers there; start it, or correct host and port in DATABASE_URL/)
    assert.notInclude(JSON.stringify(refused), "secret")
  })
)
