/** The PostgreSQL that rows are measured on: that of `TEST_DATABASE_URL`, or one of its own that writes through to the disk. */
import { randomBytes } from "node:crypto"
import { Pool } from "pg"
import * as PostgresServer from "../../scripts/servers/PostgresServer.ts"

export interface Server {
  /** Makes an empty database and returns its address. */
  readonly database: (name: string) => Promise<string>
  /** Address of a database that is kept from run to run, made by `fill` the first time. */
  readonly kept: (name: string, fill: (url: string) => Promise<void>) => Promise<string>
  readonly checkpoint: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Connections of `pg`; one that the server ends while it is idle is no reason to die. */
export const pool = (url: string, max: number): Pool =>
  new Pool({ connectionString: url, max, idleTimeoutMillis: 0 }).on("error", () => {})

let started: Promise<Server> | undefined

/** The one server of a run. */
export const server = (): Promise<Server> => (started ??= start())

/** Stops it, if there is one. */
export const stop = async (): Promise<void> => void (await (await started)?.close())

const start = async (): Promise<Server> => {
  const given = process.env["TEST_DATABASE_URL"]
  const version = PostgresServer.find("15") === null ? "18" : "15"
  const settings = {
    shared_buffers: "1GB",
    max_wal_size: "4GB",
    // As the documentation advises; that of npm was built without.
    ...(version === "15" ? { default_toast_compression: "lz4" } : {})
  }
  const own = given === undefined ? await PostgresServer.start({ version, durable: true, settings }) : null
  const base = own?.url ?? given ?? ""
  const admin = pool(base, 1)
  const made: Array<string> = []
  const urlOf = (name: string) => {
    const url = new URL(base)
    url.pathname = `/${name}`
    return url.href
  }
  return {
    database: async (what) => {
      const name = `bench_${what}_${randomBytes(4).toString("hex")}`
      await admin.query(`CREATE DATABASE ${name}`)
      made.push(name)
      return urlOf(name)
    },
    kept: async (name, fill) => {
      const { rows } = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])
      if (rows.length === 0) {
        await admin.query(`CREATE DATABASE ${name}`)
        await fill(urlOf(name)).catch(async (error: unknown) => {
          await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
          throw error
        })
      }
      return urlOf(name)
    },
    checkpoint: async () => void (await admin.query("CHECKPOINT")),
    close: async () => {
      for (const name of made) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await admin.end()
      await own?.close()
    }
  }
}
