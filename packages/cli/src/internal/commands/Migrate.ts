/** `clientele migrate`. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Doing from "../Doing.ts"
import * as Flags from "../Flags.ts"

const check = Flag.Boolean("check").pipe(
  Flag.withDescription("Only says what there is to do; ends with 1 where there is something"),
  Flag.withDefault(false)
)

export const command = Command.make("migrate", { data: Flags.data, check }, (asked) =>
  Doing.later(
    () => import("../doing/Migrate.ts"),
    ({ run }) => run(asked)
  )
).pipe(
  Command.withShortDescription("Bring the database to the layout of this release"),
  Command.withDescription(
    "Brings the database to the layout of this release, in one transaction; `serve` does the same when it starts. Use it where the server's own user may not: GRANT it what it needs, and run this as the owner."
  ),
  Command.withExamples([
    { command: "clientele migrate --check", description: "What is there to do?" },
    { command: "DATABASE_URL=postgres://owner:…@db/clientele clientele migrate", description: "Do it" }
  ])
)
