/**
 * Why a database cannot be used, and what to do about it.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { SqlError } from "effect/sql/SqlError"
import { errorCode } from "./internal/errorCode.ts"

const Reason = Schema.Literals([
  "badAddress",
  "unknownHost",
  "unreachable",
  "notEncrypted",
  "wrongPassword",
  "notPermitted",
  "noDatabase",
  "serverTooOld",
  "encoding",
  "settings",
  "foreignSchema",
  "layoutTooNew",
  "diskFull",
  "tooManyConnections",
  "readOnly",
  "failed"
])

const sentences: Readonly<Record<typeof Reason.Type, string>> = {
  badAddress:
    "DATABASE_URL is no address of a server; write postgres://user:password@host:5432/database, with one host, and with %23 for # and the like in the password",
  unknownHost:
    "the host in DATABASE_URL has no address; correct its name, or see whether this machine can look up names",
  unreachable: "no PostgreSQL answers there; start it, or correct host and port in DATABASE_URL",
  notEncrypted:
    "server and DATABASE_URL do not agree on encryption; correct sslmode, or give the server a certificate that this machine trusts (NODE_EXTRA_CA_CERTS names further authorities)",
  wrongPassword: "PostgreSQL refuses this user or password; correct them in DATABASE_URL, or pg_hba.conf on the server",
  notPermitted:
    "this user may not connect, or may not set up the tables; grant it CONNECT and CREATE on the database, or run the migrations as its owner",
  noDatabase: "there is no such database; create it, or correct its name in DATABASE_URL",
  serverTooOld: "this server is older than PostgreSQL 15; upgrade it, or point DATABASE_URL at a newer one",
  encoding:
    "this database cannot keep every text; make one in UTF8: createdb --encoding UTF8 --template template0, and name it in DATABASE_URL",
  settings: "a setting of this database or user does not fit; change it with ALTER DATABASE or ALTER ROLE",
  foreignSchema:
    "the schema clientele of this database is somebody else's; take another database, or rename that schema",
  layoutTooNew: "a newer release has set this database up; run that release, or one that follows this one directly",
  diskFull: "the disk of the database is full; nothing was written; free space and start again",
  tooManyConnections:
    "all connections are taken; end some, raise max_connections or the limit of this user or database, or lower DATABASE_MAX_CONNECTIONS",
  readOnly:
    "this server takes no writes: it is a standby, or default_transaction_read_only is on; point DATABASE_URL at the primary, or change that setting",
  failed: "the database refused; what it said is the cause of this error"
}

/**
 * The database cannot be used. The message says what to do; nothing was changed.
 *
 * **Details**
 *
 * `details`: `found` is what is there instead; `variable` is what names the address, if that is not `DATABASE_URL`.
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
    const { found, variable = "DATABASE_URL" } = this.details
    const sentence = sentences[this.reason].replaceAll("DATABASE_URL", variable)
    return sentence + (found === undefined ? "" : ` (found: ${found})`)
  }
}

/**
 * Returns the refusal that an error of the driver amounts to; `variable` is what names the address.
 *
 * @category constructors
 * @since 0.1.0
 */
export const refusedBy = (error: SqlError, variable = "DATABASE_URL"): DatabaseRefused => {
  const { cause, message } = error.reason
  const state = errorCode(cause)
  const refused = (reason: typeof Reason.Type, found?: string) =>
    new DatabaseRefused({
      reason,
      details: { ...(found === undefined ? {} : { found }), ...(variable === "DATABASE_URL" ? {} : { variable }) },
      // The cause of an address that cannot be read is that address, with its password.
      ...(reason === "badAddress" ? {} : { cause: error })
    })
  const said = (message ?? "").replace(/^PgConnection: /u, "")
  const caused = cause instanceof Error ? cause.message : said
  if (state === "3D000") return refused("noDatabase")
  if (state === "53100") return refused("diskFull")
  if (state === "53300") return refused("tooManyConnections", caused)
  if (state === "25006") return refused("readOnly")
  if (state === "42501") return refused("notPermitted", caused)
  if (error.reason._tag === "AuthenticationError") {
    return /SSL off|no encryption/u.test(caused) ? refused("notEncrypted", caused) : refused("wrongPassword")
  }
  if (error.reason._tag !== "ConnectionError") return refused("failed", caused)
  if (unreadable.test(said)) return refused("badAddress", said)
  if (state === "ENOTFOUND" || state === "EAI_AGAIN") return refused("unknownHost", caused)
  if (encrypting.test(said) || untrusted.test(state ?? "")) return refused("notEncrypted", caused)
  return refused("unreachable")
}

/** What the driver says of an address before it connects. */
const unreadable = /^(?:Invalid (?!SSLRequest)|Unsupported connection URL|Unrecognized sslmode|No username)/u
/** What it says where the server does not encrypt. */
const encrypting = /TLS|SSLRequest/u
/** What Node calls certificates that it does not accept, and a handshake that fails. */
const untrusted = /CERT|SIGNATURE|ISSUER|ALTNAME|_SSL_|_TLS_|^EPROTO$|^INVALID_CA$|^(?:HOSTNAME_MISMATCH|CRL_)/u
