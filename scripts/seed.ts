/**
 * Fills a database with a platform: `npm run seed -- --customers 1000000 [--seed 1]`.
 *
 * `DATABASE_URL` says where; it takes a minute or so per hundred thousand customers, all or none.
 */
import { parseArgs } from "node:util"
import { Migrations, Seeding } from "@clientele/postgres"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { population } from "./seed/population.ts"
import * as Progress from "./seed/progress.ts"

const usage = "npm run seed -- --customers 1000 [--seed 1]; DATABASE_URL says into which database"

const { values } = parseArgs({
  options: { customers: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } }
})
const [customers, seed] = [Number(values.customers), Number(values.seed)]
const url = process.env["DATABASE_URL"]
if (!Number.isSafeInteger(customers) || customers < 1 || !Number.isSafeInteger(seed)) throw new Error(usage)
if (url === undefined || url === "") throw new Error(usage)

const progress = Progress.start("customers", customers + 1)
const program = Effect.gen(function* () {
  yield* Migrations.migrate
  const count = yield* Seeding.sow(population(customers, seed), progress.at)
  progress.end()
  return count
}).pipe(Effect.provide(PgClient.layer({ url: Redacted.make(url), maxConnections: 2 })))

await Effect.runPromise(program).then(
  (count) => console.error(`${count.toLocaleString("en")} customers are there`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
)
