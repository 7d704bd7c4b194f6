/** What is measured as ours over HTTP: the API as `clientele serve` serves it, on the stores of `@clientele/postgres`. */
import { Customers, Users } from "@clientele/core"
import { routes, serve } from "@clientele/http/server"
import { PostgresStores } from "@clientele/postgres"
import type * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as References from "effect/References"
import * as HttpServer from "effect/http/HttpServer"
import { options } from "../kernel.ts"

/** Nobody is kept waiting for asking too often. */
const settings = { requestsPerMinute: 1_000_000_000 }

/** The server and what is below it. A line for each request goes to stderr as JSON. */
export const serving = <E>(on: Layer.Layer<PgClient.PgClient, E>, level: "Info" | "None" = "Info") => {
  const kernel = Layer.mergeAll(Customers.Customers.layer(options), Users.Users.layer).pipe(
    Layer.provideMerge(PostgresStores.layer({ listener: null })),
    Layer.provideMerge(on)
  )
  return serve(routes(), { host: "127.0.0.1", port: 0 }, settings).pipe(
    Layer.provideMerge(kernel),
    Layer.provideMerge(Logger.layer([Logger.withConsoleError(Logger.formatJson)])),
    Layer.provideMerge(Layer.succeed(References.MinimumLogLevel, level))
  )
}

export const port = Effect.map(HttpServer.HttpServer, ({ address }) => Number("port" in address && address.port))
