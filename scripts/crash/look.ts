/** What the database holds, read in one statement, so as of one moment, beside all that is being written. */
import type { PgClient } from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import type { Picture } from "./Messages.ts"

const rows = (columns: string, from: string, order = "") =>
  `(SELECT coalesce(json_agg(${columns}${order}), '[]') FROM ${from})`

const recordColumns = `json_build_object('key', r.key, 'command', r.body->>'command', 'customer', r.body->>'customer',
  'version', (r.body->>'version')::int)`

const text = (some: boolean) => {
  const touched = some
    ? `SELECT k.* FROM clientele.customer k
        WHERE k.id IN (SELECT customer FROM clientele.idempotency WHERE key = ANY ($1::text[]))`
    : "SELECT * FROM clientele.customer"
  const event = some ? "clientele.event e WHERE e.customer IN (SELECT id FROM touched)" : "clientele.event e"
  const record = some
    ? `clientele.idempotency r WHERE r.key = ANY ($1::text[])
        OR r.body->>'command' IN (SELECT e.body->'command'->>'id' FROM ${event})`
    : "clientele.idempotency r"
  const claim = some
    ? "clientele.claim t JOIN touched k ON k.id = t.customer"
    : "clientele.claim t LEFT JOIN clientele.customer k ON k.platform = t.platform AND k.id = t.customer"
  return `WITH touched AS MATERIALIZED (${touched}) SELECT json_build_object(
    'customers', ${rows("json_build_object('id', k.state->>'id', 'version', k.version, 'state', k.state)", "touched k")},
    'events', ${rows("e.body", event, " ORDER BY e.customer, e.sequence")},
    'claims', ${rows("json_build_object('customer', k.state->>'id', 'kind', t.kind, 'scope', t.scope, 'key', t.key)", claim)},
    'records', ${rows(recordColumns, record)}
  )::text AS picture`
}

/** Reads what there is of the commands under some keys and of their customers; of everything for `null`. */
export const look = (sql: PgClient, keys: ReadonlyArray<string> | null): Effect.Effect<Picture, SqlError> =>
  Effect.map(
    sql.unsafe<{ readonly picture: string }>(text(keys !== null), keys === null ? [] : [keys]).unprepared,
    (found) => JSON.parse(found[0]?.picture ?? "null")
  )
