/** Commits that `write_1` takes: one customer each, new or under the parent that it has; as many at once as do not meet. */
import type { CustomerStore } from "@clientele/core"
import * as PgTypes from "@effect/sql-pg/PgTypes"
import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Result from "effect/Result"
import * as Committing from "./Committing.ts"
import { uuid } from "./Ids.ts"

/** What the database answers: what speaks against each, or null where nothing speaks against any. */
export type Answers = ReadonlyArray<Answer | null> | null

/** `moves`: it hangs under another parent, which `commit_1` has to see to. */
export type Answer = Committing.Answer | { readonly t: "moves" }

/** A commit with all that `write_1` looks at, so that two can be held against each other. */
export interface Short {
  readonly commit: CustomerStore.Commit
  readonly written: string
  /** Those that are read and not written, the parent among them. */
  readonly held: ReadonlySet<string>
  /** Versions that must still be so. */
  readonly seen: ReadonlyArray<readonly [id: string, version: number]>
  /** Keys that it claims, and that of its record. */
  readonly keys: ReadonlySet<string>
}

/** The commit as a short one; `null` where it is none. */
export const of = (commit: CustomerStore.Commit): Short | null => {
  const { claim, idempotency, platform, release, requires, structural, writes } = commit
  const [{ customer, expected, rewritten }] = writes
  if (structural || writes.length > 1 || release.length > 0 || rewritten !== undefined) return null
  const held = new Set<string>(customer.parent === null ? [] : [customer.parent])
  const seen: Array<readonly [string, number]> = [[customer.id, expected]]
  for (const it of requires) {
    if (it._tag !== "version") return null
    seen.push([it.customer, it.version])
    held.add(it.customer)
  }
  held.delete(customer.id)
  const keys = new Set<string>()
  for (const { customer: holder, key, kind, scope } of claim) {
    if (holder !== customer.id || (scope.startsWith("plt_") && scope !== platform)) return null
    keys.add(`${scope} ${kind} ${key}`)
  }
  if (keys.size < claim.length) return null
  if (idempotency !== null) keys.add(`${idempotency.platform} ${idempotency.actor} ${idempotency.key} again`)
  return { commit, written: customer.id, held, seen, keys }
}

/** Whether one of them writes or claims what the other one looks at: then they are not written at once. */
export const meet = (a: Short, b: Short): boolean =>
  a.written === b.written ||
  a.held.has(b.written) ||
  b.held.has(a.written) ||
  [...a.keys].some((key) => b.keys.has(key))

/** Types of the arguments after the platform, of which each is an array. */
export const types = {
  who: "uuid",
  above: "uuid",
  expected: "integer",
  portal: "text",
  status: "text",
  demo: "timestamptz",
  levels: "integer",
  search: "text",
  state: "json",
  counts: "integer",
  held: "uuid",
  seenOf: "integer",
  seen: "uuid",
  versions: "integer",
  eventOf: "integer",
  sequences: "integer",
  events: "json",
  claimOf: "integer",
  scopes: "text",
  kinds: "text",
  keys: "text",
  recordOf: "integer",
  records: "jsonb"
} as const

/** The driver tells the type of an array by its items, and has none for some: these go as texts. */
const sent = Object.values(types).map((type) => (type === "uuid" || type === "integer" ? type : "text"))

export const text = `SELECT clientele.write_1($1, ${Object.values(types)
  .map((type, at) => `$${at + 2}::${sent[at]}[]${type === sent[at] ? "" : `::${type}[]`}`)
  .join(", ")}) AS outcomes`

const oids = { uuid: PgTypes.OID.uuid, integer: PgTypes.OID.int4, text: PgTypes.OID.text }

/** The arguments of `write_1` for commits of one platform, as the driver sends them. */
export const params = (batch: Batch): ReadonlyArray<unknown> => {
  const [platform, ...columns] = values(batch)
  return [platform, ...columns.map((column, at) => Result.getOrThrow(PgTypes.array(column, oids[sent[at] ?? "text"])))]
}

type Batch = NonEmptyReadonlyArray<Short>

/** The arguments of `write_1` for commits of one platform. */
export const values = (batch: Batch): readonly [string, ...ReadonlyArray<ReadonlyArray<unknown>>] => {
  const columns = Object.fromEntries(Object.keys(types).map((name) => [name, []])) as unknown as Record<
    keyof typeof types,
    Array<unknown>
  >
  const held = new Set<string>()
  batch.forEach(({ commit, held: read, seen }, before) => {
    const at = before + 1
    const [{ customer, events, expected }] = commit.writes
    const { demo, id, levels, parent, portal, search, state, status } = Committing.row(customer)
    columns.who.push(id)
    columns.above.push(parent)
    columns.expected.push(expected)
    columns.portal.push(portal)
    columns.status.push(status)
    columns.demo.push(demo)
    columns.levels.push(levels)
    columns.search.push(search)
    columns.state.push(JSON.stringify(state))
    columns.counts.push(events.length)
    for (const other of read) held.add(other)
    for (const [other, version] of seen) {
      columns.seenOf.push(at)
      columns.seen.push(uuid(other))
      columns.versions.push(version)
    }
    for (const event of events) {
      columns.eventOf.push(at)
      columns.sequences.push(event.sequence)
      columns.events.push(JSON.stringify(event))
    }
    for (const { key, kind, scope } of commit.claim) {
      columns.claimOf.push(at)
      columns.scopes.push(scope)
      columns.kinds.push(kind)
      columns.keys.push(key)
    }
    if (commit.idempotency !== null) {
      columns.recordOf.push(at)
      columns.records.push(JSON.stringify(Committing.record(commit.idempotency)))
    }
  })
  for (const other of held) columns.held.push(uuid(other))
  return [uuid(batch[0].commit.platform), ...Object.values(columns)]
}

/** What an answer says of the commit at a place of the batch; claims are counted through all of them. */
export const decode = (
  batch: ReadonlyArray<Short>,
  at: number,
  answers: Answers
): Committing.Refusal | "moves" | null => {
  const answer = answers?.[at] ?? null
  const { commit } = batch[at] as Short
  if (answer === null || answer.t === "known" || answer.t === "version") return Committing.decode(commit, answer)
  if (answer.t === "moves") return "moves"
  const before = batch.slice(0, at).reduce((sum, { commit }) => sum + commit.claim.length, 0)
  return Committing.decode(commit, { t: "taken", n: answer.n - before })
}
