/** What a law of `Customers` works with: a platform of its own, people, short ways to ask, and judgement. */
import {
  Actor,
  type Command,
  Customer,
  type CustomerId,
  Customers,
  type CustomerView,
  type Execution,
  type Listing,
  type PlatformId
} from "@clientele/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as Exit from "effect/Exit"
import * as Result from "effect/Result"
import * as Struct from "effect/Struct"
import { LawBroken } from "../../Law.ts"
import * as Samples from "../../Samples.ts"

export type Id = CustomerId.CustomerId
export type View = CustomerView.CustomerView
export type Service = Customers.Customers["Service"]
export type Who = Actor.Actor
export type User = Extract<Who, { readonly _tag: "user" }>
type Try<A> = Effect.Effect<A, LawBroken>

/** A promise of `Customers`. */
export interface Law {
  /** Stable name, quoted in docs and bug reports. Never reused. */
  readonly id: `CUST-${number}`
  /** The promise as one sentence. */
  readonly title: string
  /** Fails when the service breaks the promise. Time passes by `TestClock` alone. */
  readonly check: Effect.Effect<void, LawBroken, Customers.Customers>
}

export interface World {
  readonly service: Service
  readonly platform: PlatformId.PlatformId
  readonly root: Id
  /** Support of this platform. */
  readonly support: Who
  readonly same: (what: string, actual: unknown, expected: unknown) => Try<void>
  readonly holds: (what: string, so: boolean) => Try<void>
  /** Asks as somebody; anything but success breaks the law. */
  readonly as: (who: Who) => <A, E>(asked: Effect.Effect<A, E, Actor.CurrentActor>) => Try<A>
  /** Asks as somebody and gives the tag of the failure, or `done`. */
  readonly tag: <A, E>(who: Who, asked: Effect.Effect<A, E, Actor.CurrentActor>) => Try<string>
  /** Carries out a command: by support where nobody is named. */
  readonly run: (command: Command.Command, who?: Who, how?: Execution.ExecuteOptions) => Try<Execution.Executed>
  /** Asks for a command that must fail, and gives the failure; it leaves no event behind. */
  readonly refused: (command: Command.Command, who?: Who, how?: Execution.ExecuteOptions) => Try<Execution.ExecuteError>
  readonly get: (id: Id, who?: Who) => Try<View>
  readonly user: (home: Id, role?: Actor.Role) => Try<User>
  /** A token of somebody's. */
  readonly token: (owner: User, ...scopes: ReadonlyArray<Actor.Scope>) => Try<Who>
  /** An active customer of the plain portal under a parent. */
  readonly customer: (parent: Id, more?: object) => Try<Id>
  /** The same, with rights of its own. */
  readonly partner: (parent: Id, rights?: ReadonlyArray<string>) => Try<Id>
  /** All that the actor sees of the platform's feed. */
  readonly feed: (who?: Who) => Try<ReadonlyArray<Listing.FeedItem>>
  /** Text that nobody else in the world has. */
  readonly unique: (text: string) => Try<string>
}

const operator: Effect.Effect<Who> = Effect.map(Samples.userId, (id): Who => ({ _tag: "support", id, platform: null }))

export const law = (id: Law["id"], title: string, body: (world: World) => Try<void>): Law => ({
  id,
  title,
  check: Effect.flatMap(Customers.Customers, (service) => Effect.flatMap(make(`${id} ${title}`, service), body))
})

