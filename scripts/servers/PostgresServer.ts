/** A throwaway PostgreSQL on a private port and folder, which can be stopped, killed and started again. */
import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Binaries, find, type Version } from "./Binaries.ts"
import { account, make } from "./Daemon.ts"
import { freePort } from "./freePort.ts"
import { patience } from "./within.ts"
import { createDatabase, query, Refusal, type Row } from "./Wire.ts"

export { find, type Version } from "./Binaries.ts"

export interface Options {
  readonly version: Version
  /** Parameters of the server, over those of the harness. */
  readonly settings?: Readonly<Record<string, string>>
  /** Password of `postgres`, asked for by SCRAM. Without one, everyone is trusted. */
  readonly password?: string
  /** Whether it writes through to the disk. Without, it outlives any kill, but not the machine's. */
  readonly durable?: boolean
  /** A port of 127.0.0.1; a free one if not given. */
  readonly port?: number
  /** Folder in which its own is made, such as a small disk; the temporary folder if not given. */
  readonly under?: string
}

export interface PostgresServer {
  /** Its own version, `18.4`. */
  readonly version: string
  readonly port: number
  /** Address of the database `postgres`. */
  readonly url: string
  readonly urlOf: (database: string) => string
  /** Folder of the data, the same over all starts. */
  readonly data: string
  /** Process of the postmaster; `null` while it does not run. */
  readonly pid: () => number | null
  readonly log: () => string
  /** Runs SQL on a connection of its own, as `postgres`. */
  readonly query: (sql: string, database?: string) => Promise<Array<Row>>
  /** Makes an empty database and returns its address. */
  readonly createDatabase: (name: string) => Promise<string>
  /** Starts it after {@link stop} or {@link kill}; returns when it answers queries. */
  readonly start: () => Promise<void>
  /** Stops it orderly: `fast` ends the connections, `immediate` leaves the recovery to the next start. */
  readonly stop: (how?: "fast" | "immediate") => Promise<void>
  /** Kills postmaster and backends by SIGKILL; returns when all are gone. */
  readonly kill: () => Promise<void>
  /** Stops it, if it runs, and starts it. */
  readonly restart: () => Promise<void>
  /** Stops it and removes its folder. */
  readonly close: () => Promise<void>
}

const initialise = ({ folder }: Binaries, data: string, home: string, password: string | undefined) => {
  const secret = join(home, "password")
  if (password !== undefined) writeFileSync(secret, password)
  const auth = password === undefined ? ["--auth=trust"] : ["--auth=scram-sha-256", `--pwfile=${secret}`]
  const { error, status, stderr } = spawnSync(
    join(folder, "initdb"),
    ["-D", data, "-U", "postgres", "--locale=C", "--encoding=UTF8", "--no-sync", ...auth],
    { ...account, cwd: home, encoding: "utf8", timeout: patience, env: { ...process.env, LC_ALL: "C" } }
  )
  if (status !== 0) throw new Error(`initdb failed: ${stderr || error}`)
}

/** Whether a server answers queries: it may accept connections before, while it recovers. */
const answers = (url: string) => async () => {
  try {
    await query(url, "select 1", 5000)
    return true
  } catch (error) {
    if (error instanceof Refusal && !error.code.startsWith("57P")) throw error
    return false
  }
}

/** Starts a PostgreSQL; fails if the machine has none of that version, or with the end of its log. */
export const start = async (options: Options): Promise<PostgresServer> => {
  const binaries = find(options.version)
  if (binaries === null) throw new Error(`There is no PostgreSQL ${options.version} on this machine`)
  const daemon = make("postgres", "SIGQUIT", options.under)
  const data = join(daemon.folder, "data")
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "300",
    // In its own folder: of one that is killed the system's shared memory would keep a megabyte for ever.
    dynamic_shared_memory_type: "mmap",
    // A commit still reaches the system before it is acknowledged, so a killed server loses nothing.
    ...(options.durable ? {} : { fsync: "off", full_page_writes: "off" }),
    ...options.settings
  }
  const credentials = options.password === undefined ? "postgres" : `postgres:${encodeURIComponent(options.password)}`

  const open = async (port: number): Promise<PostgresServer> => {
    const urlOf = (database: string) => `postgres://${credentials}@127.0.0.1:${port}/${database}`
    const url = urlOf("postgres")
    const args = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
      "-c",
      `${name}=${value}`
    ])
    const run = () => daemon.start(join(binaries.folder, "postgres"), ["-D", data, ...args], answers(url))
    const stop = (how: "fast" | "immediate" = "fast") => daemon.end(how === "fast" ? "SIGINT" : "SIGQUIT")
    await run()
    return {
      version: binaries.version,
      port,
      url,
      urlOf,
      data,
      pid: daemon.pid,
      log: daemon.log,
      query: (sql, database = "postgres") => query(urlOf(database), sql),
      createDatabase: (name) => createDatabase(url, name),
      start: run,
      stop,
      kill: daemon.kill,
      restart: async () => {
        await stop()
        await run()
      },
      close: daemon.close
    }
  }

  /** Between the look for a free port and the start somebody else may have taken it. */
  const attempt = async (left: number): Promise<PostgresServer> => {
    try {
      return await open(options.port ?? (await freePort()))
    } catch (error) {
      if (left === 0 || options.port !== undefined || !String(error).includes("Address already in use")) throw error
      return attempt(left - 1)
    }
  }

  try {
    initialise(binaries, data, daemon.folder, options.password)
    return await attempt(5)
  } catch (error) {
    await daemon.close()
    throw error
  }
}
