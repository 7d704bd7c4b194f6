/** Moves an embedded folder to a server: `npm run embedded:move -- --from ./data --to postgres://…`. */
import { parseArgs } from "node:util"
import * as Embedded from "@clientele/postgres/embedded"
import * as PgClient from "@effect/sql-pg/PgClient"
import { Effect, Redacted } from "effect"
import { finish } from "./workspace.ts"

const { values } = parseArgs({
  options: { from: { type: "string" }, to: { type: "string" }, json: { type: "boolean" } }
})
const url = values.to ?? process.env.DATABASE_URL
if (values.from === undefined || url === undefined) {
  finish(["say from where and where to: npm run embedded:move -- --from ./data --to postgres://…"])
} else {
  const moved = await Effect.runPromise(
    Embedded.moveToServer({
      folder: values.from,
      onProgress: (table, rows) => Effect.sync(() => console.error(`${table} ${rows}`))
    }).pipe(
      Effect.provide(PgClient.layer({ url: Redacted.make(url), maxConnections: 2 })),
      Effect.catch((error) => Effect.succeed(error))
    )
  )
  if (moved instanceof Error) finish([moved.message])
  else finish([], { ...moved })
}
