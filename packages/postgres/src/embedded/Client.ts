/** sql-pg's client over an engine of this process, with what it needs around it: folder, lock, first files, upkeep. */
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Reactivity } from "effect/reactivity/Reactivity"
import type * as Scope from "effect/Scope"
import { ConnectionError, SqlError } from "effect/sql/SqlError"
import * as Ephemeral from "../internal/Ephemeral.ts"
import * as EmbeddedRefused from "./EmbeddedRefused.ts"
import * as Engine from "./Engine.ts"
import * as Folder from "./Folder.ts"
import * as Prepared from "./Prepared.ts"
import * as Tar from "./Tar.ts"
import * as Upkeep from "./Upkeep.ts"
import * as Wire from "./Wire.ts"

/**
 * Where an embedded PostgreSQL keeps its data, and how it starts.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  /** Made where there is none; in memory where nothing is said. */
  readonly folder?: string
  /**
   * Folder with a prepared database (`prepare`), from which a first start takes its files. The package's own where nothing
   * is said; `null`: none. Without one, or with one of another release, a first start takes some seconds longer.
   */
  readonly prepared?: string | null
  /** How often checkpoints, vacuum and statistics are done where they are due. */
  readonly upkeep?: Upkeep.Upkeep
  /** How rows and names are read and written. */
  readonly client?: Pick<
    PgClient.PgPoolConfig,
    "types" | "transformResultNames" | "transformQueryNames" | "transformJson" | "spanAttributes"
  >
}

export interface Opened {
  readonly sql: PgClient.PgClient
  /** Records in the folder that its data live on a server from now on. */
  readonly retire: (server: string) => Effect.Effect<void, EmbeddedRefused.EmbeddedRefused>
}

/** Opens an embedded PostgreSQL until the scope ends. */
export const open = (
  options: Options
): Effect.Effect<Opened, EmbeddedRefused.EmbeddedRefused, Scope.Scope | Reactivity> =>
  Effect.gen(function* () {
    const { folder: path } = options
    const { backend, retire } = yield* path === undefined ? inMemory(options) : onFolder(path, options)
    const client = yield* PgClient.make({
      ...options.client,
      stream: () => new Wire.Session(backend),
      maxConnections: 1,
      username: "postgres",
      database: "postgres"
    })
    // The cluster of effect looks at `driver`: an embedded database has no second session to wait for its locks.
    const embedded = Object.assign(client, { driver: "pglite", listen: () => Effect.fail(noListening) })
    const sql = path === undefined ? Ephemeral.marked(embedded) : embedded
    yield* sql.unsafe("SELECT 1")
    yield* Effect.forkScoped(Upkeep.forever(sql, options.upkeep))
    return { sql, retire: (server: string) => attempt(path, () => retire(server)) }
  }).pipe(Effect.catchTag("SqlError", (error) => Effect.fail(refusal(options.folder, error))))

const noListening = new SqlError({
  reason: new ConnectionError({
    cause: new Error("LISTEN would keep the only session"),
    message: "embedded PostgreSQL has one session, which LISTEN would keep; tell others within the process",
    operation: "listen"
  })
})

interface Started {
  readonly backend: Wire.Backend
  readonly retire: (server: string) => Promise<void>
}

type Starting = Effect.Effect<Started, EmbeddedRefused.EmbeddedRefused, Scope.Scope>

const refusal = (folder: string | undefined, cause: unknown) => EmbeddedRefused.fromCause(folder ?? null, cause)

const attempt = <A>(folder: string | undefined, run: () => Promise<A>) =>
  Effect.tryPromise({ try: run, catch: (cause) => refusal(folder, cause) })

const inMemory = (options: Options): Starting =>
  Effect.acquireRelease(
    attempt(undefined, async () => {
      const tar = await preparedFor(options)
      return Engine.start({ data: null, ...(tar === null ? {} : { prepared: new Blob([new Uint8Array(tar)]) }) })
    }),
    (engine) => Effect.promise(() => engine.close())
  ).pipe(Effect.map((backend) => ({ backend, retire: () => Promise.resolve() })))

const onFolder = (path: string, options: Options): Starting =>
  Effect.gen(function* () {
    const now = new Date(yield* Clock.currentTimeMillis)
    const folder = yield* Effect.acquireRelease(
      attempt(path, () => Folder.take(path, now)),
      ({ release }) => Effect.sync(release)
    )
    const start = () => Engine.start({ data: folder.data })
    const backend = yield* Effect.acquireRelease(
      attempt(path, async () => {
        if (folder.unfinished !== null) await fill(folder, folder.unfinished, options)
        return Engine.restarting(await start(), start)
      }),
      (engine) => Effect.promise(() => engine.close())
    )
    return { backend, retire: folder.retire }
  })

const preparedFor = ({ prepared }: Options): Promise<Buffer | null> =>
  prepared === null ? Promise.resolve(null) : Prepared.find(prepared ?? Prepared.shipped)

/** Fills a new folder: from prepared files, or by `initdb`. A crash on the way leaves nothing that looks whole. */
const fill = async (folder: Folder.Folder, unfinished: string, options: Options): Promise<void> => {
  const tar = await preparedFor(options)
  if (tar === null) {
    const engine = await Engine.start({ data: unfinished })
    await engine.close()
    await Tar.settle(unfinished)
  } else {
    await Tar.unpack(tar, unfinished)
  }
  await folder.finish()
}
