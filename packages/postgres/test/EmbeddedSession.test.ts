import { renameSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import * as Embedded from "@clientele/postgres/embedded"
import * as PgClient from "@effect/sql-pg/PgClient"
import { assert, describe, it, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { freshPath, prepared } from "./embeddedFolders.ts"

const kept = await prepared()

layer(Embedded.layer({ prepared: kept }))("an embedded session in memory", (it) => {
  it.effect("answers with the values of a server", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      const [row] = yield* sql<{
        a: number
        b: string
      }>`SELECT ${1}::int AS a, ${"é"}::text AS b, 2::int8 AS c, '{"d":1}'::jsonb AS d`
      assert.deepStrictEqual(row, { a: 1, b: "é", c: 2n, d: { d: 1 } } as never)
    })
  )

  it.effect("rolls a transaction back, and keeps the savepoint's outside", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      yield* sql`CREATE TABLE kept (n integer)`
      yield* sql
        .withTransaction(Effect.andThen(sql`INSERT INTO kept VALUES (1)`, Effect.fail("no")))
        .pipe(Effect.ignore)
      yield* sql.withTransaction(
        Effect.andThen(
          sql`INSERT INTO kept VALUES (2)`,
          Effect.ignore(sql.withTransaction(Effect.andThen(sql`INSERT INTO kept VALUES (3)`, Effect.fail("no"))))
        )
      )
      assert.deepStrictEqual(yield* sql`SELECT n FROM kept`, [{ n: 2 }])
    })
  )

  it.effect("names what was violated, and goes on", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      yield* sql`CREATE TABLE once (n integer CONSTRAINT once_only PRIMARY KEY)`
      yield* sql`INSERT INTO once VALUES (1)`
      const error = yield* Effect.flip(sql`INSERT INTO once VALUES (1)`)
      assert.strictEqual(error.reason._tag, "UniqueViolation")
      assert.include(JSON.stringify(error.reason), "once_only")
      const wrong = yield* Effect.flip(sql.unsafe("SELEKT"))
      assert.strictEqual(wrong.reason._tag, "SqlSyntaxError")
      assert.deepStrictEqual(yield* sql`SELECT n FROM once`, [{ n: 1 }])
    })
  )

  it.effect("serves 32 fibers, in transactions and without", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      yield* sql`CREATE TABLE many (n integer PRIMARY KEY)`
      const insert = (n: number) => sql`INSERT INTO many VALUES (${n})`
      yield* Effect.forEach(
        Array.from({ length: 320 }, (_, n) => n),
        (n) => (n % 2 === 0 ? insert(n) : sql.withTransaction(insert(n))),
        { concurrency: 32 }
      )
      assert.deepStrictEqual(yield* sql`SELECT count(*)::int AS n FROM many`, [{ n: 320 }])
    })
  )

  it.effect("carries messages of megabytes both ways, and results larger than the reader takes at once", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      const long = "x".repeat(9_000_000)
      const [back] = yield* sql<{ long: string }>`SELECT ${long}::text || 'y' AS long`
      assert.strictEqual(back?.long.length, long.length + 1)
      const rows = yield* Stream.runCount(sql`SELECT repeat('x', 200) AS x FROM generate_series(1, 20000)`.stream)
      assert.strictEqual(rows, 20_000)
    })
  )

  it.effect("takes the rest of a stream that was left", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      const some = yield* Stream.runCount(
        Stream.take(sql`SELECT repeat('x', 200) AS x FROM generate_series(1, 20000)`.stream, 3)
      )
      assert.strictEqual(some, 3)
      assert.deepStrictEqual(yield* sql`SELECT 1 AS n`, [{ n: 1 }])
    })
  )

  it.effect("an interrupted statement leaves the session usable", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      const run = sql`SELECT count(*) FROM generate_series(1, 300000)`
      yield* Effect.all([run, Effect.interrupt], { concurrency: 2 }).pipe(Effect.exit)
      assert.deepStrictEqual(yield* sql`SELECT 1 AS n`, [{ n: 1 }])
    })
  )

  it.effect("notifies without waiting, and refuses to listen", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      yield* sql.notify("changes", "1")
      const refused = yield* Effect.flip(Effect.scoped(sql.listen("changes")))
      assert.include(refused.message, "within the process")
    })
  )

  it.effect("has the extension that search needs", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      assert.deepStrictEqual(yield* sql`SELECT similarity('clientele', 'clientele') AS s`, [{ s: 1 }])
    })
  )

  it.effect("lets timers have their turn between statements", () =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      let ticks = 0
      const timer = setInterval(() => ticks++, 1)
      for (let n = 0; n < 200; n++) yield* sql`SELECT ${n}::int`
      clearInterval(timer)
      assert.isAbove(ticks, 3)
    })
  )
})

describe("an embedded session on a folder", () => {
  const count = (table: string) =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      const [row] = yield* sql.unsafe<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)
      return row?.n
    })

  it.effect("keeps what was written, closed and opened again in the same process", () =>
    Effect.gen(function* () {
      const folder = freshPath()
      const embedded = () => Embedded.layer({ folder, prepared: kept })
      const write = Effect.gen(function* () {
        const sql = yield* PgClient.PgClient
        yield* sql`CREATE TABLE kept AS SELECT 1 AS n`
        const [set] = yield* sql`SELECT current_setting('fsync') AS f, current_setting('wal_sync_method') AS w`
        assert.deepStrictEqual(set as never, { f: "on", w: "fsync" })
      })
      yield* Effect.provide(write, embedded())
      assert.strictEqual(yield* Effect.provide(count("kept"), embedded()), 1)
    })
  )

  it.effect("comes back after PostgreSQL itself stopped, with a clean session", () => {
    const folder = freshPath()
    const control = join(folder, "postgres/global/pg_control")
    return Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      yield* sql`CREATE TABLE kept AS SELECT 1 AS n`
      yield* sql`SET statement_timeout = 12345`
      renameSync(control, `${control}.away`)
      const stopped = yield* Effect.flip(sql`CHECKPOINT`)
      assert.strictEqual(stopped.reason._tag, "ConnectionError")
      const still = yield* Effect.flip(sql`SELECT 1`)
      assert.strictEqual(still.reason._tag, "ConnectionError")
      renameSync(`${control}.away`, control)
      yield* Effect.promise(() => sleep(1100))
      assert.strictEqual(yield* count("kept"), 1)
      assert.deepStrictEqual(yield* sql`SHOW statement_timeout`, [{ statement_timeout: "0" }])
      assert.isUndefined(process.exitCode)
    }).pipe((test) => Effect.provide(test, Embedded.layer({ folder, prepared: kept })))
  })
})
