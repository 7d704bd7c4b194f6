/** Pages of customers: walked from where the page begins, so that a page costs what it shows and skips. */
import { type CustomerStore, DisplayStatus, Visibility } from "@clientele/core"
import * as Customers from "@clientele/core/Customer"
import { line } from "./Reading.ts"
import { countBefore, type Id, type Tables, whole } from "./Tables.ts"

type Row = CustomerStore.Row
type Query = CustomerStore.Query

export const page = (tables: Tables, query: Query): ReadonlyArray<Row> | null => {
  if (query.after !== undefined && !isSeen(rowOf(tables, query.after), query)) return null
  const rows: Array<Row> = []
  const limit = whole(query.limit)
  for (const row of query.order === "tree" ? inTreeOrder(tables, query) : newestFirst(tables, query)) {
    if (rows.length >= limit) break
    if (fits(row, query)) rows.push(row)
  }
  return rows
}

const rowOf = (tables: Tables, id: Id): Row | undefined => {
  const [stored, ...above] = line(tables, id)
  return stored === undefined ? undefined : { ...stored, above }
}

const isSeen = (row: Row | undefined, { platform, viewer }: Query): boolean => {
  if (row?.customer.platform !== platform) return false
  const distance = viewer === null ? 0 : heightOf(row, viewer)
  return distance === 0 || Visibility.sees(Customers.visibility(row.customer), distance)
}

/** How far a customer lies above a row; 0 for the row's own, -1 where it does not. */
const heightOf = ({ above, customer }: Row, id: Id): number =>
  customer.id === id ? 0 : above.findIndex((up) => up.customer.id === id) + 1 || -1

const fits = (row: Row, query: Query): boolean => {
  const { customer } = row
  return (
    isSeen(row, query) &&
    (query.within === undefined || heightOf(row, query.within) >= 0) &&
    (query.parent === undefined || customer.parent === query.parent) &&
    (query.portal === undefined || customer.portal === query.portal) &&
    (query.status === undefined || query.status.includes(DisplayStatus.of(customer, query.now))) &&
    (query.text === undefined || Customers.searchText(customer).includes(query.text.toLowerCase()))
  )
}

function* newestFirst(tables: Tables, { after, parent, platform }: Query): Generator<Row> {
  const ids = (parent === undefined ? tables.customersOf.get(platform) : tables.childrenOf.get(parent)) ?? []
  const end = after === undefined ? ids.length : countBefore(ids, (id) => id < after)
  for (let at = end - 1; at >= 0; at--) {
    const row = rowOf(tables, ids[at] as Id)
    if (row !== undefined) yield row
  }
}

/** A path is the ids that lead to a customer, and ids have one length: paths sort as the tree is read. */
const separator = "/"

function* inTreeOrder(tables: Tables, { after: last, parent, platform, viewer, within }: Query): Generator<Row> {
  const after =
    last === undefined
      ? undefined
      : line(tables, last)
          .map(({ customer }) => customer.id)
          .toReversed()
          .join(separator)
  // Who is nowhere has nothing behind it.
  if (after === "") return
  const top = parent ?? within ?? viewer
  const above = top === null ? [] : line(tables, top).slice(1)
  const start = top === null ? (tables.rootsOf.get(platform) ?? []) : [top]
  const prefix = above
    .toReversed()
    .map(({ customer }) => customer.id + separator)
    .join("")
  // A page that ended outside this subtree lies wholly before or wholly after it.
  const inside = after === undefined || after.startsWith(prefix)
  if (!inside && after > prefix) return
  const seek = after === undefined || !inside ? [] : after.slice(prefix.length).split(separator)
  yield* walk(tables, start, above, seek, prefix, parent === undefined ? Number.POSITIVE_INFINITY : 1)
}

/** Customers and those below them, from the one after the path that `seek` leads along. */
function* walk(
  tables: Tables,
  ids: ReadonlyArray<Id>,
  above: Row["above"],
  seek: ReadonlyArray<string>,
  prefix: string,
  levels: number
): Generator<Row> {
  const [from, ...further] = seek
  for (let at = from === undefined ? 0 : countBefore(ids, (id) => id < from); at < ids.length; at++) {
    const id = ids[at] as Id
    const stored = tables.customers.get(id)
    if (stored === undefined) continue
    if (id !== from) yield { ...stored, above }
    if (levels === 0) continue
    const below = tables.childrenOf.get(id) ?? []
    yield* walk(tables, below, [stored, ...above], id === from ? further : [], prefix + id + separator, levels - 1)
  }
}
