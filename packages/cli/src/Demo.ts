/**
 * A platform to look around in: a distributor, resellers on two branches, and customers of all five portals in various stages.
 *
 * @since 0.1.0
 */
import {
  Actor,
  type Command,
  CustomerId,
  Customers,
  type Execution,
  Instant,
  type PlatformId,
  UserId,
  Users
} from "@clientele/core"
import * as Http from "@clientele/http/server"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import customers from "./internal/demo/customers.json" with { type: "json" }
import people from "./internal/demo/signIns.json" with { type: "json" }

/**
 * Somebody who can sign in. The passwords are known to everybody who reads this: they are for one's own machine.
 *
 * @category models
 * @since 0.1.0
 */
export interface SignIn {
  readonly login: string
  readonly password: string
  /** What they are there, for people. */
  readonly who: string
}

/**
 * All of them, the distributor's administrator first.
 *
 * @category constants
 * @since 0.1.0
 */
export const signIns: ReadonlyArray<SignIn> = people
  .toReversed()
  .map(({ login, password, who }) => ({ login, password, who }))

/** The installation's operator. */
const operator: Actor.Actor = { _tag: "support", id: UserId.fromParts(0, [0, 0, 0, 0]), platform: null }

const opened = Instant.toMillis("2026-01-05T08:00:00.000Z" as Instant.Instant)

const chance = 0.625

/** The distributor, whenever it is made: so it can be seen whether it is there already. */
const distributor = CustomerId.fromParts(opened, [chance, chance, chance, chance])

/** Has a command give the ids that it gives everywhere. */
const always = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Clock.clockWith((clock) =>
    effect.pipe(
      Effect.provideService(Clock.Clock, {
        currentTimeMillisUnsafe: () => opened,
        currentTimeMillis: Effect.succeed(opened),
        currentTimeNanosUnsafe: () => BigInt(opened) * 1_000_000n,
        currentTimeNanos: Effect.succeed(BigInt(opened) * 1_000_000n),
        monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
        monotonicTimeNanos: clock.monotonicTimeNanos,
        sleep: (duration) => clock.sleep(duration)
      }),
      Effect.provideService(Random.Random, { nextIntUnsafe: () => 0, nextDoubleUnsafe: () => chance })
    )
  )

const platform: Command.Command = {
  _tag: "openPlatform",
  draft: { name: "Meridian Distribution B.V.", currency: "EUR", dataCenter: "ams", address: { country: "NL" } }
}

/**
 * The platform, with those who can sign in.
 *
 * @category models
 * @since 0.1.0
 */
export interface Seeded {
  readonly platform: PlatformId.PlatformId
  readonly signIns: ReadonlyArray<SignIn>
}

/**
 * Makes the platform with all that is in it, unless it is there already. One that was begun and broke off is completed.
 *
 * **Details**
 *
 * Everything goes through the services, as the people in it would do it. Needs the portals and lists of the standard
 * configuration, and fails as those services do.
 *
 * @category effects
 * @since 0.1.0
 */
export const seed: Effect.Effect<
  Seeded,
  | Execution.ExecuteError
  | Effect.Error<ReturnType<Users.Users["Service"]["add"]>>
  | Effect.Error<ReturnType<Users.Users["Service"]["setPassword"]>>,
  Customers.Customers | Users.Users
> = Effect.gen(function* () {
  const service = yield* Customers.Customers
  const users = yield* Users.Users
  const by = (actor: Actor.Actor) => Effect.provideService(Actor.CurrentActor, actor)

  const root = yield* service.get(distributor).pipe(
    by(operator),
    Effect.catchTag("CustomerNotFound", () =>
      Effect.map(always(service.execute(platform)).pipe(by(operator)), ({ customer }) => customer)
    )
  )
  // The distributor's administrator comes last: whoever is there already says that all of it is.
  if ((yield* users.ofCustomer(root.id).pipe(by(operator))).length > 0) return { platform: root.platform, signIns }

  const places = new Map<string, CustomerId.CustomerId>([["distributor", root.id]])
  const actors = new Map<string, Actor.Actor>([["operator", operator]])
  const place = (name: string) => places.get(name) ?? root.id
  const actor = (name: string) => actors.get(name) ?? operator

  const welcome = Effect.fnUntraced(function* (one: (typeof people)[number]) {
    const home = place(one.at)
    const { displayName, login, role } = one
    const user = yield* users.add({ home, login, displayName, email: null, role: role as Actor.Role }).pipe(
      Effect.catchTag("LoginTaken", () =>
        Effect.flatMap(users.ofCustomer(home), (all) => {
          const known = all.find((other) => other.login.name === login)
          return known === undefined ? Effect.die(`somebody else signs in as ${login}`) : Effect.succeed(known)
        })
      )
    )
    yield* users.setPassword(user.id, yield* Http.sealPassword(Redacted.make(one.password)))
    actors.set(login, { _tag: "user", id: user.id, platform: root.platform, home, role: user.role })
  }, by(operator))

  for (const one of customers) {
    const concerns = { parent: place(one.under), portal: one.portal, draft: one.draft }
    const { customer } = yield* service
      .execute({ _tag: "open" in one ? "open" : "create", ...concerns }, { idempotencyKey: `demo ${one.id}` })
      .pipe(by(actor(one.by)))
    places.set(one.id, customer.id)
    for (const [index, step] of ("then" in one ? (one.then ?? []) : []).entries()) {
      yield* service
        .execute({ ...step.command, customer: customer.id } as Command.Command, {
          idempotencyKey: `demo ${one.id} ${index}`
        })
        .pipe(by(actor(step.by)))
    }
    for (const person of people) if (person.at === one.id) yield* welcome(person)
  }
  for (const person of people) if (person.at === "distributor") yield* welcome(person)
  return { platform: root.platform, signIns }
})
