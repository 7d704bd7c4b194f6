/** A pgbouncer in transaction pooling before a PostgreSQL, on a private port. Debian 12 has 1.18. */
import { spawnSync } from "node:child_process"
import { existsSync, writeFileSync } from "node:fs"
import { connect } from "node:net"
import { delimiter, join } from "node:path"
import { make } from "./Daemon.ts"
import { freePort } from "./freePort.ts"

export interface Options {
  /** Address of the server behind it, of any database: each is reached by its own name, as the user named here. */
  readonly server: string
  /** Lines of the section `[pgbouncer]`, over those of the harness. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface Pgbouncer {
  /** Its own version, `1.18.0`. */
  readonly version: string
  readonly port: number
  /** Address of a database of the server, through the pool. */
  readonly urlOf: (database: string) => string
  readonly pid: () => number | null
  readonly log: () => string
  /** Starts it after {@link kill}. */
  readonly start: () => Promise<void>
  /** Kills it by SIGKILL: all connections are cut. */
  readonly kill: () => Promise<void>
  /** Stops it and removes its folder. */
  readonly close: () => Promise<void>
}

/** Returns where the program is; `null` where it is not installed. */
export const find = (): string | null =>
  [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"]
    .map((folder) => join(folder, "pgbouncer"))
    .find((path) => existsSync(path)) ?? null

/** Returns whether somebody accepts connections at a port of 127.0.0.1. */
const listens = (port: number) => () =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host: "127.0.0.1", port })
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false))
    socket.once("connect", () => socket.destroy())
  })

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

const configuration = (options: Options, port: number): string => {
  const server = new URL(options.server)
  const password = server.password === "" ? "" : ` password=${quoted(decodeURIComponent(server.password))}`
  const user = quoted(decodeURIComponent(server.username) || "postgres")
  const host = server.hostname.replace(/^\[|\]$/gu, "")
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: String(port),
    unix_socket_dir: "",
    auth_type: "any",
    pool_mode: "transaction",
    max_client_conn: "1000",
    server_tls_sslmode: "prefer",
    ignore_startup_parameters: "extra_float_digits,options,search_path,statement_timeout",
    ...options.settings
  }
  return [
    "[databases]",
    `* = host=${host} port=${server.port || "5432"} user=${user}${password}`,
    "[pgbouncer]",
    ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
    ""
  ].join("\n")
}

/** Starts a pgbouncer; `null` where it is not installed, and on Windows. Fails with the end of its log. */
export const start = async (options: Options): Promise<Pgbouncer | null> => {
  const program = process.platform === "win32" ? null : find()
  if (program === null) return null
  const version = /(\d+[.\d]*)/u.exec(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout)?.[1] ?? ""
  const daemon = make("pgbouncer", "SIGKILL")
  const port = await freePort()
  const file = join(daemon.folder, "pgbouncer.ini")
  writeFileSync(file, configuration(options, port))
  const run = () => daemon.start(program, [file], listens(port))
  try {
    await run()
  } catch (error) {
    await daemon.close()
    throw error
  }
  return {
    version,
    port,
    urlOf: (database) => `postgres://pooled@127.0.0.1:${port}/${database}`,
    pid: daemon.pid,
    log: daemon.log,
    start: run,
    kill: daemon.kill,
    close: daemon.close
  }
}
