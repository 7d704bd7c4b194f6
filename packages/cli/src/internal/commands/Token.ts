/** `clientele token`. */
import * as Actor from "@clientele/core/Actor"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Doing from "../Doing.ts"
import * as Flags from "../Flags.ts"

const support = Flag.Boolean("support").pipe(
  Flag.withDescription("For the operator of the installation, who opens platforms and supports them"),
  Flag.withDefault(false)
)

const platform = Flag.String("platform").pipe(
  Flag.withDescription("With --support: for whoever supports this platform alone (plt_…)"),
  Flag.withDefault(null)
)

const user = Flag.String("user").pipe(
  Flag.withDescription("For a user (usr_…), within what that user may"),
  Flag.withDefault(null)
)

const scopes = Flag.String("scopes").pipe(
  Flag.withDescription(
    `What it may be used for, with commas between: ${Actor.Scope.literals.join(", ")}; all where nothing is said`
  ),
  Flag.withDefault(Actor.Scope.literals.join(","))
)

const days = Flag.Int("days").pipe(Flag.withDescription("Days for which it opens anything"), Flag.withDefault(30))

const name = Flag.String("name").pipe(
  Flag.withDescription("What it is for, as people will read it in lists"),
  Flag.withDefault("made by clientele token")
)

export const command = Command.make(
  "token",
  { data: Flags.data, support, platform, user, scopes, days, name },
  (asked) =>
    Doing.later(
      () => import("../doing/Token.ts"),
      ({ run }) => run(asked)
    )
).pipe(
  Command.withShortDescription("Make an access token"),
  Command.withDescription(
    "Makes an access token straight in the database, for whoever may reach that: somebody has to be the first. The secret is the only line on stdout, once. A folder belongs to one process: with the embedded database, make it before the server starts."
  ),
  Command.withExamples([
    { command: "TOKEN=$(clientele token --support --days 1)", description: "For the operator, for today" },
    { command: "clientele token --user usr_… --scopes read,create --name 'web shop'", description: "For a program" }
  ])
)
