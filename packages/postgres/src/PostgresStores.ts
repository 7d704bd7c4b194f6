/**
 * `CustomerStore`, `UserStore`, `Credentials` and `TokenStore` kept in PostgreSQL.
 *
 * @since 0.1.0
 */
import { Credentials, CustomerStore, TokenStore, UserStore } from "@clientele/core"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Reactivity from "effect/reactivity/Reactivity"
import type { SqlError } from "effect/sql/SqlError"
import { DatabaseRefused, refusedBy } from "./DatabaseRefused.ts"
import type { EmbeddedRefused } from "./embedded.ts"
import * as Changes from "./internal/Changes.ts"
import * as Forgetting from "./internal/Forgetting.ts"
import * as Relocating from "./internal/Relocating.ts"
import * as PostgresCustomerStore from "./internal/PostgresCustomerStore.ts"
import * as PostgresTokenStore from "./internal/PostgresTokenStore.ts"
import * as PostgresUserStore from "./internal/PostgresUserStore.ts"
import * as Suitable from "./internal/Suitable.ts"
import * as Sweeping from "./internal/Sweeping.ts"
import * as Migrations from "./Migrations.ts"

/**
 * The four ports that share the database.
 *
 * @category models
 * @since 0.1.0
 */
export type Stores = CustomerStore.CustomerStore | UserStore.UserStore | Credentials.Credentials | TokenStore.TokenStore

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
 * Layer that keeps customers, users, credentials and access tokens in the database of the client. What was acknowledged
 * is on its disk, but for an embedded database in memory, whose store says that it is not durable.
 *
 * **Details**
 *
 * Tokens and sessions are removed a month after they expired.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: Options): Layer.Layer<Stores, DatabaseRefused, PgClient.PgClient> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const sql = yield* PgClient.PgClient
      yield* options.migrate === false ? suitable(sql) : Migrations.migrate
      yield* Relocating.run(sql, options.pollEvery ?? "2 seconds")
      yield* Forgetting.run(sql)
      const tokens = PostgresTokenStore.make(sql)
      yield* Sweeping.run(tokens)
      const changes = yield* Changes.make(sql, options.listener, options.pollEvery ?? "2 seconds")
      return Context.make(CustomerStore.CustomerStore, yield* PostgresCustomerStore.make(sql, changes)).pipe(
        Context.add(UserStore.UserStore, PostgresUserStore.users(sql)),
        Context.add(Credentials.Credentials, PostgresUserStore.credentials(sql)),
        Context.add(TokenStore.TokenStore, tokens)
      )
    })
  )

const suitable = (sql: PgClient.PgClient): Effect.Effect<void, DatabaseRefused> =>
  Effect.catchTag(Suitable.check(sql, Migrations.oldestServer), "SqlError", (error) => Effect.fail(refusedBy(error)))

/** An address, `null` where nothing is said. One that is blank was meant to be something. */
const address = (variable: string, without: string) =>
  Effect.flatMap(Effect.map(Config.option(Config.Redacted(variable)), Option.getOrNull), (url) =>
    url !== null && Redacted.value(url).trim() === ""
      ? Effect.fail(
          new DatabaseRefused({
            reason: "badAddress",
            details: { variable, found: `nothing; leave it out for ${without}` }
          })
        )
      : Effect.succeed(url)
  )

/** What the environment says of the database. */
const environment = Effect.gen(function* () {
  return {
    url: yield* address("DATABASE_URL", "the embedded database"),
    direct: yield* address("DATABASE_DIRECT_URL", "the clock to tell"),
    folder: yield* Config.withDefault(Config.String("CLIENTELE_DATA"), "./data"),
    maxConnections: Math.max(1, yield* Config.withDefault(Config.Int("DATABASE_MAX_CONNECTIONS"), 10)),
    pooled: yield* Config.withDefault(Config.Boolean("DATABASE_POOLED"), false)
  }
})

const settings = { applicationName: "clientele", preparedStatementCacheSize: 300 }

/** What the driver says where it cannot connect, as what to do about it. */
const refusing = <A, R>(client: Layer.Layer<A, SqlError | DatabaseRefused, R>): Layer.Layer<A, DatabaseRefused, R> =>
  client.pipe(Layer.catchTag("SqlError", (error) => Layer.effectDiscard(Effect.fail(refusedBy(error))))) as Layer.Layer<
    A,
    DatabaseRefused,
    R
  >

/**
 * Layer of the database alone, where the environment says as for {@link layerConfig}, in whatever layout it is.
 *
 * **When to use**
 *
 * Use for what comes before the stores: to look at a database, to migrate or to fill it.
 *
 * @category layers
 * @since 0.1.0
 */
export const clientConfig: Layer.Layer<PgClient.PgClient, DatabaseRefused | EmbeddedRefused | Config.ConfigError> =
  Layer.unwrap(
    Effect.gen(function* () {
      const { folder, maxConnections, pooled, url } = yield* environment
      if (url === null) {
        const embedded = yield* Effect.promise(() => import("./embedded.ts"))
        return embedded.layer({ folder })
      }
      // A pooler takes no such parameters.
      const startup = pooled ? {} : { startupParameters: Suitable.startup }
      return refusing(
        PgClient.layer({ ...settings, ...startup, url, maxConnections, prepare: !pooled })
      ) as Layer.Layer<PgClient.PgClient, DatabaseRefused | EmbeddedRefused>
    })
  )

/**
 * Layer of the stores where the environment says: on a server if `DATABASE_URL` is set, else embedded in this process on
 * the folder `CLIENTELE_DATA` (`./data` where nothing is said). Fails with what to do where that cannot be.
 *
 * **Details**
 *
 * `DATABASE_MAX_CONNECTIONS`: at most so many to the server, 10 where nothing is said. Through a pooler that gives a
 * connection for a transaction only (pgbouncer), set `DATABASE_POOLED=true`: nothing is prepared then, and
 * `DATABASE_DIRECT_URL`, past the pooler, is where notifications are heard; without it the clock tells, every two seconds.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerConfig: Layer.Layer<
  Stores | PgClient.PgClient,
  DatabaseRefused | EmbeddedRefused | Config.ConfigError
> = Layer.unwrap(
  Effect.gen(function* () {
    const { direct, maxConnections, pooled, url } = yield* environment
    if (url === null) return layer({ listener: null })
    // With a single connection there is none to spare for listening: the clock tells.
    if (direct === null) return layer({ listener: pooled || maxConnections < 2 ? null : yield* PgClient.PgClient })
    const listener = Effect.gen(function* () {
      const client = yield* PgClient.make({ ...settings, url: direct, maxConnections: 1 })
      // One that does not answer now may do so later; one that cannot be read never will.
      yield* Effect.catchTag(client.unsafe("SELECT 1"), "SqlError", (error) => {
        const refused = refusedBy(error, "DATABASE_DIRECT_URL")
        return refused.reason === "badAddress" ? Effect.fail(refused) : Effect.void
      })
      return layer({ listener: client })
    })
    return refusing(Layer.unwrap(Effect.provide(listener, Reactivity.layer)))
  })
).pipe(Layer.provideMerge(clientConfig))