export const make = (name: string, service: Service): Try<World> =>
  Effect.gen(function* () {
    const broken = (what: string, expected: unknown, actual: unknown) =>
      new LawBroken({ law: name, what, expected, actual })
    const as: World["as"] = (who) => (asked) =>
      Effect.flatMap(Effect.exit(Effect.provideService(asked, Actor.CurrentActor, who)), (exit) =>
        Exit.isSuccess(exit)
          ? Effect.succeed(exit.value)
          : Effect.fail(broken("what was asked", "success", Cause.pretty(exit.cause)))
      )
    const tag: World["tag"] = (who, asked) =>
      Effect.map(
        as(who)(Effect.result(asked as Effect.Effect<unknown, { readonly _tag: string }, Actor.CurrentActor>)),
        (result) => (Result.isSuccess(result) ? "done" : result.failure._tag)
      )
    const same: World["same"] = (what, actual, expected) =>
      Equal.equals(actual, expected) ? Effect.void : Effect.fail(broken(what, expected, actual))
    const opener = yield* operator
    const opened = yield* as(opener)(
      service.execute({
        _tag: "openPlatform",
        draft: { name: "Root B.V.", currency: "EUR", licenses: "inherit" }
      })
    )
    const { id: root, platform } = opened.customer
    const support: Who = { _tag: "support", id: yield* Samples.userId, platform }
    const run: World["run"] = (command, who = support, how) => as(who)(service.execute(command, how))
    const feed: World["feed"] = (who = support) =>
      Effect.gen(function* () {
        const all: Array<Listing.FeedItem> = []
        for (let after: Listing.FeedQuery["after"] = undefined, more = true; more; ) {
          const read: Effect.Success<ReturnType<Service["feed"]>> = yield* as(who)(
            service.feed({ platform, limit: 50, ...(after === undefined ? {} : { after }) })
          )
          all.push(...read.items)
          more = read.next !== null && read.next !== after
          if (read.next !== null) after = read.next
        }
        return all
      })
    const customer: World["customer"] = (parent, more = {}) =>
      Effect.gen(function* () {
        const draft = { name: "Ada Netherlands B.V.", currency: "EUR", address: { country: "NL" }, ...more }
        const { customer } = yield* run({ _tag: "create", parent, portal: "plain", draft })
        yield* run({ _tag: "approve", customer: customer.id })
        return customer.id
      })
    return {
      service,
      platform,
      root,
      support,
      same,
      holds: (what, so) => (so ? Effect.void : Effect.fail(broken(what, true, false))),
      as,
      tag,
      run,
      refused: (command, who = support, how) =>
        Effect.gen(function* () {
          const before = yield* feed()
          const result = yield* as(who)(Effect.result(service.execute(command, how)))
          if (Result.isSuccess(result))
            return yield* broken(`${command._tag} was carried out`, "a refusal", result.success.customer.lifecycle._tag)
          yield* same(`events after a refused ${command._tag}`, (yield* feed()).length, before.length)
          return result.failure
        }),
      get: (id, who = support) => as(who)(service.get(id)),
      user: (home, role = "administrator") =>
        Effect.map(Samples.userId, (id): User => ({ _tag: "user", id, platform, home, role })),
      token: (owner, ...scopes) => Effect.map(Samples.userId, (id): Who => ({ _tag: "token", id, scopes, owner })),
      customer,
      partner: (parent, rights = ["createCustomers", "enableDemo", "setDataCenter", "setLicenses", "setRights"]) =>
        Effect.gen(function* () {
          const id = yield* customer(parent)
          yield* run({ _tag: "setRights", customer: id, rights: rights as never })
          return id
        }),
      feed,
      unique: (text) => Effect.map(Samples.commandId, (id) => `${text}${id.slice(-12)}`)
    }
  })

/** A filled-in form of the sample portal `automatic`; `login` is fresh. */
export const form = (login: string, more: object = {}): Record<string, unknown> => ({
  name: "Grace Netherlands B.V.",
  currency: "EUR",
  address: { country: "NL", line1: "Hoevenweg 21", city: "Eindhoven", postalCode: "5652AW" },
  admin: { firstName: "Grace", login, email: "grace@example.com" },
  contacts: { admin: { email: "admin@example.com" } },
  salesRepresentatives: [{ name: "Jan Janssen", email: "jan@example.com" }],
  ...more
})

/** The stored state in a view; exact for whoever sees the parent. */
export const stateOf = (view: View): Customer.Customer =>
  Struct.pick(view, Object.keys(Customer.Customer.fields) as Array<keyof Customer.Customer>) as Customer.Customer

/** Why a command was refused: the reason of a `CommandRefused`, the codes of a draft's errors, or else the tag. */
export const why = (error: Execution.ExecuteError): string =>
  error._tag === "CommandRefused"
    ? error.reason
    : error._tag === "DraftRefused"
      ? error.issues
          .filter(({ severity }) => severity === "error")
          .map(({ code }) => code)
          .join()
      : error._tag

/** Every customer id that a value names, at any depth, keys included. */
export const named = (value: unknown): ReadonlySet<string> =>
  new Set(JSON.stringify(value ?? null).match(/cus_[0-9a-hjkmnp-tv-z]{26}/gu) ?? [])
