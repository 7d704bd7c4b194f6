/** Empty databases for tests, on each of the real servers that this machine has. */
import { randomBytes } from "node:crypto"
import { describe, inject, it } from "vitest"
import { createDatabase } from "./Wire.ts"

/** The real servers, as `inject` of vitest names them. */
export const lanes = ["postgres18", "postgres15", "pgbouncer"] as const

export type Lane = (typeof lanes)[number]

export interface Database {
  readonly lane: Lane
  /** Where the code under test connects to. */
  readonly url: string
  /** The same database without a pool between; the same as `url` where there is none. */
  readonly direct: string
}

/**
 * Makes an empty database of its own for the caller; `null` where the machine does not have that server.
 *
 * It goes with the servers, at the end of the run. Only in a project with `scripts/servers/globalSetup.ts`.
 */
export const fresh = async (lane: Lane): Promise<Database | null> => {
  const server = inject(lane)
  const behind = lane === "pgbouncer" ? inject("postgres18") : server
  if (server === null || behind === null) return null
  const name = `${inject("databases")}_${randomBytes(5).toString("hex")}`
  const direct = await createDatabase(behind, name)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { lane, url: url.href, direct }
}

/**
 * Defines the same tests for several servers, each with an empty database; where one is absent, a skipped test says so.
 *
 * To be awaited at the top of a file.
 */
export const each = async (
  define: (database: Database) => void,
  wanted: ReadonlyArray<Lane> = lanes
): Promise<void> => {
  for (const lane of wanted) {
    const database = await fresh(lane)
    describe(lane, () => {
      if (database === null) it.skip("is not on this machine")
      else define(database)
    })
  }
}
