/** Adds a user with a password that is shown once. */
import { Actor, CustomerId, UserId, Users } from "@clientele/core"
import * as Http from "@clientele/http/server"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { generatePasswordWithOptions } from "password-generator"
import * as Database from "../Database.ts"
import { Refused } from "../Refused.ts"

export interface Asked {
  readonly data: string
  readonly home: string
  readonly login: string
  readonly displayName: string
  readonly email: string | null
  readonly role: Actor.Role
}

const operator: Actor.Actor = { _tag: "support", id: UserId.fromParts(0, [0, 0, 0, 0]), platform: null }

/** Four words of syllables: at least 64 bits of chance, and it can be said on the phone. */
const password = Effect.map(
  Effect.promise(() => generatePasswordWithOptions({ words: 4 })),
  (words) => Redacted.make(words)
)

export const run = Effect.fnUntraced(function* ({ data, home, ...user }: Asked) {
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
  yield* Console.error(
    `${id} signs in to ${platform} as ${login.name}. This is the only time that the password is shown:`
  )
  yield* Console.log(Redacted.value(secret))
})
