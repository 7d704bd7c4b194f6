/** `clientele validate`. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Doing from "../Doing.ts"
import * as Flags from "../Flags.ts"

const file = Argument.String("file").pipe(
  Argument.withDescription("JSON: a draft, or a list of them; - reads standard input")
)

const portal = Flag.String("portal").pipe(Flag.withDescription("Id of the portal whose check they have to pass"))

const json = Flag.Boolean("json").pipe(
  Flag.withDescription("Prints one JSON object for machines"),
  Flag.withDefault(false)
)

export const command = Command.make("validate", { file, portal, config: Flags.config, json }, (asked) =>
  Doing.later(
    () => import("../doing/Validate.ts"),
    ({ run }) => run(asked)
  )
).pipe(
  Command.withShortDescription("Check drafts without a server"),
  Command.withDescription(
    "Checks drafts with the check of a portal, as the server would, and prints all issues with their pointers and proposals. Ends with 1 where a draft is refused. What only a commit can say (a login or a key that is taken) is not asked, nor what depends on the parent."
  ),
  Command.withExamples([
    { command: "clientele validate drafts.json --portal copaco", description: "For people" },
    { command: "clientele validate - --portal copaco --json < draft.json", description: "For machines" }
  ])
)
