/**
 * Real servers for a run of the tests: a project with this `globalSetup` finds their addresses by `inject`.
 *
 * They are started with the first such project that has a test to run, once for all of them, and stopped at the end.
 * `TEST_DATABASE_URL` takes the place of PostgreSQL 18: the tests make their databases there, and they are dropped.
 */
import { randomBytes } from "node:crypto"
import type { TestProject } from "vitest/node"
import * as Pgbouncer from "./Pgbouncer.ts"
import * as PostgresServer from "./PostgresServer.ts"
import { query } from "./Wire.ts"

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of PostgreSQL 18, or of what `TEST_DATABASE_URL` names; `null` where there is none. */
    readonly postgres18: string | null
    /** Address of the machine's PostgreSQL 15, or of the oldest newer one; `null` where there is none. */
    readonly postgres15: string | null
    /** Address of a pgbouncer in transaction pooling before `postgres18`; `null` where there is none. */
    readonly pgbouncer: string | null
    /** What the names of this run's databases begin with. */
    readonly databases: string
  }
}

interface Servers {
  readonly addresses: Readonly<Record<"postgres18" | "postgres15" | "pgbouncer", string | null>>
  readonly databases: string
  readonly close: () => Promise<void>
}

const given = process.env.TEST_DATABASE_URL || null

/** Drops what the run made in a server that stays. */
const clear = async (url: string, databases: string) => {
  const made = await query(url, `select datname from pg_database where starts_with(datname, '${databases}')`)
  for (const { datname } of made) await query(url, `drop database ${datname} with (force)`, 60_000)
}

const launch = async (): Promise<Servers> => {
  const databases = `clientele_${randomBytes(4).toString("hex")}`
  const server = async (version: PostgresServer.Version) =>
    PostgresServer.find(version) && (await PostgresServer.start({ version }))
  const starting = [given === null ? server("18") : null, server("15")] as const
  const started = await Promise.allSettled(starting)
  const running = started.flatMap((one) => (one.status === "fulfilled" && one.value !== null ? [one.value] : []))
  const close = async (...more: ReadonlyArray<{ readonly close: () => Promise<void> } | null>) => {
    await Promise.all([...more, ...running].map((one) => one?.close()))
    if (given !== null) await clear(given, databases)
  }
  try {
    const [eighteen, fifteen] = await Promise.all(starting)
    const postgres18 = given ?? eighteen?.url ?? null
    const pool = postgres18 === null ? null : await Pgbouncer.start({ server: postgres18 })
    const postgres15 = fifteen?.url ?? null
    const database = postgres18 === null ? "" : decodeURIComponent(new URL(postgres18).pathname.slice(1))
    return {
      addresses: { postgres18, postgres15, pgbouncer: pool?.urlOf(database || "postgres") ?? null },
      databases,
      close: () => close(pool)
    }
  } catch (error) {
    await close()
    throw error
  }
}

// Every project evaluates this file for itself, all in one process.
const shared = globalThis as { clienteleServers?: { users: number; readonly servers: Promise<Servers> } }

/** Starts the servers, or joins those that run; returns what stops them when the last project is done. */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const one = (shared.clienteleServers ??= { users: 0, servers: launch() })
  one.users += 1
  const { addresses, close, databases } = await one.servers
  project.provide("postgres18", addresses.postgres18)
  project.provide("postgres15", addresses.postgres15)
  project.provide("pgbouncer", addresses.pgbouncer)
  project.provide("databases", databases)
  return async () => {
    one.users -= 1
    if (one.users > 0) return
    delete shared.clienteleServers
    await close()
  }
}

export default setup
