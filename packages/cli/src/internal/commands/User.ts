/** `clientele user`. */
import * as Actor from "@clientele/core/Actor"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Doing from "../Doing.ts"
import * as Flags from "../Flags.ts"

const flags = {
  data: Flags.data,
  home: Flag.String("customer").pipe(Flag.withDescription("Where the user is at home (cus_…)")),
  login: Flag.String("login").pipe(Flag.withDescription("With what the user signs in, for good")),
  displayName: Flag.String("name").pipe(Flag.withDescription("What others call the user")),
  email: Flag.String("email").pipe(Flag.withDescription("Where letters go"), Flag.withDefault(null)),
  role: Flag.Literals("role", Actor.Role.literals).pipe(
    Flag.withDescription("What the user is there"),
    Flag.withDefault("administrator" as const)
  )
}

export const command = Command.make("user", flags, (asked) =>
  Doing.later(
    () => import("../doing/User.ts"),
    ({ run }) => run(asked)
  )
).pipe(
  Command.withShortDescription("Add a user"),
  Command.withDescription(
    "Adds a user straight to the database, with a password that is made up and shown once, alone on stdout. A folder belongs to one process: with the embedded database, do it before the server starts, or ask the API."
  ),
  Command.withExamples([
    { command: "clientele user --customer cus_… --login ada@example.com --name Ada", description: "An administrator" }
  ])
)
