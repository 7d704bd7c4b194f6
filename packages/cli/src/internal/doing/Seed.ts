/** Fills a database with a platform that never was. */
import { Migrations, Seeding } from "@clientele/postgres"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { population } from "../../Population.ts"
import * as Database from "../Database.ts"
import { Refused } from "../Refused.ts"
import * as Progress from "../seed/progress.ts"

export interface Asked {
  readonly data: string
  readonly customers: number
  readonly seed: number
}

export const run = Effect.fnUntraced(function* ({ customers, data, seed }: Asked) {
  if (customers < 1) return yield* new Refused({ message: `--customers is 1 or more, not ${customers}` })
  const progress = Progress.start("customers", customers + 1)
  let platform = ""
  const made = function* () {
    for (const one of population(customers, seed)) {
      platform = one.customer.platform
      yield one
    }
  }
  const count = yield* Database.withDatabase(data, Effect.andThen(Migrations.migrate, Seeding.sow(made(), progress.at)))
  progress.end()
  yield* Console.log(`${count.toLocaleString("en")} customers of the platform ${platform} are there`)
})
