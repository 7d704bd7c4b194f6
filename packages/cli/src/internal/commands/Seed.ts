/** `clientele seed`. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Doing from "../Doing.ts"
import * as Flags from "../Flags.ts"

const customers = Flag.Int("customers").pipe(Flag.withDescription("How many, beside the root"), Flag.withDefault(1000))

const seed = Flag.Int("seed").pipe(
  Flag.withDescription("Draws who they are: the same number gives the same ones, under other ids"),
  Flag.withDefault(1)
)

const demo = Flag.Boolean("demo").pipe(
  Flag.withDescription("Instead: a small platform to look around in, with people who can sign in"),
  Flag.withDefault(false)
)

export const command = Command.make("seed", { data: Flags.data, demo, customers, seed }, (asked) =>
  Doing.later(
    () => import("../doing/Seed.ts"),
    ({ run }) => run(asked)
  )
).pipe(
  Command.withShortDescription("Fill a database for a trial"),
  Command.withDescription(
    "Writes a platform that never was: distributors, resellers and customers of five portals on six levels, all or none. It takes a minute or so per hundred thousand customers."
  ),
  Command.withExamples([
    { command: "clientele seed --customers 50000", description: "Into the folder ./data" },
    { command: "clientele seed --demo", description: "A few customers with a story, instead of many" },
    { command: "clientele token --support", description: "A token with which to look at them" }
  ])
)
