/** Reads pages: one statement each, and a second one where customers lie above that are not known as they are now. */
import type { CustomerStore } from "@clientele/core"
import type { PgClient } from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Ancestors from "./Ancestors.ts"
import * as Paging from "./Paging.ts"
import { type StoredRow, stored, type Unavailable, unavailable } from "./Rows.ts"

type Row = CustomerStore.Row
type Stored = CustomerStore.Stored

interface Ancestor extends Ancestors.Place, StoredRow {
  readonly digits: string
}

const many = `SELECT replace(id::text, '-', '') AS digits, version, state, ${Ancestors.here}
  FROM clientele.customer WHERE id = ANY ($1::uuid[])`

export const make = (sql: PgClient): CustomerStore.CustomerStore["Service"]["page"] => {
  const ancestors = Ancestors.make()
  const levels = new Map<string, number>()

  const page = (query: CustomerStore.Query): Effect.Effect<ReadonlyArray<Row> | null, Unavailable> =>
    Effect.gen(function* () {
      const { platform, viewer } = query
      const known = viewer === null ? 0 : (levels.get(viewer) ?? 1)
      const since = ancestors.since(platform)
      const { params, planned, text } = Paging.page(query, known, since)
      const statement = sql.unsafe<Paging.Head | Paging.Body>(text, params)
      const answer = yield* Effect.catchTag(planned ? statement.unprepared : statement, "SqlError", unavailable)
      const [head] = answer as readonly [Paging.Head]
      if (!head.begins) return null
      if (viewer !== null) {
        if (head.level === null) return []
        if (levels.size > 10_000) levels.clear()
        levels.set(viewer, head.level)
        if (head.level !== known) return yield* page(query)
      }
      const rows = answer.slice(1) as ReadonlyArray<Paging.Body>
      const still = ancestors.still(platform, since, head) ?? new Map<string, Stored>()
      const above = new Map<string, Stored>()
      const unknown = new Set<string>()
      for (const { path } of rows) {
        for (let at = 0; at < path.length - 32; at += 32) {
          const id = path.slice(at, at + 32)
          const ancestor = still.get(id)
          if (ancestor === undefined) unknown.add(id)
          else above.set(id, ancestor)
        }
      }
      if (unknown.size > 0) {
        const read = yield* Effect.catchTag(sql.unsafe<Ancestor>(many, [[...unknown]]), "SqlError", unavailable)
        const found = new Map(read.map((row) => [row.digits, stored(row)]))
        for (const [id, ancestor] of found) above.set(id, ancestor)
        if (read[0] !== undefined) ancestors.keep(platform, read[0], found)
      }
      return rows.map((row) => ({ ...stored(row), above: lineOf(row.path, above) }))
    })

  return page
}

/** Those above a customer, nearest first, by its path: 32 digits each, its own last. */
const lineOf = (path: string, above: ReadonlyMap<string, Stored>): ReadonlyArray<Stored> => {
  const line: Array<Stored> = []
  for (let end = path.length - 32; end > 0; end -= 32) {
    const ancestor = above.get(path.slice(end - 32, end))
    if (ancestor !== undefined) line.push(ancestor)
  }
  return line
}
