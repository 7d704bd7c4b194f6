/** Reads pages: one statement each, and a second one where customers lie above that are not known as they are now. */
import type { CustomerStore, PlatformId } from "@clientele/core"
import type { PgClient } from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Ancestors from "./Ancestors.ts"
import { uuid } from "./Ids.ts"
import * as Paging from "./Paging.ts"
import { type StoredRow, stored, type Unavailable, unavailable } from "./Rows.ts"

type Row = CustomerStore.Row
type Stored = CustomerStore.Stored

interface Ancestor extends Ancestors.Answer, StoredRow {
  readonly digits: string
}

const many = `SELECT replace(id::text, '-', '') AS digits, version, state, ${Ancestors.here("$2")}
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
      const still = ancestors.still(platform, since, head)
      const lines = rows.map(({ path }) => still(Ancestors.above(path)))
      const read = lines.includes(null)
        ? yield* readAbove(
            platform,
            rows.filter((_, at) => lines[at] === null)
          )
        : none
      return rows.map((row, at) => {
        const { customer, version } = stored(row)
        const above = lines[at] ?? Ancestors.on(Ancestors.above(row.path)).flatMap((id) => read.get(id) ?? [])
        return { customer, version, above }
      })
    })

  /** Those above some rows, by their digits, from the database. */
  const readAbove = (platform: PlatformId.PlatformId, rows: ReadonlyArray<Paging.Body>) => {
    const ids = new Set(rows.flatMap(({ path }) => Ancestors.on(Ancestors.above(path))))
    return Effect.map(
      Effect.catchTag(sql.unsafe<Ancestor>(many, [[...ids], uuid(platform)]), "SqlError", unavailable),
      (found): ReadonlyMap<string, Stored> => {
        const read = new Map(found.map((row) => [row.digits, stored(row)]))
        if (found[0] !== undefined) ancestors.keep(platform, found[0], read)
        return read
      }
    )
  }

  return page
}

const none: ReadonlyMap<string, Stored> = new Map()
