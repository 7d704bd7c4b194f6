/** Records of idempotency keys: kept for seven days, and cleared away as their actor goes on. */
import { CustomerStore } from "@clientele/core"
import { actorKey, type Id, type Tables } from "./Tables.ts"

type Record = CustomerStore.IdempotencyRecord

const recordsOf = (tables: Tables, { actor, platform }: Record): Map<string, Record> => {
  const key = actorKey(platform, actor)
  const records = tables.idempotency.get(key) ?? new Map<string, Record>()
  tables.idempotency.set(key, records)
  return records
}

/** The record that speaks against another under its key; `null` where there is none, or it is forgotten by then. */
export const known = (tables: Tables, record: Record): Record | null => {
  const before = recordsOf(tables, record).get(record.key)
  return before === undefined || CustomerStore.isForgotten(before, record.at) ? null : before
}

const forget = (tables: Tables, records: Map<string, Record>, record: Record): void => {
  records.delete(record.key)
  tables.recordsOf.get(record.customer)?.delete(record)
}

/** Keeps a record, in the place of one that is forgotten, and clears those away that are. */
export const keep = (tables: Tables, record: Record): void => {
  const records = recordsOf(tables, record)
  const before = records.get(record.key)
  if (before !== undefined) forget(tables, records, before)
  for (const oldest of records.values()) {
    if (!CustomerStore.isForgotten(oldest, record.at)) break
    forget(tables, records, oldest)
  }
  records.set(record.key, record)
  const own = tables.recordsOf.get(record.customer) ?? new Set()
  tables.recordsOf.set(record.customer, own.add(record))
}

/** Empties the records of a customer of what is personal. */
export const empty = (tables: Tables, customer: Id): void => {
  const emptied = [...(tables.recordsOf.get(customer) ?? [])].map((record) => {
    const without: Record = { ...record, fingerprint: "", warnings: [] }
    // In its place: a key that is there keeps its turn.
    recordsOf(tables, record).set(record.key, without)
    return without
  })
  tables.recordsOf.set(customer, new Set(emptied))
}
