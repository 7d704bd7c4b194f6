import { MemoryStores } from "@clientele/memory"
import { PostgresStores } from "@clientele/postgres"
import * as Embedded from "@clientele/postgres/embedded"
import { CustomersConformance } from "@clientele/testkit"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { each } from "../../../../scripts/servers/Database.ts"
import { overSocket } from "./over.ts"

/** Days that a test lets go by are none for the connections of a pool. */
const inRealTime = <A, E, R>(layer: Layer.Layer<A, E, R>): Layer.Layer<A, E, R> =>
  Layer.provide(layer, Layer.succeed(Clock.Clock, Clock.Clock.defaultValue()))

CustomersConformance.suite("memory, through a socket", (options) => overSocket(options, MemoryStores.layer))

CustomersConformance.suite("embedded, through a socket", (options) =>
  overSocket(options, inRealTime(PostgresStores.layer({ listener: null }).pipe(Layer.provide(Embedded.layer({})))))
)

await each(
  ({ lane, url }) => {
    const stores = Layer.unwrap(Effect.map(PgClient.PgClient, (listener) => PostgresStores.layer({ listener }))).pipe(
      Layer.provide(PgClient.layer({ url: Redacted.make(url), maxConnections: 10, preparedStatementCacheSize: 300 }))
    )
    CustomersConformance.suite(`${lane}, through a socket`, (options) => overSocket(options, inRealTime(stores)))
  },
  ["postgres18"]
)
