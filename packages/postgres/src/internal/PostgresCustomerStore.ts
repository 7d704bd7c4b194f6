/** `CustomerStore` in SQL. */
import { CustomerStore, type PlatformId, Upcasters } from "@clientele/core"
import type { PgClient, PgPoolConfig } from "@effect/sql-pg/PgClient"
import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { SqlError } from "effect/sql/SqlError"
import type * as Changes from "./Changes.ts"
import * as Coalescing from "./Coalescing.ts"
import * as Committing from "./Committing.ts"
import * as Ephemeral from "./Ephemeral.ts"
import { nil, uuid, whole } from "./Ids.ts"
import * as Pages from "./Pages.ts"
import { customerId, type StoredRow, stored, type Unavailable, unavailable } from "./Rows.ts"
import * as Short from "./Short.ts"
import { errorCode } from "./errorCode.ts"

/** Commits of one call of the database: as many locks as it grants without asking for more. */
const commitsPerCall = 200

/** Short commits of one turn, and turns of a platform at the same time. More turns would have fewer commits each, which costs the server more. */
const commitsPerTurn = 64
const turns = 2

/** Each ancestor is looked up by its key, whatever the planner reckons with: it takes a line for a thousand levels. */
const line = `SELECT k.state, k.version
  FROM (
    SELECT platform, CASE WHEN EXISTS (SELECT FROM clientele.relocation r WHERE r.platform = customer.platform)
      THEN clientele.settled_1(platform, path) ELSE path END AS path
    FROM clientele.customer WHERE id = $1 OFFSET 0
  ) AS c
  CROSS JOIN LATERAL generate_series(0, length(c.path) / 16 - 1) AS d (depth)
  CROSS JOIN LATERAL (
    SELECT state, version FROM clientele.customer
    WHERE platform = c.platform AND id = encode(substring(c.path, 16 * d.depth + 1, 16), 'hex')::uuid OFFSET 0
  ) AS k
  ORDER BY d.depth DESC`

const many = `SELECT state, version FROM clientele.customer WHERE id = ANY ($1::uuid[])`

/** By path; by parents while a large move is under way. */
const below = `WITH RECURSIVE c AS (
    SELECT platform, id, path,
      EXISTS (SELECT 1 FROM clientele.relocation r WHERE r.platform = customer.platform) AS moving
    FROM clientele.customer WHERE id = $1
  ), down (platform, id, path) AS (
    SELECT platform, id, path FROM c WHERE moving
    UNION ALL
    SELECT k.platform, k.id, down.path || uuid_send(k.id)
      FROM down JOIN clientele.customer k ON k.platform = down.platform AND k.parent = down.id
  )
  SELECT state, version FROM (
    SELECT k.state, k.version, k.path FROM c JOIN clientele.customer k ON k.platform = c.platform
      AND k.path > c.path AND k.path < c.path || '\\xff'::bytea WHERE NOT c.moving
    UNION ALL
    SELECT k.state, k.version, down.path
      FROM down JOIN clientele.customer k ON k.platform = down.platform AND k.id = down.id WHERE k.id <> $1
  ) AS found ORDER BY path LIMIT $2`

const children = `SELECT k.state, k.version FROM clientele.customer c
  JOIN clientele.customer k ON k.platform = c.platform AND k.parent = c.id
  WHERE c.id = $1 ORDER BY k.id`

const events = `SELECT e.body FROM clientele.customer c
  JOIN clientele.event e ON e.platform = c.platform AND e.customer = c.id
  WHERE c.id = $1 ORDER BY e.sequence`

/**
 * Transaction ids are drawn when a commit begins to write, so a greater one may be seen before a smaller one. What is at
 * or above the oldest that still runs is therefore not shown yet: it comes when that one has ended. Events of an earlier
 * start of the server are all there; a standby cannot tell when its primary started, and waits with those of the last.
 */
