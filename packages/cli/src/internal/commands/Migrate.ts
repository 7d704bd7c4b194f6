/** `clientele migrate`. */
import { Migrations } from "@clientele/postgres"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Database from "../Database.ts"
import * as Flags from "../Flags.ts"
import { Refused } from "../Refused.ts"

const check = Flag.Boolean("check").pipe(
  Flag.withDescription("Only says what there is to do; ends with 1 where there is something"),
  Flag.withDefault(false)
)

export const command = Command.make(
  "migrate",
  { data: Flags.data, check },
  Effect.fnUntraced(function* ({ check, data }) {
    const place = yield* Database.place(data)
    const pending = (yield* Database.isThere(data))
      ? yield* Database.withDatabase(data, Migrations.pending)
      : Migrations.all.map(({ name }) => name)
    const list = pending.join(", ")
    if (pending.length === 0) return yield* Console.log(`${place}: nothing to do`)
    if (check) return yield* new Refused({ message: `${place}: still to do: ${list}; clientele migrate does it` })
    yield* Database.withDatabase(data, Migrations.migrate)
    yield* Console.log(`${place}: done: ${list}`)
  })
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
