/** Makes an access token for whoever may reach the database. */
import { AccessToken, Actor, Instant, PlatformId, UserId, UserStore } from "@clientele/core"
import * as Http from "@clientele/http/server"
import * as Console from "effect/Console"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Database from "../Database.ts"
import { Refused } from "../Refused.ts"

export interface Asked {
  readonly data: string
  readonly support: boolean
  readonly platform: string | null
  readonly user: string | null
  readonly scopes: string
  readonly days: number
  readonly name: string
}

/** Support has no record: each token is somebody's of their own, so that the history tells them apart and four eyes are four. */
const somebody = Effect.map(
  Effect.all([Clock.currentTimeMillis, Random.next, Random.next, Random.next, Random.next]),
  ([now, ...random]) => UserId.fromParts(now, random)
)

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
      return { _tag: "support", id: yield* somebody, platform: of } as const
    }
    const users = yield* UserStore.UserStore
    const id = yield* decode(UserId.UserId, asked.user, `${asked.user} is no id of a user; they begin with usr_`)
    const kept = yield* users.get(id)
    if (!kept.enabled) return yield* new Refused({ message: `the user ${id} is disabled; enable them first` })
    return AccessToken.principalOf(kept)
  })

export const run = Effect.fnUntraced(function* ({ data, days, name, scopes, ...asked }: Asked) {
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
