/**
 * PostgreSQL inside this process, on a folder or in memory: PGlite behind the same driver as a server.
 *
 * @since 0.1.0
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { DatabaseRefused } from "./DatabaseRefused.ts"
import * as Client from "./embedded/Client.ts"
import { type EmbeddedRefused, fromCause } from "./embedded/EmbeddedRefused.ts"
import * as Move from "./embedded/Move.ts"
import * as Prepared from "./embedded/Prepared.ts"
import * as Migrations from "./Migrations.ts"

export type { Options } from "./embedded/Client.ts"
export { EmbeddedRefused, Reason } from "./embedded/EmbeddedRefused.ts"
export type { Upkeep } from "./embedded/Upkeep.ts"
export { type Moved, MoveRefused } from "./embedded/Move.ts"

/**
 * Layer that runs PostgreSQL inside this process. Fails with `EmbeddedRefused`, which says what to do; then nothing in the
 * folder was changed.
 *
 * **Details**
 *
 * On a folder, what was acknowledged stays: every commit is written and synchronised (fdatasync) before it is
 * acknowledged, so it outlives a kill of the process at any moment, and a loss of power as far as the disk does what it is
 * told. The folder belongs to one process at a time, by a lock of the operating system that ends with its process; it
 * holds between the containers of a machine, and on a network drive only as far as that has locks.
 *
 * Where PostgreSQL itself stops (a full disk), the session fails and the next one recovers from the folder. In memory
 * everything ends with the layer. Checkpoints, vacuum and statistics, which background processes do on a server, are done
 * by this layer once a minute where they are due.
 *
 * **Gotchas**
 *
 * There is one session: statements run one after the other on this thread, and a transaction keeps the others waiting.
 * `listen` fails at once, since it would keep the session for ever: tell others within the process.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (
  options: Client.Options = {}
): Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, EmbeddedRefused> =>
  PgClient.layerFrom(Effect.map(Client.open(options), ({ sql }) => sql))

/**
 * Writes a migrated, empty database to a folder, from which first starts take their files: the two files of
 * `Options.prepared`.
 *
 * @category effects
 * @since 0.1.0
 */
export const prepare = (to: string): Effect.Effect<void, EmbeddedRefused | DatabaseRefused> =>
  Effect.acquireUseRelease(
    attempt(to, () => mkdtemp(join(tmpdir(), "clientele-prepared-"))),
    (folder) =>
      Effect.gen(function* () {
        const migrated = Effect.andThen(Migrations.migrate, PgClient.PgClient).pipe(
          Effect.flatMap((sql) => Effect.orDie(sql.unsafe("VACUUM (FREEZE, ANALYZE)").unprepared))
        )
        yield* Effect.provide(migrated, layer({ folder, prepared: null }))
        yield* attempt(to, async () => {
          await mkdir(to, { recursive: true })
          await writeFile(join(to, Prepared.files.data), await Prepared.pack(join(folder, "postgres")))
          await writeFile(join(to, Prepared.files.manifest), `${Prepared.manifest()}\n`)
        })
      }),
    (folder) => Effect.promise(() => rm(folder, { recursive: true, force: true }))
  )

/**
 * Returns what `prepare` would write as `embedded.json`: where a prepared database says the same, it is of this release.
 *
 * @category getters
 * @since 0.1.0
 */
export const manifest: () => string = Prepared.manifest

const attempt = <A>(folder: string, run: () => Promise<A>) =>
  Effect.tryPromise({ try: run, catch: (cause) => fromCause(folder, cause) })

/**
 * Copies all data of an embedded folder to the server of the client, whose database is empty. Fails with `MoveRefused`,
 * `EmbeddedRefused` or `DatabaseRefused`, which say what to do; then the server is as it was before.
 *
 * **Details**
 *
 * One transaction: the rows of all tables as they are, compared by number and content before it commits. Cursors of the
 * feed go on: eras are copied with the events, and the server begins a higher one. Both sides are brought to the layout of
 * this release first. The folder is then kept as it is and refuses to open, so that nobody writes to a database that was
 * left.
 *
 * @category effects
 * @since 0.1.0
 */
export const moveToServer: (options: {
  readonly folder: string
  /** Hears how many rows of a table have been sent. */
  readonly onProgress?: (table: string, rows: number) => Effect.Effect<void>
}) => Effect.Effect<Move.Moved, Move.MoveRefused | EmbeddedRefused | DatabaseRefused | SqlError, PgClient.PgClient> =
  Move.moveToServer
