/** Why an embedded PostgreSQL does not open, as a sentence that says what to do. */
import * as Schema from "effect/Schema"

/**
 * Schema for why an embedded PostgreSQL does not open.
 *
 * **Details**
 *
 * `inUse`: another process, or another layer of this one, has the folder open. `foreign`: the folder holds something
 * else. `postgresVersion`, `layout`: another release made it. `moved`: its data live on a server since. `unwritable`,
 * `full`: the disk says no. `missing`: the package `@electric-sql/pglite` is not installed. `failed`: PostgreSQL did not
 * start; `cause` says why.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Reason = Schema.Literals([
  "inUse",
  "foreign",
  "postgresVersion",
  "layout",
  "moved",
  "unwritable",
  "full",
  "missing",
  "failed"
])

/**
 * @category models
 * @since 0.1.0
 */
export type Reason = typeof Reason.Type

/**
 * An embedded PostgreSQL does not open. Nothing in the folder was changed; `message` says what to do.
 *
 * @category errors
 * @since 0.1.0
 */
export class EmbeddedRefused extends Schema.TaggedError<EmbeddedRefused>()("EmbeddedRefused", {
  /** The folder as it was given; `null` in memory. */
  folder: Schema.NullOr(Schema.String),
  reason: Reason,
  message: Schema.String,
  cause: Schema.optionalKey(Schema.Defect())
}) {}

/** Codes of the system that say that the folder cannot be written as it is. */
const unwritable = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ELOOP", "ENAMETOOLONG"])
const full = new Set(["ENOSPC", "EDQUOT", "EFBIG"])

/** Returns the refusal that a failure of the system amounts to; whatever is not about the disk is `failed`. */
export const fromCause = (folder: string | null, cause: unknown): EmbeddedRefused => {
  if (cause instanceof EmbeddedRefused) return cause
  const text = cause instanceof Error ? cause.message : String(cause)
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : ""
  const where = folder ?? "memory"
  if (full.has(code) || /No space left on device|Disk quota exceeded/.test(text)) {
    const message = `the disk of ${where} is full; free some space and start again: nothing that was acknowledged is lost`
    return new EmbeddedRefused({ folder, reason: "full", message, cause })
  }
  if (unwritable.has(code)) {
    const message = `${where} cannot be written (${code}); give this process a folder that it owns, or set CLIENTELE_DATA to another one`
    return new EmbeddedRefused({ folder, reason: "unwritable", message, cause })
  }
  if (code === "ERR_MODULE_NOT_FOUND") {
    const message = "embedded PostgreSQL needs the package @electric-sql/pglite; npm install @electric-sql/pglite"
    return new EmbeddedRefused({ folder, reason: "missing", message, cause })
  }
  const message = `embedded PostgreSQL did not start in ${where}: ${text}`
  return new EmbeddedRefused({ folder, reason: "failed", message, cause })
}
