/** Brings a database to the layout of this release, or says what that would be. */
import { Migrations } from "@clientele/postgres"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Database from "../Database.ts"
import { Refused } from "../Refused.ts"

export interface Asked {
  readonly data: string
  readonly check: boolean
}

export const run = Effect.fnUntraced(function* ({ check, data }: Asked) {
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
