/**
 * Walks: what a handful of people do to a platform, one command after the other.
 *
 * @since 0.1.0
 */
import { type Customer, type CustomerId, type Decision, type Execution, Instant } from "@clientele/core"
import * as Commands from "./Commands.ts"
import * as Dice from "./Dice.ts"
import * as Sandbox from "./Sandbox.ts"

/**
 * A command of a walk, what the decision about it knew, what became of it, and everybody after it.
 *
 * @category models
 * @since 0.1.0
 */
export interface Step extends Commands.Asked {
  readonly outcome: Sandbox.Outcome
  readonly context: Decision.Context
  /** The customer that the command is about, before it; `null` where it opens one. */
  readonly state: Customer.Customer | null
  readonly before: Snapshot
  readonly after: Snapshot
}

/**
 * Everybody at one moment.
 *
 * @category models
 * @since 0.1.0
 */
export type Snapshot = ReadonlyMap<CustomerId.CustomerId, Sandbox.Kept>

/**
 * A sandbox and how it came to be as it is. Prints as its steps, so that a failing property can be read.
 *
 * @category models
 * @since 0.1.0
 */
export interface Walk {
  /** What it was made from: more choices that belong to it can be made from them. */
  readonly seeds: ReadonlyArray<number>
  readonly sandbox: Sandbox.Sandbox
  readonly steps: ReadonlyArray<Step>
  /** The instant of the last step. */
  readonly at: Instant.Instant
  readonly toString: () => string
}

/**
 * When every walk begins.
 *
 * @category constants
 * @since 0.1.0
 */
export const beginning: Instant.Instant = Instant.fromMillis(Date.UTC(2026, 10, 22, 9, 30))

/**
 * Returns the walk with one step per seed; a seed of 0 is no step, so that a walk shrinks to fewer.
 *
 * @category generating
 * @since 0.1.0
 */
export const walk = (options: Execution.Options, seeds: ReadonlyArray<number>): Walk => {
  const sandbox = Sandbox.make(options)
  const steps: Array<Step> = []
  let at = beginning
  let before: Snapshot = new Map()
  for (const seed of seeds) {
    if (seed === 0) continue
    const asked = Commands.next(sandbox, at)(Dice.seeded(seed))
    at = asked.at
    const { actor, command } = asked
    const state = "customer" in command ? (sandbox.get(command.customer)?.customer ?? null) : null
    const context = sandbox.context(command, actor, at)
    const outcome = sandbox.run(command, actor, at)
    const after = new Map(sandbox.all().map((kept) => [kept.customer.id, kept]))
    steps.push({ ...asked, context, state, outcome, before, after })
    before = after
  }
  return { seeds, sandbox, steps, at, toString: () => steps.map(told).join("\n") }
}

/**
 * Returns the customer and its ancestors at that moment, nearest first.
 *
 * @category getters
 * @since 0.1.0
 */
export const lineIn = (everybody: Snapshot, id: CustomerId.CustomerId): ReadonlyArray<Customer.Customer> => {
  const line: Array<Customer.Customer> = []
  for (let at = everybody.get(id); at !== undefined && line.length <= everybody.size; ) {
    line.push(at.customer)
    at = at.customer.parent === null ? undefined : everybody.get(at.customer.parent)
  }
  return line
}

const told = ({ actor, at, command, outcome }: Step, index: number): string =>
  `${index + 1}. ${at} ${JSON.stringify(actor)} asks ${JSON.stringify(command)}: ${outcome._tag}${
    outcome._tag === "refused" ? ` (${outcome.refused.message})` : ""
  }`
