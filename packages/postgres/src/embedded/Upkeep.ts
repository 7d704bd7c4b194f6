/**
 * What background processes do on a server: checkpoints, so that the log does not grow for ever, and vacuum and
 * statistics. Embedded PostgreSQL has no such processes, so the client asks for it now and then.
 */
import type * as PgClient from "@effect/sql-pg/PgClient"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"

/**
 * How an embedded database is kept in shape.
 *
 * @category models
 * @since 0.1.0
 */
export interface Upkeep {
  /** How often it is looked what is due: a minute where nothing is said. */
  readonly every?: Duration.Input
  /** Bytes of log after which a checkpoint is due: 64 MiB where nothing is said. */
  readonly checkpointAfter?: number
}

type Settings = Required<Upkeep>

const standard: Settings = { every: "1 minute", checkpointAfter: 64 * 1024 * 1024 }

/** Tables that autovacuum's standard settings would pick, and those whose transaction ids grow old. */
const due = `SELECT format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
  WHERE c.relkind IN ('r', 'm', 't') AND (
    age(c.relfrozenxid) > 150000000
    OR c.relkind = 'r' AND (
      s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0)
      OR s.n_ins_since_vacuum > 1000 + 0.2 * greatest(c.reltuples, 0)
      OR s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0)
    ))`

/** Does once what is due; `from` is the place in the log of the last checkpoint, and so is what it returns. */
const round = (sql: PgClient.PgClient, settings: Settings, from: string): Effect.Effect<string, SqlError> =>
  Effect.gen(function* () {
    const tables = yield* sql.unsafe<{ name: string }>(due)
    for (const { name } of tables) yield* sql.unsafe(`VACUUM (ANALYZE) ${name}`).unprepared
    const [log] = yield* sql.unsafe<{ at: string; isDue: boolean }>(
      `SELECT at::text, pg_wal_lsn_diff(at, $1::text::pg_lsn) >= $2::float8 AS "isDue" FROM pg_current_wal_insert_lsn() AS at`,
      [from, settings.checkpointAfter]
    )
    if (log === undefined || !log.isDue) return from
    yield* sql.unsafe("CHECKPOINT").unprepared
    return log.at
  })

/** A time of the machine, whatever the clock of a test says, that keeps no process alive. */
const pause = (millis: number): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const timer = setTimeout(() => resume(Effect.void), millis)
    timer.unref()
    return Effect.sync(() => clearTimeout(timer))
  })

/** Does for ever what is due. What fails is tried again at the next round. */
export const forever = (sql: PgClient.PgClient, upkeep: Upkeep = {}): Effect.Effect<never> =>
  Effect.gen(function* () {
    const settings = { ...standard, ...upkeep }
    let from = "0/0"
    for (;;) {
      yield* pause(Duration.toMillis(Duration.fromInputUnsafe(settings.every)))
      from = yield* round(sql, settings, from).pipe(
        Effect.catchTag("SqlError", (error) =>
          Effect.as(Effect.logWarning("upkeep of the embedded database failed", error), from)
        )
      )
    }
  })
