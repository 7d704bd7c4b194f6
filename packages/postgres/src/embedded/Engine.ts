/** PGlite as a backend: started, reset between sessions, durable on a folder, and given up once it failed. */
import { closeSync, fdatasyncSync } from "node:fs"
import type { PGlite } from "@electric-sql/pglite"
import type { Backend, Send } from "./Wire.ts"

/** The major version of PostgreSQL that the supported PGlite is. */
export const postgresMajor = 18

/** A file of the folder as Emscripten has it open. */
interface OpenFile {
  readonly nfd: number
  readonly shared: { readonly refcount: number }
}

/** The parts of Emscripten that PGlite does not describe. */
interface Internals {
  readonly NODEFS: {
    readonly stream_ops: {
      fsync?: (file: OpenFile) => number
      open: (file: OpenFile) => void
      close: (file: OpenFile) => void
    }
  }
  _PostgresMainLoopOnce: () => void
  stackRestore: (pointer: number) => unknown
}

/** The status with which PostgreSQL's own error handling leaves its main loop: an error of a statement, nothing worse. */
const statementFailed = 100

export interface Options {
  /** Where PostgreSQL keeps its files; `null`: in memory. */
  readonly data: string | null
  /** A data folder as a tarball, for a start in memory without `initdb`. */
  readonly prepared?: Blob
}

/**
 * Starts PGlite.
 *
 * PGlite runs PostgreSQL with `fsync` off, and its files know no fsync at all. Here PostgreSQL asks for it and the files
 * pass it on, so that a commit is on the disk before it is acknowledged.
 */
export const start = async ({ data, prepared }: Options): Promise<Engine> => {
  const [{ PGlite }, { pg_trgm }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("@electric-sql/pglite/contrib/pg_trgm")
  ])
  const said: Array<string> = []
  const open = new Set<number>()
  const durable = {
    name: "durable",
    setup: async (_: unknown, options: { preRun?: Array<(module: unknown) => void> }) => {
      options.preRun?.push((module) => connect(module as Internals, open))
      return { emscriptenOpts: options }
    }
  }
  const exitCode = process.exitCode
  try {
    const pglite = await PGlite.create({
      ...(data === null ? {} : { dataDir: data }),
      ...(prepared === undefined ? {} : { loadDataDir: prepared }),
      // Small segments of the log: sixteen megabytes of nothing would be written at a first start.
      initDbStartParams: ["--wal-segsize=1"],
      extensions: { pg_trgm, ...(data === null ? {} : { durable }) },
      startParams:
        data === null
          ? PGlite.defaultStartParams
          : [
              ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
              // PGlite answers fdatasync, the default, without passing it on.
              "-c",
              "fsync=on",
              "-c",
              "wal_sync_method=fsync"
            ],
      onStderr: (line) => {
        if (/ (PANIC|FATAL): /.test(line)) said.push(line.replace(/^.*? (PANIC|FATAL): +/, ""))
        return false
      }
    })
    return new Engine(pglite, said, open)
  } catch (cause) {
    process.exitCode = exitCode
    abandon(open)
    throw said.length === 0 ? cause : new Error(said.join("; "), { cause })
  }
}

/** Passes syncs on to the disk, and keeps the files that are open: one that stops closes none. */
const connect = ({ NODEFS }: Internals, files: Set<number>): void => {
  const { close, open } = NODEFS.stream_ops
  NODEFS.stream_ops.open = (file) => {
    open(file)
    files.add(file.nfd)
  }
  NODEFS.stream_ops.close = (file) => {
    close(file)
    if (file.shared.refcount === 0) files.delete(file.nfd)
  }
  NODEFS.stream_ops.fsync = ({ nfd }) => {
    try {
      fdatasyncSync(nfd)
    } catch (cause) {
      // A folder cannot be synchronised on every system; PostgreSQL ignores that too.
      const code = cause instanceof Error && "code" in cause ? cause.code : null
      if (code !== "EPERM" && code !== "EISDIR" && code !== "EINVAL" && code !== "EBADF") throw cause
    }
    return 0
  }
}

/** How long one that did not start again is left alone, so that many callers do not make many attempts. */
const leftAlone = 1000

