/**
 * Many customers at once into a database, straight into its tables: for demonstrations, trials and measurements.
 *
 * @since 0.1.0
 */
import { Customer, type Event } from "@clientele/core"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type { SqlError } from "effect/sql/SqlError"
import { type DatabaseRefused, refusedBy } from "./DatabaseRefused.ts"
import * as Committing from "./internal/Committing.ts"
import { uuid } from "./internal/Ids.ts"

/**
 * A customer to be written, with all that happened to it.
 *
 * **Details**
 *
 * The customer is what its events amount to. `above` names its ancestors, the root first. Nothing is checked: whoever
 * makes these takes them from decisions, each after its parent.
 *
 * @category models
 * @since 0.1.0
 */
export interface Sown {
  readonly customer: Customer.Customer
  readonly events: ReadonlyArray<Event.Recorded>
  readonly above: ReadonlyArray<string>
}

/** Customers of one statement. */
const batch = 400

/** Customers that are made before whatever waits gets its turn. */
const turn = 20

const insert = `WITH input AS MATERIALIZED (
    SELECT * FROM ROWS FROM (json_to_recordset($1::text::json) AS (p uuid, id uuid, parent uuid, path text, portal text,
      status text, demo timestamptz, levels smallint, search text, state json, events json, claims json))
    WITH ORDINALITY AS t (p, id, parent, path, portal, status, demo, levels, search, state, events, claims, at)
  ), customers AS (
    INSERT INTO clientele.customer
      (platform, id, parent, path, depth, levels, top, version, portal, status, demo_ends, search, state)
    SELECT p, id, parent, decode(path, 'hex'), length(path) / 32 - 1, levels, greatest(length(path) / 32 - 1 - levels, 0),
      json_array_length(events), portal, status, demo, search, state FROM input
  ), claims AS (
    INSERT INTO clientele.claim (platform, scope, kind, key, customer, reserved)
    SELECT i.p, k.scope, k.kind, k.key, i.id, true
    FROM input i, json_to_recordset(i.claims) AS k (scope text, kind text, key text)
  )
  INSERT INTO clientele.event (platform, customer, sequence, era, xid, n, body)
  SELECT i.p, i.id, e.sequence, $2, pg_current_xact_id(), $3 + row_number() OVER (ORDER BY i.at, e.sequence), e.body
  FROM input i, json_array_elements(i.events) WITH ORDINALITY AS e (body, sequence)`

/**
 * Writes customers, all or none, and returns how many. `onWritten` is told the number whenever some more are.
 *
 * **When to use**
 *
 * Use for test data by the hundred thousand. Anything that a person asked for goes through `Customers`.
 *
 * **Details**
 *
 * One transaction, whose rows are those that commits of the same events would have left. Into a database without any
 * customer, the indexes are built at the end, which is several times as fast; nobody else can use it until then. Fails
 * with `DatabaseRefused`; then nothing was written.
 *
 * @category effects
 * @since 0.1.0
 */
export const sow = (
  customers: Iterable<Sown>,
  onWritten: (count: number) => void = () => {}
): Effect.Effect<number, DatabaseRefused, PgClient.PgClient> =>
  Effect.gen(function* () {
    const sql = yield* PgClient.PgClient
    const written = yield* sql.withTransaction(
      Effect.gen(function* () {
        const [row] = yield* sql.unsafe<{ era: number; empty: boolean }>(
          `SELECT clientele.present_era() AS era, NOT EXISTS (SELECT 1 FROM clientele.customer) AS empty`
        )
        const rebuild = row?.empty === true ? yield* withoutIndexes(sql) : Effect.void
        const count = yield* insertAll(sql, row?.era ?? 0, customers, onWritten)
        yield* rebuild
        return count
      })
    )
    for (const table of ["customer", "event", "claim"]) {
      yield* sql.unsafe(`VACUUM (ANALYZE) clientele.${table}`).unprepared
    }
    return written
  }).pipe(
    Effect.catchTag("SqlError", (error) => Effect.fail(refusedBy(error))),
    Effect.withSpan("Seeding.sow")
  )

const insertAll = (
  sql: PgClient.PgClient,
  era: number,
  customers: Iterable<Sown>,
  onWritten: (count: number) => void
) =>
  Effect.gen(function* () {
    let written = 0
    let events = 0
    let sending: Fiber.Fiber<unknown, SqlError> | undefined
    let rows: Array<object> = []
    let size = 0
    const send = Effect.gen(function* () {
      if (sending !== undefined) yield* Fiber.join(sending)
      onWritten(written)
      const params = [JSON.stringify(rows), era, events]
      sending = yield* Effect.forkChild(sql.unsafe(insert, params))
      written += rows.length
      events += size
      rows = []
      size = 0
    })
    // While the server writes one batch, the next one is made.
    for (const one of customers) {
      rows.push(encode(one))
      size += one.events.length
      if (rows.length % turn === 0) yield* Effect.yieldNow
      if (rows.length === batch) yield* send
    }
    if (rows.length > 0) yield* send
    if (sending !== undefined) yield* Fiber.join(sending)
    onWritten(written)
    return written
  })

const encode = ({ above, customer, events }: Sown): object => ({
  ...Committing.row(customer),
  p: uuid(customer.platform),
  path: [...above, customer.id].map((id) => uuid(id).replaceAll("-", "")).join(""),
  events,
  claims: Customer.claims(customer)
})

/** Takes away what only speeds up reading; returns how to put it back. */
const withoutIndexes = (sql: PgClient.PgClient) =>
  Effect.gen(function* () {
    yield* sql.unsafe(`LOCK TABLE clientele.customer, clientele.event, clientele.claim IN ACCESS EXCLUSIVE MODE`)
    const indexes = yield* sql.unsafe<{ name: string; definition: string }>(
      `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
       WHERE i.indrelid IN ('clientele.customer'::regclass, 'clientele.event'::regclass)
         AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY i.indexrelid`
    )
    for (const { name } of indexes) yield* sql.unsafe(`DROP INDEX ${name}`).unprepared
    return Effect.gen(function* () {
      yield* sql.unsafe(`SET LOCAL maintenance_work_mem = '256MB'`).unprepared
      for (const { definition } of indexes) yield* sql.unsafe(definition).unprepared
    })
  })
