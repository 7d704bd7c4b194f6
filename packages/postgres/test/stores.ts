/** The stores under test on a database, as a program would set them up. */
import { PostgresStores } from "@clientele/postgres"
import * as Embedded from "@clientele/postgres/embedded"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { Database } from "../../../scripts/servers/Database.ts"
import { prepared } from "./embeddedFolders.ts"

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

/** The stores inside this process, from prepared files; in memory where no folder is named. */
export const embedded = (folder?: string) => {
  const engine = Effect.map(Effect.promise(prepared), (files) =>
    Embedded.layer({ prepared: files, ...(folder === undefined ? {} : { folder }) })
  )
  return PostgresStores.layer({ listener: null }).pipe(Layer.provide(Layer.unwrap(engine)))
}

/** A layer whose own clock is the machine's: days that a test lets go by are none for the connections of a pool. */
export const inRealTime = <A, E, R>(layer: Layer.Layer<A, E, R>): Layer.Layer<A, E, R> =>
  Layer.provide(layer, Layer.succeed(Clock.Clock, Clock.Clock.defaultValue()))
