/** `clientele seed`. */
import { Migrations, Seeding } from "@clientele/postgres"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { population } from "../../Population.ts"
import * as Database from "../Database.ts"
import * as Flags from "../Flags.ts"
import { Refused } from "../Refused.ts"
import * as Progress from "../seed/progress.ts"

const customers = Flag.Int("customers").pipe(Flag.withDescription("How many, beside the root"), Flag.withDefault(1000))

const seed = Flag.Int("seed").pipe(
  Flag.withDescription("Draws who they are: the same number gives the same ones, under other ids"),
  Flag.withDefault(1)
)

export const command = Command.make(
  "seed",
  { data: Flags.data, customers, seed },
  Effect.fnUntraced(function* ({ customers, data, seed }) {
    if (customers < 1) return yield* new Refused({ message: `--customers is 1 or more, not ${customers}` })
    const progress = Progress.start("customers", customers + 1)
    let platform = ""
    const made = function* () {
      for (const one of population(customers, seed)) {
        platform = one.customer.platform
        yield one
      }
    }
    const count = yield* Database.withDatabase(
      data,
      Effect.andThen(Migrations.migrate, Seeding.sow(made(), progress.at))
    )
    progress.end()
    yield* Console.log(`${count.toLocaleString("en")} customers of the platform ${platform} are there`)
  })
).pipe(
  Command.withShortDescription("Fill a database for a trial"),
  Command.withDescription(
    "Writes a platform that never was: distributors, resellers and customers of five portals on six levels, all or none. It takes a minute or so per hundred thousand customers."
  ),
  Command.withExamples([
    { command: "clientele seed --customers 50000", description: "Into the folder ./data" },
    { command: "clientele token --support", description: "A token with which to look at them" }
  ])
)
