/** `clientele user`. */
import { Actor, CustomerId, UserId, Users } from "@clientele/core"
import * as Http from "@clientele/http/server"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { generatePasswordWithOptions } from "password-generator"
import * as Database from "../Database.ts"
import * as Flags from "../Flags.ts"
import { Refused } from "../Refused.ts"

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

const operator: Actor.Actor = { _tag: "support", id: UserId.fromParts(0, [0, 0, 0, 0]), platform: null }

/** Four words of syllables: at least 64 bits of chance, and it can be said on the phone. */
const password = Effect.map(
  Effect.promise(() => generatePasswordWithOptions({ words: 4 })),
  (words) => Redacted.make(words)
)

export const command = Command.make(
  "user",
  flags,
  Effect.fnUntraced(function* ({ data, home, ...user }) {
    if (!Schema.is(CustomerId.CustomerId)(home)) {
      return yield* new Refused({ message: `${home} is no id of a customer; they begin with cus_` })
    }
    const secret = yield* password
    const add = Effect.gen(function* () {
      const users = yield* Users.Users
      const added = yield* users.add({ home, ...user })
      yield* users.setPassword(added.id, yield* Http.sealPassword(secret))
      return added
    }).pipe(Effect.provide(Users.Users.layer), Effect.provideService(Actor.CurrentActor, operator))
    const { id, login, platform } = yield* Database.withStores(data, add)
    yield* Console.error(`${id} signs in to ${platform} as ${login}. This is the only time that the password is shown:`)
    yield* Console.log(Redacted.value(secret))
  })
).pipe(
  Command.withShortDescription("Add a user"),
  Command.withDescription(
    "Adds a user straight to the database, with a password that is made up and shown once, alone on stdout. A folder belongs to one process: with the embedded database, do it before the server starts, or ask the API."
  ),
  Command.withExamples([
    { command: "clientele user --customer cus_… --login ada@example.com --name Ada", description: "An administrator" }
  ])
)
