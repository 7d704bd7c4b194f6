/** What background processes do on a server is done inside the process too, beside whatever else runs. */
import * as Embedded from "@clientele/postgres/embedded"
import * as PgClient from "@effect/sql-pg/PgClient"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { freshPath, prepared } from "./embeddedFolders.ts"
import { until } from "./machine.ts"

const kept = await prepared()

const megabyte = 1024 * 1024

it.live("vacuums, analyses and makes checkpoints where they are due, again and again", () =>
  Effect.gen(function* () {
    const sql = yield* PgClient.PgClient
    const run = Effect.runPromiseWith(yield* Effect.context())
    const ask = <Row extends object>(text: string) => Effect.map(sql.unsafe<Row>(text), ([row]) => row as Row)
    const seen = ask<{ vacuums: number; analyses: number; dead: number; rows: number }>(
      `SELECT vacuum_count::int AS vacuums, analyze_count::int AS analyses, n_dead_tup::int AS dead, c.reltuples::int AS rows
        FROM pg_stat_all_tables s JOIN pg_class c ON c.oid = s.relid WHERE s.relname = 'churned'`
    )
    const behind = ask<{ bytes: number }>(
      "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::float8 AS bytes FROM pg_control_checkpoint()"
    )
    yield* sql.unsafe("CREATE TABLE churned (n int, filler text)")
    yield* sql.unsafe("INSERT INTO churned SELECT n, repeat('x', 500) FROM generate_series(1, 6000) n")
    yield* Effect.promise(() => until(async () => (await run(seen)).vacuums > 0))
    const first = yield* seen
    assert.isAtLeast(first.analyses, 1)
    assert.approximately(first.rows, 6000, 60)
    yield* Effect.promise(() => until(async () => (await run(behind)).bytes < megabyte))

    yield* sql.unsafe("DELETE FROM churned WHERE n % 2 = 0")
    yield* Effect.promise(() => until(async () => (await run(seen)).vacuums > first.vacuums))
    const second = yield* seen
    assert.strictEqual(second.dead, 0)
    assert.approximately(second.rows, 3000, 30)
    yield* Effect.promise(() => until(async () => (await run(behind)).bytes < megabyte))
  }).pipe(
    Effect.provide(
      Embedded.layer({ folder: freshPath(), prepared: kept, upkeep: { every: "20 millis", checkpointAfter: megabyte } })
    )
  )
)
