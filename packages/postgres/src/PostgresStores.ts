/**
 * `CustomerStore`, `Users` and `Credentials` kept in PostgreSQL.
 *
 * @since 0.1.0
 */
import { Credentials, CustomerStore, Users } from "@clientele/core"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { DatabaseRefused } from "./DatabaseRefused.ts"
import * as Changes from "./internal/Changes.ts"
import * as Relocating from "./internal/Relocating.ts"
import * as PostgresCustomerStore from "./internal/PostgresCustomerStore.ts"
import * as PostgresUsers from "./internal/PostgresUsers.ts"
import * as Migrations from "./Migrations.ts"

/**
 * The three ports that share the database.
 *
 * @category models
 * @since 0.1.0
 */
export type Stores = CustomerStore.CustomerStore | Users.Users | Credentials.Credentials

/**
 * How the stores follow what other processes write.
 *
 * **Details**
 *
 * `listener`: a client of direct connections, not through a pooler, one of which waits for notifications; `null` where
 * there is none (a pooler, the embedded database): then others are heard by the clock alone. `pollEvery` is that clock,
 * two seconds where nothing is said.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  readonly listener: PgClient.PgClient | null
  readonly pollEvery?: Duration.Input
  /** Whether to bring the database to the present layout first; `true` where nothing is said. */
  readonly migrate?: boolean
}

/**
 * Layer that keeps customers, users and credentials in the database of the client. What was acknowledged is on its disk.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: Options): Layer.Layer<Stores, DatabaseRefused, PgClient.PgClient> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      if (options.migrate !== false) yield* Migrations.migrate
      yield* Relocating.run(sql, options.pollEvery ?? "2 seconds")
      const changes = yield* Changes.make(sql, options.listener, options.pollEvery ?? "2 seconds")
      return Context.make(CustomerStore.CustomerStore, PostgresCustomerStore.make(sql, changes)).pipe(
        Context.add(Users.Users, PostgresUsers.users(sql)),
        Context.add(Credentials.Credentials, PostgresUsers.credentials(sql))
      )
    })
  )
