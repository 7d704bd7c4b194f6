/** Clears records of idempotency keys away once they are forgotten, batch by batch, whoever wrote them. */
import { CustomerStore } from "@clientele/core"
import type { PgClient } from "@effect/sql-pg/PgClient"
import * as Cause from "effect/Cause"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { SqlError } from "effect/sql/SqlError"

/** Records that go in one statement. */
const batch = 1_000

/** How often is enough: nobody is refused for the sake of a forgotten record that is still there. */
const every: Duration.Input = "10 minutes"

/**
 * Forgotten by the newest record, so by the clock of those who write, and by the database's own: a record from the future
 * makes no other one old. What somebody is just replacing is left to the next round.
 */
const clear = `DELETE FROM clientele.idempotency WHERE (platform, actor, key) IN (
    SELECT platform, actor, key FROM clientele.idempotency
    WHERE at < (SELECT least(max(at), clock_timestamp()) FROM clientele.idempotency) - $1::float8 * interval '1 millisecond'
    ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING 1`

/** Clears all that is forgotten away; returns how many records that were. */
export const round = (sql: PgClient, size: number = batch): Effect.Effect<number, SqlError> =>
  Effect.gen(function* () {
    for (let cleared = 0; ; ) {
      const gone = yield* sql.unsafe(clear, [CustomerStore.recordLife, size])
      cleared += gone.length
      if (gone.length < size) return cleared
    }
  })

export const run = (sql: PgClient): Effect.Effect<void, never, Scope.Scope> =>
  Effect.sleep(every).pipe(
    Effect.andThen(round(sql)),
    // The database may be away for a while, or be a standby: the next round tries again.
    Effect.catchCause((cause) => (Cause.hasInterruptsOnly(cause) ? Effect.failCause(cause) : Effect.void)),
    Effect.forever,
    Effect.forkScoped,
    Effect.asVoid
  )
