/** Databases whose settings, encoding or schema do not fit: they work nevertheless, or are refused at the start. */
import { CustomerStore } from "@clientele/core"
import { Migrations, PostgresStores } from "@clientele/postgres"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { each, fresh } from "../../../scripts/servers/Database.ts"
import { query } from "../../../scripts/servers/Wire.ts"
import { changed, says, stores } from "./starting.ts"
import { client, silent } from "./stores.ts"

/** Writes the ways that differ: a create, a structural move, a page of what is there. */
const use = Effect.gen(function* () {
  const store = yield* CustomerStore.CustomerStore
  const root = Samples.root(yield* Samples.platformId, yield* Samples.customerId, { name: "Łódź \\ O'Neil" })
  yield* store.commit(Samples.commit([root]))
  const [one, other] = [
    Samples.child(root.customer, yield* Samples.customerId),
    Samples.child(root.customer, yield* Samples.customerId)
  ]
  yield* store.commitAll([Samples.commit([one]), Samples.commit([other])])
  yield* store.commit(Samples.commit([Samples.moved(Samples.after(one), Samples.after(other))], { structural: true }))
  const below = yield* store.below(other.customer.id)
  const query = { platform: root.customer.platform, viewer: root.customer.id, limit: 9, now: Samples.at } as const
  const tree = yield* store.page({ ...query, order: "tree", within: other.customer.id })
  const found = yield* store.page({ ...query, order: "newest", text: "łódź \\ o'" })
  return [below, tree, found].map((rows) => rows?.length)
})

const settings = [
  ["default_transaction_isolation", "serializable"],
  ["default_transaction_isolation", "repeatable read"],
  ["standard_conforming_strings", "off"]
] as const

const sentence = "a setting of this database or user does not fit; change it with ALTER DATABASE or ALTER ROLE"

await each(
  ({ direct, url }) => {
    const name = new URL(url).pathname.slice(1)
    for (const [setting, value] of settings) {
      it.live(
        `Start: a database with ${setting} = ${value} works, and is refused where sessions cannot say otherwise`,
        () =>
          Effect.gen(function* () {
            yield* Effect.promise(() => query(direct, `ALTER DATABASE ${name} SET ${setting} = '${value}'`))
            const wanted = setting === "standard_conforming_strings" ? "on" : "read committed"
            const message = `${sentence} (found: ${setting} = ${value}, not ${wanted})`
            const pooled = { DATABASE_POOLED: "true" }
            yield* says(url, "settings", message, pooled)
            for (const migrate of [true, false]) {
              const given = PostgresStores.layer({ listener: null, migrate }).pipe(Layer.provide(client(direct)))
              const refused = yield* Effect.flip(Effect.provide(Effect.void, Layer.fresh(given)))
              assert.strictEqual(refused.message, message)
            }
            assert.deepStrictEqual(yield* Effect.provide(use, stores({ DATABASE_URL: url })), [1, 2, 1])
            yield* Effect.promise(() => query(direct, `ALTER DATABASE ${name} RESET ${setting}`))
          })
      )
    }
  },
  ["postgres18", "postgres15"]
)

await each(
  ({ url }) => {
    const create = (name: string, sql: string) =>
      Effect.promise(async () => {
        await query(url, sql.replaceAll("$name", name), 60_000)
        return changed(url, (it) => (it.pathname = `/${name}`))
      })
    const drop = (name: string) => Effect.promise(() => query(url, `DROP DATABASE ${name} WITH (FORCE)`, 60_000))

    it.live("Start: a database in another encoding is refused before anything is done to it", () =>
      Effect.gen(function* () {
        const base = new URL(url).pathname.slice(1)
        for (const encoding of ["LATIN1", "SQL_ASCII"]) {
          const name = `${base}_${encoding.toLowerCase()}`
          const other = yield* create(
            name,
            `CREATE DATABASE $name TEMPLATE template0 ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C'`
          )
          yield* says(
            other,
            "encoding",
            `this database cannot keep every text; make one in UTF8: createdb --encoding UTF8 --template template0, and name it in DATABASE_URL (found: ${encoding})`
          )
          const schemas = yield* Effect.promise(() =>
            query(other, "SELECT 1 FROM pg_namespace WHERE nspname = 'clientele'")
          )
          assert.deepStrictEqual(schemas, [])
          yield* drop(name)
        }
      })
    )

    it.live("Start: a schema of somebody else is refused and left alone, an empty one is taken", () =>
      Effect.gen(function* () {
        for (const [sql, found] of [
          ["CREATE TABLE clientele.customer (id int)", "customer"],
          ["CREATE TABLE clientele.migration (id int)", "migration"],
          [
            "CREATE TABLE clientele.migration (name text, at date); INSERT INTO clientele.migration VALUES ('v1')",
            "v1"
          ],
          ["CREATE VIEW clientele.seen AS SELECT 1 AS one", "seen"]
        ] as const) {
          const other = yield* Effect.promise(() => fresh("postgres18"))
          if (other === null) return
          yield* Effect.promise(() => query(other.url, `CREATE SCHEMA clientele; ${sql}`))
          const before = yield* Effect.promise(() => query(other.url, "SELECT relname FROM pg_class ORDER BY oid"))
          yield* says(
            other.url,
            "foreignSchema",
            `the schema clientele of this database is somebody else's; take another database, or rename that schema (found: ${found})`
          )
          const pending = yield* Effect.flip(Effect.provide(Migrations.pending, client(other.url)))
          assert.strictEqual(pending.reason, "foreignSchema")
          assert.deepStrictEqual(
            yield* Effect.promise(() => query(other.url, "SELECT relname FROM pg_class ORDER BY oid")),
            before
          )
        }
        const empty = yield* Effect.promise(() => fresh("postgres18"))
        if (empty === null) return
        yield* Effect.promise(() => query(empty.url, "CREATE SCHEMA clientele"))
        assert.deepStrictEqual(yield* Effect.provide(use, silent(empty.url)), [1, 2, 1])
      })
    )
  },
  ["postgres18"]
)
