/** `TokenStore` in SQL. */
import { type AccessToken, Instant, TokenStore, type UserId } from "@clientele/core"
import type { PgClient } from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlError } from "effect/sql/SqlError"
import { nil, uuid } from "./Ids.ts"

type Principal = AccessToken.AccessToken["owner"]

/** Tokens that are swept in one statement. */
const batch = 1_000

const minute = 60_000

/**
 * The row of the user is held, so that an erasure in between takes the token with it, and whoever disables the user and
 * then removes all tokens finds this one.
 */
const ofUser = `SELECT platform, home FROM clientele.app_user
  WHERE id = $2 AND platform = $1 AND (body->>'enabled')::boolean FOR SHARE`

const ofSupport = `SELECT $1::uuid AS platform, NULL::uuid AS home`

const add = (owner: Principal) => `WITH at AS (${owner._tag === "user" ? ofUser : ofSupport}), added AS (
    INSERT INTO clientele.token (platform, id, owner, home, hash, expires_at, body)
    SELECT platform, $3::uuid, $2::uuid, home, decode($4, 'hex'), $5::timestamptz, $6::text::jsonb FROM at
    ON CONFLICT DO NOTHING RETURNING id
  )
  SELECT EXISTS (SELECT 1 FROM at) AS there, EXISTS (SELECT 1 FROM added) AS added`

/** In one order, as an erasure takes them too: nobody waits in a circle. */
const removeAll = `DELETE FROM clientele.token WHERE id IN (
  SELECT id FROM clientele.token WHERE owner = $1 AND id IS DISTINCT FROM $2::uuid ORDER BY id FOR UPDATE)`

/** Past those that somebody removes just now. */
const sweep = `WITH gone AS (
    DELETE FROM clientele.token WHERE id IN (
      SELECT id FROM clientele.token WHERE expires_at <= $1::timestamptz ORDER BY expires_at LIMIT ${batch}
      FOR UPDATE SKIP LOCKED)
    RETURNING id
  )
  SELECT count(*)::int AS n FROM gone`

export const make = (sql: PgClient): TokenStore.TokenStore["Service"] => {
  const run = <Row extends object>(text: string, params: ReadonlyArray<unknown>) =>
    Effect.catchTag(sql.unsafe<Row>(text, params), "SqlError", (cause: SqlError) =>
      Effect.fail(new TokenStore.TokenStoreUnavailable({ cause }))
    )
  const bodies = (text: string, params: ReadonlyArray<unknown>) =>
    Effect.map(run<{ body: AccessToken.AccessToken }>(text, params), (rows) => rows.map(({ body }) => body))

  return TokenStore.TokenStore.of({
    add: Effect.fn("PostgresTokenStore.add")(function* (token: AccessToken.AccessToken, secret: Redacted.Redacted) {
      const { expiresAt, id, owner } = token
      const [row] = yield* run<{ there: boolean; added: boolean }>(add(owner), [
        owner.platform === null ? nil : uuid(owner.platform),
        uuid(owner.id),
        uuid(id),
        yield* hashOf(secret),
        expiresAt,
        JSON.stringify(token)
      ])
      if (row?.there === true && !row.added) {
        return yield* Effect.die(new Error(`there is a token ${id} already, or another with its hash`))
      }
      return row?.added === true
    }),
    find: Effect.fn("PostgresTokenStore.find")(function* (secret: Redacted.Redacted) {
      const hash = yield* hashOf(secret)
      const [token] = yield* bodies(`SELECT body FROM clientele.token WHERE hash = decode($1, 'hex')`, [hash])
      return token ?? null
    }),
    ofOwner: (owner: UserId.UserId) =>
      bodies(`SELECT body FROM clientele.token WHERE owner = $1 ORDER BY id`, [uuid(owner)]),
    use: (id, at) =>
      Effect.asVoid(
        run(
          `UPDATE clientele.token SET body = body || jsonb_build_object('lastUsedAt', $2::text)
            WHERE id = $1 AND coalesce(body->>'lastUsedAt', '') COLLATE "C" <= $3`,
          [uuid(id), at, Instant.plus(at, -minute)]
        )
      ),
    remove: (id) =>
      Effect.map(run(`DELETE FROM clientele.token WHERE id = $1 RETURNING id`, [uuid(id)]), (rows) => rows.length > 0),
    removeAll: (owner, but) => Effect.asVoid(run(removeAll, [uuid(owner), but === null ? null : uuid(but)])),
    sweep: Effect.fn("PostgresTokenStore.sweep")(function* (at: Instant.Instant) {
      let total = 0
      for (let last = batch; last === batch; total += last) last = (yield* run<{ n: number }>(sweep, [at]))[0]?.n ?? 0
      return total
    })
  })
}

const hashOf = (hash: Redacted.Redacted): Effect.Effect<string> =>
  Effect.suspend(() => {
    const text = Redacted.value(hash)
    return TokenStore.isHash(text)
      ? Effect.succeed(text)
      : Effect.die(new Error("this is no SHA-256 hash in hexadecimal digits"))
  })