const feed = `SELECT e.body,
    lpad(e.era::text, 10, '0') || '.' || lpad(e.xid::text, 20, '0') || '.' || lpad(e.n::text, 10, '0') AS position
  FROM clientele.event e
  WHERE e.platform = $1 AND (e.era, e.xid, e.n) > ($2, $3::text::xid8, $4)
    AND (e.xid < pg_snapshot_xmin(pg_current_snapshot())
      OR e.era < CASE WHEN pg_is_in_recovery() THEN (SELECT max(id) FROM clientele.era)
        ELSE coalesce((SELECT max(id) FROM clientele.era WHERE started = pg_postmaster_start_time()), 2147483647) END)
  ORDER BY e.era, e.xid, e.n LIMIT $5`

const holder = `SELECT t.customer::text AS customer FROM clientele.claim t
  WHERE t.platform = coalesce($1::uuid, (SELECT platform FROM clientele.customer WHERE id = $2::uuid))
    AND t.scope = $3 AND t.kind = $4 AND t.key = $5`

const idempotency = `SELECT body FROM clientele.idempotency WHERE platform = $1 AND actor = $2 AND key = $3`

export const make = Effect.fnUntraced(function* (sql: PgClient, changes: Changes.Changes) {
  const run = <Row extends object>(text: string, params: ReadonlyArray<unknown>) =>
    Effect.catchTag(sql.unsafe<Row>(text, params), "SqlError", unavailable)

  const states = (text: string, params: ReadonlyArray<unknown>) =>
    Effect.map(run<StoredRow>(text, params), (rows) => rows.map(stored))

  const write = (commits: ReadonlyArray<CustomerStore.Commit>) =>
    Effect.gen(function* () {
      const [answer] = yield* run<{ outcomes: ReadonlyArray<Committing.Answer | null> }>(
        `SELECT clientele.commit_1($1::text::jsonb) AS outcomes`,
        [JSON.stringify(commits.map(Committing.encode))]
      )
      const outcomes = commits.map((commit, at) => Committing.decode(commit, answer?.outcomes[at] ?? null))
      const written = commits.filter((_, at) => outcomes[at] === null)
      yield* changes.tell(new Set(written.map(({ platform }) => platform)))
      return outcomes
    })

  const writeOne = (commit: CustomerStore.Commit): Effect.Effect<void, Committing.Refusal | Unavailable> =>
    Effect.flatMap(write([commit]), ([refusal]) => (refusal == null ? Effect.void : Effect.fail(refusal)))

  type Rest = Effect.Effect<void, Committing.Refusal | Unavailable>

  /** Short commits of one turn, and what is left to do for each. */
  const writeShort = (batch: NonEmptyReadonlyArray<Short.Short>): Effect.Effect<ReadonlyArray<Rest>, Unavailable> =>
    Effect.gen(function* () {
      const [row] = yield* run<{ outcomes: Short.Answers }>(Short.text, Short.params(batch))
      const outcomes = batch.map((_, at) => Short.decode(batch, at, row?.outcomes ?? null))
      if (outcomes.includes(null)) yield* changes.tell(new Set([batch[0].commit.platform]))
      return outcomes.map((outcome, at): Rest => {
        if (outcome === "moves") return writeOne((batch[at] as Short.Short).commit)
        return outcome === null ? Effect.void : Effect.fail(outcome)
      })
    }).pipe(
      // Nothing was written: each goes once more, alone, so that it fails for nobody's reasons but its own.
      Effect.catchIf(
        ({ cause }) => batch.length > 1 && cause instanceof SqlError && isUndone(cause),
        () => Effect.succeed(batch.map(writeAlone))
      )
    )

  const writeAlone = (short: Short.Short): Rest => Effect.flatMap(writeShort([short]), ([rest = Effect.void]) => rest)

  const together = yield* Coalescing.make({
    lane: ({ commit }: Short.Short) => commit.platform,
    turns: Math.min(turns, (sql.config as PgPoolConfig).maxConnections ?? turns),
    most: commitsPerTurn,
    fits: (batch, job) => !batch.some((other) => Short.meet(other, job)),
    run: writeShort,
    overdue: {
      after: "20 seconds",
      error: () => new CustomerStore.CustomerStoreUnavailable({ cause: "a turn has not ended for 20 seconds" })
    }
  })

  /** In a transaction of the caller's, what it writes is to be in that. */
  const isInTransaction = Effect.map(Effect.serviceOption(sql.transactionService), Option.isSome)

  return CustomerStore.CustomerStore.of({
    capabilities: { durable: !Ephemeral.is(sql) },
    line: (id) => states(line, [uuid(id)]),
    many: (ids) => (ids.length === 0 ? Effect.succeed([]) : states(many, [ids.map(uuid)])),
    below: (id, limit) => states(below, [uuid(id), limit === undefined ? null : whole(limit)]),
    children: (id) => states(children, [uuid(id)]),
    page: Pages.make(sql),
    events: (id) =>
      Effect.map(run<{ body: unknown }>(events, [uuid(id)]), (rows) => rows.map(({ body }) => Upcasters.read(body))),
    feed: (platform, after, limit) => {
      const place = position(after)
      // Nothing comes after a place that is none.
      if (place === null) return Effect.succeed([])
      const [era, xid, n] = place
      return Effect.map(
        run<{ body: unknown; position: string }>(feed, [uuid(platform), era, xid, n, whole(limit)]),
        (rows) => rows.map(({ body, position }) => ({ position, recorded: Upcasters.read(body) }))
      )
    },
    changes: (platform) => changes.of(platform),
    holder: ({ key, kind, scope }) => {
      const [platform, customer] = scope.startsWith("plt_") ? [uuid(scope), null] : [null, uuid(scope)]
      return Effect.map(run<{ customer: string }>(holder, [platform, customer, scope, kind, key]), ([row]) =>
        row === undefined ? null : customerId(row.customer)
      )
    },
    idempotency: (platform: PlatformId.PlatformId | null, actor, key) =>
      Effect.map(
        run<{ body: CustomerStore.IdempotencyRecord }>(idempotency, [
          platform === null ? nil : uuid(platform),
          actor,
          key
        ]),
        ([row]) => row?.body ?? null
      ),
    commit: Effect.fn("PostgresCustomerStore.commit")(function* (commit: CustomerStore.Commit) {
      const short = Short.of(commit)
      if (short === null) yield* writeOne(commit)
      else if (yield* isInTransaction) yield* writeAlone(short)
      else yield* together(short)
    }),
    commitAll: Effect.fn("PostgresCustomerStore.commitAll")(function* (commits: ReadonlyArray<CustomerStore.Commit>) {
      const outcomes: Array<Committing.Refusal | null> = []
      for (let at = 0; at < commits.length; at += commitsPerCall)
        outcomes.push(...(yield* write(commits.slice(at, at + commitsPerCall))))
      return outcomes
    })
  })
})

/** A position as its three numbers; `null` for a text that no feed of ours ever gave. */
const position = (text: string | null): readonly [number, string, number] | null => {
  if (text === null) return [0, "0", 0]
  const [, era, xid, n] = /^(\d{10})\.(\d{20})\.(\d{10})$/u.exec(text) ?? []
  if (era === undefined || xid === undefined || Number(era) > 2 ** 31 - 1 || Number(n) > 2 ** 31 - 1) return null
  return BigInt(xid) > 2n ** 64n - 1n ? null : [Number(era), String(BigInt(xid)), Number(n)]
}

/**
 * Whether the server itself said no, to a statement that it then undid. Not where the connection ended, nor where the
 * transaction around it did: then nobody knows.
 */
const isUndone = (error: SqlError): boolean => {
  const state = errorCode(error.reason.cause) ?? ""
  return /^[0-9FHPX][0-9A-Z]{4}$/u.test(state) && !/^(?:08|25|57P)/u.test(state)
}