/**
 * A backend that starts its engine again where that failed: what PostgreSQL does on a server after a PANIC. Every session
 * gets the engine of now.
 */
export const restarting = (first: Engine, restart: () => Promise<Engine>): Backend & Pick<Engine, "close"> => {
  let engine = Promise.resolve(first)
  let refused: { readonly until: number; readonly cause: unknown } | null = null
  const current = async (before: Engine) => {
    if (before.failure === null) return before
    if (refused !== null && performance.now() < refused.until) throw refused.cause
    try {
      await before.close()
      return await restart()
    } catch (cause) {
      refused = { until: performance.now() + leftAlone, cause }
      throw cause
    }
  }
  return {
    open: async () => {
      const before = engine
      const next = before.then(current)
      engine = next.catch(() => before)
      return (await next).open()
    },
    close: async () => (await engine).close()
  }
}

const abandon = (files: Set<number>): void => {
  for (const file of files) {
    files.delete(file)
    closeSync(file)
  }
}

/** A running PGlite with the one session that it has. */
export class Engine implements Backend {
  readonly pglite: PGlite
  /** What PostgreSQL said before it stopped. */
  private readonly said: ReadonlyArray<string>
  private readonly files: Set<number>
  /** Why it must not be asked again: after a PANIC its memory is not to be trusted, and PGlite would ask for ever. */
  failure: Error | null = null
  private sessions = 0

  constructor(pglite: PGlite, said: ReadonlyArray<string>, files: Set<number>) {
    this.pglite = pglite
    this.said = said
    this.files = files
    this.stopAtFailures(pglite.Module as unknown as Internals)
  }

  async open(): Promise<Send> {
    const session = ++this.sessions
    if (session > 1) {
      // What the session before left: half a message group, a transaction, prepared statements, settings.
      await this.run(sync)
      if (this.pglite.isInTransaction()) await this.run(query("ROLLBACK"))
      await this.run(query("DISCARD ALL"))
    }
    return async (messages) => {
      // Lets timers and sockets have their turn: a statement runs on the thread of this process.
      await new Promise<void>((resolve) => setImmediate(resolve))
      if (session !== this.sessions) throw new Error("embedded PostgreSQL has one session, and another took it")
      return this.run(messages)
    }
  }

  async close(): Promise<void> {
    const { exitCode } = process
    try {
      // Of one that failed only the files can be closed; the next start recovers.
      if (this.failure === null) await this.pglite.close()
      abandon(this.files)
    } finally {
      process.exitCode = exitCode
    }
  }

  private async run(messages: Uint8Array): Promise<ReadonlyArray<Buffer>> {
    if (this.failure !== null) throw this.failure
    const replies: Array<Buffer> = []
    try {
      // The replies as they come: PGlite's other way parses and keeps each of them.
      await this.pglite.execProtocolRawStream(messages, {
        syncToFs: false,
        onRawData: (bytes) => replies.push(Buffer.from(bytes))
      })
    } catch (cause) {
      this.failure ??= cause instanceof Error ? cause : new Error(String(cause))
    }
    if (this.failure !== null) throw this.failure
    return replies
  }

  /** PGlite goes on after any exception out of PostgreSQL, for ever where there is no PostgreSQL left. */
  private stopAtFailures(module: Internals): void {
    const once = module._PostgresMainLoopOnce
    const restore = module.stackRestore
    module._PostgresMainLoopOnce = () => {
      try {
        once()
      } catch (cause) {
        const status = typeof cause === "object" && cause !== null && "status" in cause ? cause.status : null
        if (status !== statementFailed) {
          const reason = this.said.length > 0 ? this.said.join("; ") : String(cause)
          this.failure = new Error(`embedded PostgreSQL stopped: ${reason}`, { cause })
        }
        throw cause
      }
    }
    module.stackRestore = (pointer) => {
      if (this.failure !== null) throw this.failure
      return restore(pointer)
    }
  }
}

const sync = Uint8Array.of(0x53, 0, 0, 0, 4)

const query = (sql: string): Uint8Array => {
  const text = Buffer.from(`${sql}\0`)
  const message = Buffer.alloc(5 + text.length)
  message.write("Q")
  message.writeInt32BE(4 + text.length, 1)
  text.copy(message, 5)
  return message
}
