/**
 * Row-level security: a second wall behind the kernel's own, for a role that owns nothing.
 *
 * @since 0.1.0
 */
import type { CustomerId, PlatformId } from "@clientele/core"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { uuid } from "./internal/Ids.ts"

/**
 * What may be read inside {@link confine}: a platform, and of it what a user at home at `viewer` sees (`null`: all).
 *
 * @category models
 * @since 0.1.0
 */
export interface Confines {
  readonly role: string
  readonly platform: PlatformId.PlatformId
  readonly viewer: CustomerId.CustomerId | null
}

const setting = (name: string, type: string) => `nullif(current_setting('clientele.${name}', true), '')::${type}`

const policies: Readonly<Record<string, string>> = {
  customer: `platform = ${setting("platform", "uuid")} AND (${setting("viewer", "uuid")} IS NULL OR (
    substring(path, 16 * ${setting("level", "int")} + 1, 16) = uuid_send(${setting("viewer", "uuid")})
    AND top <= ${setting("level", "int")}))
    AND (NOT (SELECT EXISTS (SELECT 1 FROM clientele.relocation)) OR clientele.settled_1(platform, path) = path)`,
  event: `platform = ${setting("platform", "uuid")} AND EXISTS (
    SELECT 1 FROM clientele.customer c WHERE c.platform = event.platform AND c.id = event.customer)`,
  claim: `platform = ${setting("platform", "uuid")} AND EXISTS (
    SELECT 1 FROM clientele.customer c WHERE c.platform = claim.platform AND c.id = claim.customer)`,
  idempotency: `platform = ${setting("platform", "uuid")} AND EXISTS (
    SELECT 1 FROM clientele.customer c WHERE c.platform = idempotency.platform AND c.id = idempotency.customer)`,
  app_user: `platform = ${setting("platform", "uuid")} AND EXISTS (
    SELECT 1 FROM clientele.customer c WHERE c.platform = app_user.platform AND c.id = app_user.home)`
}

/** A name as SQL quotes it. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/**
 * Sets the wall up for a role: it may read customers, events, claims, records and users, each only as far as its
 * confines reach, and nothing where none are set. Passwords' hashes and tokens it never reads. May run
 * again.
 *
 * **Details**
 *
 * Run as the owner of the tables. The role is made if it is not there; it cannot sign in until you let it. The owner
 * itself is not confined: the kernel writes as the owner.
 *
 * **Gotchas**
 *
 * Confines are settings of the transaction, which every role may set: whoever sends SQL of their own as this role can set
 * others, and so read what they like. The wall stands before queries that forget, not before people who sign in.
 *
 * @category effects
 * @since 0.1.0
 */
export const install = (role: string): Effect.Effect<void, SqlError, PgClient.PgClient> =>
  Effect.gen(function* () {
    const sql = yield* PgClient.PgClient
    const there = yield* sql.unsafe(`SELECT 1 AS there FROM pg_roles WHERE rolname = $1`, [role])
    const statements = [
      ...(there.length > 0 ? [] : [`CREATE ROLE ${quoted(role)} NOLOGIN`]),
      `GRANT ${quoted(role)} TO CURRENT_USER`,
      `GRANT USAGE ON SCHEMA clientele TO ${quoted(role)}`,
      `GRANT SELECT ON clientele.era, clientele.relocation TO ${quoted(role)}`,
      ...Object.entries(policies).flatMap(([table, using]) => [
        `GRANT SELECT ON clientele.${table} TO ${quoted(role)}`,
        `ALTER TABLE clientele.${table} ENABLE ROW LEVEL SECURITY`,
        `DROP POLICY IF EXISTS confined ON clientele.${table}`,
        `CREATE POLICY confined ON clientele.${table} FOR SELECT USING (${using})`
      ])
    ]
    yield* sql.withTransaction(Effect.forEach(statements, (text) => sql.unsafe(text).unprepared, { discard: true }))
  })

/**
 * Returns an effect whose reads of the stores see only what the confines allow, whatever they ask for.
 *
 * **Details**
 *
 * Runs in one transaction of the role. For reading: a commit inside is refused by the database. Costs three statements more.
 *
 * @category combinators
 * @since 0.1.0
 */
export const confine =
  ({ platform, role, viewer }: Confines) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | SqlError, R | PgClient.PgClient> =>
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      return yield* sql.withTransaction(
        Effect.gen(function* () {
          yield* sql.unsafe(
            `SELECT set_config('clientele.platform', $1, true), set_config('clientele.viewer', $2, true),
              set_config('clientele.level', coalesce((SELECT depth::text FROM clientele.customer
                WHERE id = nullif($2, '')::uuid AND platform = $1::uuid), ''), true)`,
            [uuid(platform), viewer === null ? "" : uuid(viewer)]
          )
          yield* sql.unsafe(`SET LOCAL ROLE ${quoted(role)}`).unprepared
          return yield* effect
        })
      )
    })
