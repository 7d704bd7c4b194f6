/** From an embedded folder to a server: everything, or nothing. */
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as Schema from "effect/Schema"
import type { SqlError } from "effect/sql/SqlError"
import type { DatabaseRefused } from "../DatabaseRefused.ts"
import * as Migrations from "../Migrations.ts"
import * as Client from "./Client.ts"
import * as Copy from "./Copy.ts"
import type { EmbeddedRefused } from "./EmbeddedRefused.ts"

/**
 * The data were not moved; the server is as it was before. `message` says what to do.
 *
 * **Details**
 *
 * `notEmpty`: the server has customers already. `differs`: its tables are not those of the folder. `unequal`: what
 * arrived is not what was sent.
 *
 * @category errors
 * @since 0.1.0
 */
export class MoveRefused extends Schema.TaggedError<MoveRefused>()("MoveRefused", {
  reason: Schema.Literals(["notEmpty", "differs", "unequal"]),
  table: Schema.String,
  message: Schema.String
}) {}

export interface Options {
  readonly folder: string
  readonly onProgress?: (table: string, rows: number) => Effect.Effect<void>
}

/**
 * What was moved, and where to: the server's name has no password.
 *
 * @category models
 * @since 0.1.0
 */
export interface Moved {
  readonly server: string
  /** How many rows of each table. */
  readonly rows: Readonly<Record<string, number>>
}

/** Says what a database has been through; a server that was just migrated has it too, so it is compared. */
const history = `${Copy.schema}.migration`

export const moveToServer = (
  options: Options
): Effect.Effect<Moved, MoveRefused | EmbeddedRefused | DatabaseRefused | SqlError, PgClient.PgClient> =>
  Effect.gen(function* () {
    const to = yield* PgClient.PgClient
    const { retire, sql: from } = yield* Client.open({ folder: options.folder })
    const rows = yield* from.withTransaction(to.withTransaction(everything(from, to, options)))
    const server = yield* nameOf(to)
    yield* retire(server)
    for (const table of Object.keys(rows)) yield* to.unsafe(`ANALYZE ${table}`).unprepared
    return { server, rows }
  }).pipe(Effect.scoped, Effect.provide(Reactivity.layer), Effect.withSpan("Embedded.moveToServer"))

const everything = Effect.fnUntraced(function* (from: PgClient.PgClient, to: PgClient.PgClient, options: Options) {
  // In the transactions too: a refusal leaves no tables behind.
  for (const side of [from, to]) yield* Effect.provideService(Migrations.migrate, PgClient.PgClient, side)
  yield* Effect.forEach([from, to], Copy.asText, { discard: true })
  const tables = yield* sameTables(from, to)
  // Whoever works on the server already waits, and sees all of it or nothing.
  yield* to.unsafe(`LOCK TABLE ${tables.map(({ name }) => name).join(", ")} IN ACCESS EXCLUSIVE MODE`).unprepared
  const copied = tables.filter(({ name }) => name !== history)
  for (const table of copied) yield* empty(to, table)
  yield* Copy.withReferencesLast(
    to,
    Effect.forEach(
      copied,
      (table) => Copy.copy(from, to, table, (rows) => options.onProgress?.(table.name, rows) ?? Effect.void),
      { discard: true }
    )
  )
  yield* Copy.copySequences(from, to)
  const rows: Record<string, number> = {}
  for (const table of copied) rows[table.name] = yield* equal(from, to, table)
  return rows
})

const sameTables = Effect.fnUntraced(function* (from: PgClient.PgClient, to: PgClient.PgClient) {
  const ours = yield* Copy.tables(from)
  const theirs = new Map((yield* Copy.tables(to)).map((table) => [table.name, JSON.stringify(table.columns)]))
  const other = ours.find(({ columns, name }) => theirs.get(name) !== JSON.stringify(columns))?.name
  const more = [...theirs.keys()].find((name) => !ours.some((table) => table.name === name))
  const table = other ?? more
  if (table === undefined) return ours
  const message = `${table} is not the same table on the server; run the same release on both, or take an empty database`
  return yield* new MoveRefused({ reason: "differs", table, message })
})

const empty = Effect.fnUntraced(function* (to: PgClient.PgClient, { name }: Copy.Table) {
  const found = yield* to.unsafe(`SELECT 1 FROM ${name} LIMIT 1`)
  if (found.length === 0) return
  const message = `${name} on the server has rows already; take an empty database: moving adds to nothing`
  return yield* new MoveRefused({ reason: "notEmpty", table: name, message })
})

const equal = Effect.fnUntraced(function* (from: PgClient.PgClient, to: PgClient.PgClient, table: Copy.Table) {
  const sent = yield* Copy.content(from, table)
  const arrived = yield* Copy.content(to, table)
  if (sent.rows === arrived.rows && sent.hash === arrived.hash) return sent.rows
  const message = `${table.name} did not arrive as it was sent (${sent.rows} rows sent, ${arrived.rows} arrived); nothing was kept, try again`
  return yield* new MoveRefused({ reason: "unequal", table: table.name, message })
})

/** How the server is called in the folder and to the user: no password, no user. */
const nameOf = (to: PgClient.PgClient): Effect.Effect<string, SqlError> =>
  Effect.map(
    to.unsafe<{ name: string }>(
      `SELECT current_database() || ' on ' || coalesce(host(inet_server_addr()), 'this machine') || coalesce(':' || inet_server_port(), '') AS name`
    ),
    ([row]) => row?.name ?? ""
  )
