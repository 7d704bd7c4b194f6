/** `UserStore` and `Credentials` in SQL. */
import { Credentials, CustomerNotFound, type UserId, UserStore } from "@clientele/core"
import type { PgClient } from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlError } from "effect/sql/SqlError"
import { uuid } from "./Ids.ts"

export const users = (sql: PgClient): UserStore.UserStore["Service"] => {
  const run = <Row extends object>(text: string, params: ReadonlyArray<unknown>) =>
    Effect.catchTag(sql.unsafe<Row>(text, params), "SqlError", (cause: SqlError) =>
      Effect.fail(new UserStore.UserStoreUnavailable({ cause }))
    )
  const bodies = (text: string, params: ReadonlyArray<unknown>) =>
    Effect.map(run<{ body: UserStore.User }>(text, params), (rows) => rows.map(({ body }) => body))

  return UserStore.UserStore.of({
    add: Effect.fn("PostgresUserStore.add")(function* (user: UserStore.User) {
      const [row] = yield* run<{ outcome: string }>(`SELECT clientele.add_user_1($1::text::jsonb) AS outcome`, [
        JSON.stringify({
          p: uuid(user.platform),
          id: uuid(user.id),
          home: uuid(user.home),
          scope: user.platform,
          login: user.login.key,
          body: user
        })
      ])
      switch (row?.outcome) {
        case "added":
          return
        case "noHome":
          return yield* new CustomerNotFound.CustomerNotFound({ customer: user.home })
        case "taken":
          return yield* new UserStore.LoginTaken()
        default:
          return yield* Effect.die(new Error(`there is a user ${user.id} already`))
      }
    }),
    get: Effect.fn("PostgresUserStore.get")(function* (id: UserId.UserId) {
      const [user] = yield* bodies(`SELECT body FROM clientele.app_user WHERE id = $1`, [uuid(id)])
      return user ?? (yield* new UserStore.UserNotFound({ user: id }))
    }),
    findByLogin: (platform, key) =>
      Effect.map(
        bodies(`SELECT body FROM clientele.app_user WHERE platform = $1 AND login = $2`, [uuid(platform), key]),
        ([user]) => user ?? null
      ),
    ofCustomer: (home) =>
      bodies(
        `SELECT u.body FROM clientele.customer c JOIN clientele.app_user u ON u.platform = c.platform AND u.home = c.id
          WHERE c.id = $1 ORDER BY u.id`,
        [uuid(home)]
      ),
    change: Effect.fn("PostgresUserStore.change")(function* (id: UserId.UserId, changes: Partial<UserStore.User>) {
      const { displayName, email, enabled, role } = changes
      const [user] = yield* bodies(
        `UPDATE clientele.app_user SET body = body || $2::text::jsonb WHERE id = $1 RETURNING body`,
        [uuid(id), JSON.stringify({ displayName, email, enabled, role })]
      )
      return user ?? (yield* new UserStore.UserNotFound({ user: id }))
    })
  })
}

export const credentials = (sql: PgClient): Credentials.Credentials["Service"] => {
  const run = <Row extends object>(text: string, params: ReadonlyArray<unknown>) =>
    Effect.catchTag(sql.unsafe<Row>(text, params), "SqlError", (cause: SqlError) =>
      Effect.fail(new Credentials.CredentialsUnavailable({ cause }))
    )

  return Credentials.Credentials.of({
    set: Effect.fn("PostgresCredentials.set")(function* (user: UserId.UserId, hash: Redacted.Redacted) {
      if (!Credentials.isHash(Redacted.value(hash))) {
        return yield* Effect.die(new Error("this is no argon2id hash in PHC form"))
      }
      // The row of the user is held, so that an erasure in between takes the hash with it.
      const rows = yield* run<{ there: boolean }>(
        `WITH home AS (SELECT platform, id FROM clientele.app_user WHERE id = $1 FOR SHARE)
          INSERT INTO clientele.credential (platform, app_user, hash) SELECT platform, id, $2 FROM home
          ON CONFLICT (platform, app_user) DO UPDATE SET hash = excluded.hash RETURNING true AS there`,
        [uuid(user), Redacted.value(hash)]
      )
      if (rows.length === 0) return yield* new UserStore.UserNotFound({ user })
    }),
    find: (user) =>
      Effect.map(
        run<{ hash: string }>(`SELECT hash FROM clientele.credential WHERE app_user = $1`, [uuid(user)]),
        ([row]) => (row === undefined ? null : Redacted.make(row.hash))
      ),
    remove: (user) => Effect.asVoid(run(`DELETE FROM clientele.credential WHERE app_user = $1`, [uuid(user)]))
  })
}
