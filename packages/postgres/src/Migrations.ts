/**
 * The layout of the database: what there is, and how a database comes to it.
 *
 * @since 0.1.0
 */
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { DatabaseRefused, refusedBy } from "./DatabaseRefused.ts"
import * as M0001Customers from "./internal/migrations/M0001Customers.ts"
import * as Suitable from "./internal/Suitable.ts"

/**
 * The migrations, oldest first. What was released is never edited: a change is a further one, and one that the release
 * before can live with.
 *
 * @category constants
 * @since 0.1.0
 */
export const all: ReadonlyArray<{ readonly name: string; readonly statements: ReadonlyArray<string> }> = [
  { name: "0001_customers", statements: M0001Customers.statements }
]

/**
 * The oldest server that the layout works on.
 *
 * @category constants
 * @since 0.1.0
 */
export const oldestServer = 15

/**
 * Brings the database to the layout of this release, or finds that it is there already. Fails with `DatabaseRefused`,
 * which says what to do; then nothing was changed.
 *
 * **Details**
 *
 * Runs under a lock in one transaction: any number of processes may start at once, one of them migrates. A database with
 * migrations that this release does not know was brought there by a newer one: releases follow each other in such a way
 * that the one before goes on working, so one unknown migration is taken, more are refused.
 *
 * @category effects
 * @since 0.1.0
 */
export const migrate: Effect.Effect<void, DatabaseRefused, PgClient.PgClient> = Effect.gen(function* () {
  const sql = yield* PgClient.PgClient
  yield* Suitable.check(sql, oldestServer)
  const known = yield* applied(sql)
  if (known !== null) {
    yield* notTooNew(known)
    if (all.every(({ name }) => known.includes(name))) return
  }
  yield* sql.withTransaction(
    Effect.gen(function* () {
      yield* sql.unsafe(`SELECT pg_advisory_xact_lock(hashtextextended('clientele migrations', 0))`)
      yield* sql.unsafe(`CREATE SCHEMA IF NOT EXISTS clientele`)
      yield* sql.unsafe(
        `CREATE TABLE IF NOT EXISTS clientele.migration (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`
      )
      const before = (yield* applied(sql)) ?? []
      yield* notTooNew(before)
      for (const { name, statements } of all.filter((migration) => !before.includes(migration.name))) {
        for (const statement of statements) yield* sql.unsafe(statement).unprepared
        yield* sql.unsafe(`INSERT INTO clientele.migration (name) VALUES ($1)`, [name])
      }
    })
  )
}).pipe(
  Effect.catchTag("SqlError", (error) => Effect.fail(refusedBy(error))),
  Effect.withSpan("Migrations.migrate")
)

/**
 * Returns the names of the migrations that a database still has to have, oldest first, and changes nothing. Fails with
 * `DatabaseRefused` where {@link migrate} would refuse.
 *
 * @category effects
 * @since 0.1.0
 */
export const pending: Effect.Effect<ReadonlyArray<string>, DatabaseRefused, PgClient.PgClient> = Effect.gen(
  function* () {
    const sql = yield* PgClient.PgClient
    yield* Suitable.check(sql, oldestServer)
    const known = (yield* applied(sql)) ?? []
    yield* notTooNew(known)
    return all.map(({ name }) => name).filter((name) => !known.includes(name))
  }
).pipe(Effect.catchTag("SqlError", (error) => Effect.fail(refusedBy(error))))

/**
 * Names of the migrations that a database has had; `null` where there is nothing at all. Whose tables are in the schema
 * otherwise shows in the first of them.
 */
const applied = (sql: PgClient.PgClient): Effect.Effect<ReadonlyArray<string> | null, DatabaseRefused | SqlError> =>
  Effect.gen(function* () {
    const [there] = yield* sql.unsafe<{ history: boolean; other: string | null }>(
      `WITH c AS (
        SELECT k.oid, k.relname FROM pg_class k JOIN pg_namespace n ON n.oid = k.relnamespace
          WHERE n.nspname = 'clientele' AND k.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      ), history AS (
        SELECT c.oid FROM c JOIN pg_attribute a ON a.attrelid = c.oid
          WHERE c.relname = 'migration' AND a.attname IN ('name', 'at') GROUP BY c.oid HAVING count(*) = 2
      ) SELECT EXISTS (SELECT FROM history) AS history,
        (SELECT min(relname::text) FROM c WHERE oid NOT IN (SELECT oid FROM history)) AS other`
    )
    const names =
      there?.history === true
        ? (yield* sql.unsafe<{ name: string }>(`SELECT name FROM clientele.migration ORDER BY name`)).map(
            ({ name }) => name
          )
        : []
    const other = names[0] ?? there?.other ?? null
    if (other === null) return null
    if (!names.some((name) => name === all[0]?.name)) {
      return yield* new DatabaseRefused({ reason: "foreignSchema", details: { found: other } })
    }
    return names
  })

const notTooNew = (known: ReadonlyArray<string>): Effect.Effect<void, DatabaseRefused> => {
  const unknown = known.filter((name) => !all.some((migration) => migration.name === name))
  return unknown.length > 1
    ? Effect.fail(new DatabaseRefused({ reason: "layoutTooNew", details: { found: unknown.join(", ") } }))
    : Effect.void
}
