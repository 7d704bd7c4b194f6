/** The stores under test on a database, as a program would set them up. */
import { PostgresStores } from "@clientele/postgres"
import * as PgClient from "@effect/sql-pg/PgClient"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { Database } from "../../../scripts/servers/Database.ts"

/** A client of a server. Through a pooler nothing can be prepared. */
export const client = (url: string, more: Partial<PgClient.PgPoolConfig> = {}) =>
  PgClient.layer({ url: Redacted.make(url), maxConnections: 10, preparedStatementCacheSize: 300, ...more })

/** The stores on a server, which hear each other over the direct address. */
export const onServer = ({ direct, lane, url }: Pick<Database, "direct" | "lane" | "url">) =>
  lane === "pgbouncer"
    ? Layer.unwrap(
        Effect.map(Layer.build(client(direct, { maxConnections: 1 })), (context) =>
          PostgresStores.layer({ listener: Effect.runSync(Effect.provide(PgClient.PgClient, context)) })
        )
      ).pipe(Layer.provide(client(url, { prepare: false })))
    : Layer.unwrap(Effect.map(PgClient.PgClient, (listener) => PostgresStores.layer({ listener }))).pipe(
        Layer.provide(client(url))
      )

/** The stores without anybody to listen to: the clock alone tells what others wrote. */
export const silent = (url: string, more: Partial<PgClient.PgPoolConfig> = {}) =>
  PostgresStores.layer({ listener: null }).pipe(Layer.provide(client(url, more)))

/** The stores together with their client, for tests that also look at the tables. */
export const together = (url: string, pollEvery: Duration.Input = "2 seconds") =>
  PostgresStores.layer({ listener: null, pollEvery }).pipe(Layer.provideMerge(client(url)))
