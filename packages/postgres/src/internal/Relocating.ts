/** Lets the customers below a large move follow, batch by batch, whoever moved them: resumed wherever it was left. */
import type { PgClient } from "@effect/sql-pg/PgClient"
import * as Cause from "effect/Cause"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

/** Customers that follow in one commit, while other commits of the platform wait. */
const batch = 1_000

export const run = (sql: PgClient, every: Duration.Input): Effect.Effect<void, never, Scope.Scope> =>
  Effect.gen(function* () {
    const waiting = sql.unsafe<{ waiting: boolean }>(`SELECT EXISTS (SELECT 1 FROM clientele.relocation) AS waiting`)
    while ((yield* waiting)[0]?.waiting === true) {
      yield* sql.unsafe(`SELECT clientele.relocate_1(NULL, $1)`, [batch])
    }
  }).pipe(
    // The database may be away for a while: the next round tries again.
    Effect.catchCause((cause) => (Cause.hasInterruptsOnly(cause) ? Effect.failCause(cause) : Effect.void)),
    Effect.andThen(Effect.sleep(every)),
    Effect.forever,
    Effect.forkScoped,
    Effect.asVoid
  )
