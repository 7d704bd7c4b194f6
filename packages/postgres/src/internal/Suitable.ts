/** Whether a server and a database are such that the tables can live there, before anything is done to them. */
import type { PgClient } from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { DatabaseRefused } from "../DatabaseRefused.ts"

/**
 * Locks help only if what is read after them is read anew (read committed); our SQL writes backslashes as themselves
 * (standard_conforming_strings).
 */
const needed = {
  default_transaction_isolation: ["read committed", "read uncommitted"],
  standard_conforming_strings: ["on"]
} as const

/** What a session begins with, whatever its database and user say, where it may say so itself. */
export const startup: Readonly<Record<string, string>> = {
  // Short walks over indexes are never worth compiling.
  jit: "off",
  ...Object.fromEntries(Object.entries(needed).map(([name, [value]]) => [name, value]))
}

const asked = `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
  ${Object.keys(needed)
    .map((name) => `current_setting('${name}') AS ${name}`)
    .join(", ")}`

type Found = { readonly version: number; readonly encoding: string } & {
  readonly [name in keyof typeof needed]: string
}

/** Fails with what does not fit; `oldest` is the least major version. */
export const check = (sql: PgClient, oldest: number): Effect.Effect<void, DatabaseRefused | SqlError> =>
  Effect.flatMap(sql.unsafe<Found>(asked), ([found]) => {
    const refused = (reason: DatabaseRefused["reason"], what: string) =>
      Effect.fail(new DatabaseRefused({ reason, details: { found: what } }))
    if (found === undefined) return Effect.void
    const major = Math.floor(found.version / 10_000)
    if (major < oldest) return refused("serverTooOld", String(major))
    if (found.encoding !== "UTF8") return refused("encoding", found.encoding)
    for (const name of Object.keys(needed) as Array<keyof typeof needed>) {
      const values: ReadonlyArray<string> = needed[name]
      if (!values.includes(found[name])) return refused("settings", `${name} = ${found[name]}, not ${values[0]}`)
    }
    return Effect.void
  })
