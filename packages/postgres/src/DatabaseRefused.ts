/**
 * Why a database cannot be used, and what to do about it.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { SqlError } from "effect/sql/SqlError"
import { sqlState } from "./internal/sqlState.ts"

const Reason = Schema.Literals([
  "unreachable",
  "wrongPassword",
  "notPermitted",
  "noDatabase",
  "serverTooOld",
  "layoutTooNew",
  "diskFull",
  "readOnly",
  "failed"
])

const sentences: Readonly<Record<typeof Reason.Type, string>> = {
  unreachable: "no PostgreSQL answers there; start it, or correct host and port in DATABASE_URL",
  wrongPassword: "PostgreSQL refuses this user or password; correct them in DATABASE_URL, or pg_hba.conf on the server",
  notPermitted:
    "this user may not set up the tables; grant it CREATE on the database, or run the migrations as its owner",
  noDatabase: "there is no such database; create it, or correct its name in DATABASE_URL",
  serverTooOld: "this server is older than PostgreSQL 15; upgrade it, or point DATABASE_URL at a newer one",
  layoutTooNew: "a newer release has set this database up; run that release, or one that follows this one directly",
  diskFull: "the disk of the database is full; nothing was written; free space and start again",
  readOnly: "this server takes no writes: it is a standby; point DATABASE_URL at the primary",
  failed: "the database refused; what it said is the cause of this error"
}

/**
 * The database cannot be used. The message says what to do; nothing was changed.
 *
 * @category errors
 * @since 0.1.0
 */
export class DatabaseRefused extends Schema.TaggedError<DatabaseRefused>()("DatabaseRefused", {
  reason: Reason,
  details: Schema.Record(Schema.String, Schema.String),
  cause: Schema.optionalKey(Schema.Defect())
}) {
  override get message(): string {
    const found = this.details["found"]
    return sentences[this.reason] + (found === undefined ? "" : ` (found: ${found})`)
  }
}

/**
 * Returns the refusal that an error of the driver amounts to.
 *
 * @category constructors
 * @since 0.1.0
 */
export const refusedBy = (error: SqlError): DatabaseRefused => {
  const state = sqlState(error.reason.cause)
  const refused = (reason: typeof Reason.Type) => new DatabaseRefused({ reason, details: {}, cause: error })
  if (state === "3D000") return refused("noDatabase")
  if (state === "53100") return refused("diskFull")
  if (state === "25006") return refused("readOnly")
  if (state === "42501") return refused("notPermitted")
  if (error.reason._tag === "AuthenticationError") return refused("wrongPassword")
  if (error.reason._tag === "ConnectionError") return refused("unreachable")
  return refused("failed")
}
