/** All tables of one schema, copied as text from one database to another and compared. */
import type * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"

export const schema = "clientele"

export interface Table {
  /** Quoted, with its schema. */
  readonly name: string
  readonly columns: ReadonlyArray<{ readonly name: string; readonly type: string }>
}

/** What makes a value the same text on both sides. */
export const asText = (sql: PgClient.PgClient): Effect.Effect<void, SqlError> =>
  Effect.forEach(
    [
      "TIME ZONE 'UTC'",
      "DateStyle = 'ISO, YMD'",
      "IntervalStyle = 'postgres'",
      "bytea_output = 'hex'",
      "extra_float_digits = 1"
    ],
    (setting) => sql.unsafe(`SET LOCAL ${setting}`).unprepared,
    { discard: true }
  )

/** Returns the tables, by name, with the columns that are stored and not derived. */
export const tables = (sql: PgClient.PgClient): Effect.Effect<ReadonlyArray<Table>, SqlError> =>
  Effect.map(
    sql.unsafe<{ name: string; columns: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name,
        json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod))
          ORDER BY a.attname COLLATE "C")::text AS columns
      FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      GROUP BY n.nspname, c.relname ORDER BY c.relname COLLATE "C"`,
      [schema]
    ),
    (rows) => rows.map(({ columns, name }) => ({ name, columns: JSON.parse(columns) as Table["columns"] }))
  )

const asRow = ({ columns }: Table): string =>
  `json_build_array(VARIADIC ARRAY[${columns.map(({ name }) => `${name}::text`).join(", ")}])::text`

export interface Content {
  readonly rows: number
  readonly hash: string
}

/** Returns how many rows a table has, and a sum over all that is in them. */
export const content = (sql: PgClient.PgClient, table: Table): Effect.Effect<Content, SqlError> =>
  Effect.map(
    sql.unsafe<{ rows: string; hash: string }>(
      `SELECT count(*)::text AS rows, coalesce(sum(hashtextextended(${asRow(table)}, 0)), 0)::text AS hash FROM ${table.name}`
    ),
    ([found]) => ({ rows: Number(found?.rows), hash: found?.hash ?? "" })
  )

/** Rows that are read and written at a time. */
const batch = 500

/** Copies the rows of a table; both clients are in a transaction. */
export const copy = (
  from: PgClient.PgClient,
  to: PgClient.PgClient,
  table: Table,
  onRows: (rows: number) => Effect.Effect<void>
): Effect.Effect<void, SqlError> =>
  Effect.gen(function* () {
    const names = table.columns.map(({ name }) => name).join(", ")
    const values = table.columns.map(({ type }, at) => `(r ->> ${at})::${type}`).join(", ")
    const insert = `INSERT INTO ${table.name} (${names}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM json_array_elements($1::text::json) AS r`
    yield* from.unsafe(`DECLARE copying NO SCROLL CURSOR FOR SELECT ${asRow(table)} AS row FROM ${table.name}`)
      .unprepared
    for (let done = 0; ; ) {
      const rows = yield* from.unsafe<{ row: string }>(`FETCH FORWARD ${batch} FROM copying`).unprepared
      if (rows.length === 0) break
      yield* to.unsafe(insert, [`[${rows.map(({ row }) => row).join(",")}]`])
      yield* onRows((done += rows.length))
    }
    yield* from.unsafe("CLOSE copying").unprepared
  })

/** Runs an effect with the references between rows checked at its end, and then as before. */
export const withReferencesLast = <A, E>(
  sql: PgClient.PgClient,
  effect: Effect.Effect<A, E>
): Effect.Effect<A, E | SqlError> =>
  Effect.gen(function* () {
    const references = yield* sql.unsafe<{ of: string; name: string; how: string }>(
      `SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name,
        CASE WHEN condeferrable THEN 'DEFERRABLE INITIALLY IMMEDIATE' ELSE 'NOT DEFERRABLE' END AS how
      FROM pg_constraint WHERE contype = 'f' AND connamespace = $1::text::regnamespace AND NOT condeferred AND conparentid = 0`,
      [schema]
    )
    const alter = (how: (before: string) => string) =>
      Effect.forEach(
        references,
        (one) => sql.unsafe(`ALTER TABLE ${one.of} ALTER CONSTRAINT ${one.name} ${how(one.how)}`).unprepared,
        { discard: true }
      )
    yield* alter(() => "DEFERRABLE INITIALLY DEFERRED")
    const result = yield* effect
    yield* sql.unsafe("SET CONSTRAINTS ALL IMMEDIATE").unprepared
    yield* alter((before) => before)
    return result
  })

/** Sets the sequences of one database to where those of another are. */
export const copySequences = (from: PgClient.PgClient, to: PgClient.PgClient): Effect.Effect<void, SqlError> =>
  Effect.gen(function* () {
    const sequences = yield* from.unsafe<{ name: string; last: string }>(
      `SELECT format('%I.%I', schemaname, sequencename) AS name, last_value::text AS last
      FROM pg_sequences WHERE schemaname = $1 AND last_value IS NOT NULL`,
      [schema]
    )
    for (const { last, name } of sequences) {
      yield* to.unsafe("SELECT setval($1::text::regclass, $2::text::bigint)", [name, last])
    }
  })
