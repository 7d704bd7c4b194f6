/** A process of its own: opens a folder, prints `open` or why not, then inserts numbers and prints each that was committed. */
import * as Embedded from "@clientele/postgres/embedded"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"

const [folder = "", from = "0", prepared = ""] = process.argv.slice(2)

const write = Effect.gen(function* () {
  const sql = yield* PgClient.PgClient
  yield* sql`CREATE TABLE IF NOT EXISTS number (n integer PRIMARY KEY)`
  console.log("open")
  for (let n = Number(from); ; n++) {
    yield* sql`INSERT INTO number (n) VALUES (${n})`
    console.log(String(n))
  }
})

await Effect.runPromise(
  Effect.provide(write, Embedded.layer({ folder, prepared })).pipe(
    Effect.catchTag("EmbeddedRefused", ({ message }) => Effect.sync(() => console.log(message)))
  )
)
