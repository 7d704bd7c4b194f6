/**
 * Arbitraries for the values of the domain, as Effect's `Arbitrary`; `Dice.fastCheck` turns the same generators into
 * fast-check's.
 *
 * @since 0.1.0
 */
import { Actor, Command, type Customer, Event, type Execution, Pointer, Portal } from "@clientele/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import { anything as anythingOf } from "./Anything.ts"
import { arbitrary, type Rolled, seeded } from "./Dice.ts"
import * as Drafts from "./Drafts.ts"
import type { Sandbox } from "./Sandbox.ts"
import * as Walks from "./Walks.ts"

/**
 * Any command that its schema allows.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const command: Arbitrary.Arbitrary<Command.Command> = Arbitrary.schema(Command.Command)

/**
 * Any event that its schema allows, whether it could ever have happened or not.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const event: Arbitrary.Arbitrary<Event.Event> = Arbitrary.schema(Event.Event)

/**
 * Any recorded event that its schema allows.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const recorded: Arbitrary.Arbitrary<Event.Recorded> = Arbitrary.schema(Event.Recorded)

/**
 * Any actor that its schema allows.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const actor: Arbitrary.Arbitrary<Actor.Actor> = Arbitrary.schema(Actor.Actor)

/**
 * A customer in a state that decisions can lead to, its events, and the tree it lies in.
 *
 * @category models
 * @since 0.1.0
 */
export interface Reached {
  readonly customer: Customer.Customer
  readonly events: ReadonlyArray<Event.Recorded>
  readonly sandbox: Sandbox
  readonly walk: Walks.Walk
}

/**
 * Returns the seeds of a walk, one per step.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const seeds = (length: number): Arbitrary.Arbitrary<ReadonlyArray<number>> =>
  Arbitrary.array(Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000_000 }))), {
    minLength: length,
    maxLength: length
  })

/**
 * Returns walks of so many steps through a tree: what decisions can lead to. A failing one shrinks to fewer.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const walk = (options: Execution.Options, length: number): Arbitrary.Arbitrary<Walks.Walk> =>
  Arbitrary.map(seeds(length), (them) => Walks.walk(options, them))

/**
 * Returns customers in states that decisions can lead to, after so many steps.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const reached = (options: Execution.Options, length: number): Arbitrary.Arbitrary<Reached> =>
  Arbitrary.map(seeds(length), (them) => {
    const walk = Walks.walk(options, them)
    return { ...seeded(them[0] ?? 0).one(walk.sandbox.all()), sandbox: walk.sandbox, walk }
  })

/**
 * Returns valid drafts for a portal, made from its fields.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const draft = (what: Drafts.For): Arbitrary.Arbitrary<Readonly<Record<string, unknown>>> =>
  arbitrary(Drafts.valid(what), 250)

/**
 * Returns drafts for a portal that are right but for one thing, with the pointer and code of what the check must say.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const nearlyValid = (what: Drafts.For): Arbitrary.Arbitrary<Drafts.NearlyValid> =>
  arbitrary(Drafts.nearlyValid(what), 260)

/**
 * Returns anything that may arrive where a draft is expected; with a portal, its own keys hold nonsense too.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anything = (portal?: Portal.Portal): Arbitrary.Arbitrary<unknown> =>
  arbitrary(
    anythingOf(portal === undefined ? [] : Portal.fields(portal).flatMap(({ field }) => Pointer.keys(field.at))),
    150
  )

/**
 * Returns the arbitrary of any generator.
 *
 * @category converting
 * @since 0.1.0
 */
export const of = <A>(generator: Rolled<A>, rolls?: number): Arbitrary.Arbitrary<A> => arbitrary(generator, rolls)
