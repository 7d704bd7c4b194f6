/**
 * Other people's software, each in a process of its own with an install of its own, so that none loads what it does not need
 * into ours; the measured loop runs beside the peer's code and only counts come back.
 */
import { fork } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { run } from "../../scripts/workspace.ts"
import type { Request } from "../peers/serve.ts"
import type { Block } from "./rounds.ts"
import { pool as poolOf } from "./server.ts"

const folder = (name: string) => fileURLToPath(new URL(`../peers/${name}`, import.meta.url))

const environment = {
  NODE_ENV: "production",
  // None of them is to tell anyone that it was measured.
  BETTER_AUTH_TELEMETRY: "0",
  DO_NOT_TRACK: "1",
  MEDUSA_DISABLE_TELEMETRY: "1",
  VENDURE_DISABLE_TELEMETRY: "true"
}

export interface Peer {
  readonly block: (job: string, clients: number) => (millis: number) => Promise<Block>
  /** Fails if doing a job once does not add so many rows: nobody is measured who does not write what it is said to write. */
  readonly writes: (job: string, rows: number) => Promise<void>
  readonly close: () => Promise<void>
}

const install = (name: string): void => {
  // npm writes this file last.
  if (existsSync(join(folder(name), "node_modules", ".package-lock.json"))) return
  console.error(`installing ${name}`)
  if (run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder(name)) !== 0)
    throw new Error(`${name} could not be installed`)
}

/** How many rows all tables of a database hold. */
const rows = async (url: string): Promise<number> => {
  const pool = poolOf(url, 1)
  const tables = await pool.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
  )
  let sum = 0
  for (const { name } of tables.rows) {
    const { rows } = await pool.query<{ count: string }>(`SELECT count(*) FROM ${name}`)
    sum += Number(rows[0]?.count)
  }
  await pool.end()
  return sum
}

/** Starts a peer on a database, in which it makes its tables if they are missing. */
const open = async (name: string, url: string): Promise<Peer> => {
  install(name)
  const child = fork(join(folder(name), "main.ts"), [url], {
    cwd: folder(name),
    env: { ...process.env, ...environment },
    execArgv: [],
    // What it has to say comes as messages, but for its last words.
    stdio: ["ignore", "ignore", "inherit", "ipc"]
  })
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const answer = () =>
    new Promise<unknown>((resolve, reject) => {
      const gone = (code: number | null) => reject(new Error(`${name} ended by itself with ${code}`))
      child.once("exit", gone)
      child.once("message", (message: { readonly failed?: string }) => {
        child.off("exit", gone)
        if (message.failed === undefined) resolve(message)
        else reject(new Error(`${name}: ${message.failed}`))
      })
    })
  const ask = (request: Request) => {
    const answered = answer()
    child.send(request)
    return answered
  }
  const once = (job: string) => ask({ job, clients: 1, millis: null })
  const close = async () => {
    child.kill()
    await ended
  }
  await answer().catch(async (error: unknown) => {
    await close()
    throw error
  })
  return {
    block: (job, clients) => async (millis) => (await ask({ job, clients, millis })) as Block,
    writes: async (job, expected) => {
      // The first time may prepare something.
      await once(job)
      const before = await rows(url)
      await once(job)
      const written = (await rows(url)) - before
      if (written !== expected) throw new Error(`${name}, ${job} writes ${written} rows, not ${expected}`)
    },
    close
  }
}

/** Starts peers, each on its database; one that does not start is left out, and it is said why. */
export const openAll = async <Name extends string>(
  names: ReadonlyArray<Name>,
  database: (name: Name) => Promise<string>
): Promise<ReadonlyMap<Name, Peer>> => {
  const opened = new Map<Name, Peer>()
  for (const name of names) {
    try {
      opened.set(name, await open(name, await database(name)))
    } catch (error) {
      console.error(`${name} is left out: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return opened
}

/** Fills a database with what a peer would have of a hundred thousand customers, in the tables that itself makes. */
export const sow =
  (name: string) =>
  async (url: string): Promise<void> => {
    const peer = await open(name, url)
    await peer.close()
    const pool = poolOf(url, 1)
    await pool.query(readFileSync(join(folder(name), "seed.sql"), "utf8"))
    await pool.query("VACUUM ANALYZE")
    await pool.end()
  }
