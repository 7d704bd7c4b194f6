/** `clientele token`. */
import { AccessToken, Actor, Instant, PlatformId, UserId, UserStore } from "@clientele/core"
import * as Http from "@clientele/http/server"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Database from "../Database.ts"
import * as Flags from "../Flags.ts"
import { Refused } from "../Refused.ts"

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

/** The operator has no record: whoever may run this command on the database is it. */
const operator = UserId.fromParts(0, [0, 0, 0, 0])

const decode = <A>(schema: Schema.Codec<A, string>, value: string, sentence: string) =>
  Schema.is(schema)(value) ? Effect.succeed(value) : Effect.fail(new Refused({ message: sentence }))

const scopesOf = (text: string) =>
  Effect.forEach(
    text.split(",").flatMap((one) => (one.trim() === "" ? [] : [one.trim()])),
    (scope) => decode(Actor.Scope, scope, `there is no scope ${scope}; there are ${Actor.Scope.literals.join(", ")}`)
  )

const ownerOf = (asked: {
  readonly platform: string | null
  readonly support: boolean
  readonly user: string | null
}) =>
  Effect.gen(function* () {
    if (asked.support === (asked.user !== null)) {
      return yield* new Refused({ message: "say for whom: --support, or --user usr_…" })
    }
    if (asked.user === null) {
      const { platform } = asked
      const of =
        platform === null
          ? null
          : yield* decode(PlatformId.PlatformId, platform, `${platform} is no id of a platform; they begin with plt_`)
      return { _tag: "support", id: operator, platform: of } as const
    }
    const users = yield* UserStore.UserStore
    const id = yield* decode(UserId.UserId, asked.user, `${asked.user} is no id of a user; they begin with usr_`)
    const kept = yield* users.get(id)
    if (!kept.enabled) return yield* new Refused({ message: `the user ${id} is disabled; enable them first` })
    return AccessToken.principalOf(kept)
  })

export const command = Command.make(
  "token",
  { data: Flags.data, support, platform, user, scopes, days, name },
  Effect.fnUntraced(function* ({ data, days, name, scopes, ...asked }) {
    if (days < 1 || days > 366) return yield* new Refused({ message: `--days is from 1 to 366, not ${days}` })
    const allowed = yield* scopesOf(scopes)
    const { secret, token } = yield* Database.withStores(
      data,
      Effect.flatMap(ownerOf(asked), (owner) =>
        Http.issueToken({ kind: "token", owner, name, scopes: allowed }, days * Instant.day)
      )
    )
    yield* Console.error(
      `${token.id}, until ${token.expiresAt}, for ${allowed.join(", ")}. This is the only time that its secret is shown:`
    )
    yield* Console.log(Redacted.value(secret))
  })
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
