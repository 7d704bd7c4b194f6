/** Fills a database with a platform that never was. */
import { Customers, Users } from "@clientele/core"
import { Migrations, Seeding } from "@clientele/postgres"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { population } from "../../Population.ts"
import * as Configuration from "../../Configuration.ts"
import * as Demo from "../../Demo.ts"
import * as Database from "../Database.ts"
import { Refused } from "../Refused.ts"
import * as Progress from "../seed/progress.ts"

export interface Asked {
  readonly data: string
  readonly customers: number
  readonly seed: number
  readonly demo: boolean
}

const kernel = Layer.mergeAll(Customers.Customers.layer(Configuration.make()), Users.Users.layer)

/** Says who is there; the server has to be told the platform, or those who sign in name it. */
const demo = (data: string) =>
  Effect.gen(function* () {
    const { platform, signIns } = yield* Database.withStores(data, Effect.provide(Demo.seed, kernel))
    yield* Console.log(
      [
        `The platform ${platform} is there; clientele serve --platform ${platform} takes these sign-ins:`,
        ...signIns.map(({ login, password, who }) => `${login.padEnd(8)} ${password.padEnd(26)} ${who}`)
      ].join("\n")
    )
  })

export const run = Effect.fnUntraced(function* ({ customers, data, demo: wanted, seed }: Asked) {
  if (wanted) return yield* demo(data)
  if (customers < 1) return yield* new Refused({ message: `--customers is 1 or more, not ${customers}` })
  const progress = Progress.start("customers", customers + 1)
  let platform = ""
  const made = function* () {
    for (const one of population(customers, seed)) {
      platform = one.customer.platform
      yield one
    }
  }
  const count = yield* Database.withDatabase(data, Effect.andThen(Migrations.migrate, Seeding.sow(made(), progress.at)))
  progress.end()
  yield* Console.log(`${count.toLocaleString("en")} customers of the platform ${platform} are there`)
})
