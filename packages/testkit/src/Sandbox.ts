/**
 * A tree of customers in plain maps, driven by the pure decision alone: no store, no service, no effects.
 *
 * @since 0.1.0
 */
import {
  type Actor,
  Authority,
  type Command,
  Customer as Customers,
  CustomerId,
  CustomerView,
  Decide,
  type Decision,
  Event,
  Evolve,
  type Execution,
  Instant,
  PlatformId,
  Portal,
  Actor as Actors
} from "@clientele/core"
import * as Result from "effect/Result"

type Id = CustomerId.CustomerId
type Customer = Customers.Customer

/**
 * A customer and what happened to it.
 *
 * @category models
 * @since 0.1.0
 */
export interface Kept {
  readonly customer: Customer
  readonly events: ReadonlyArray<Event.Recorded>
}

/**
 * What one command wrote to one customer.
 *
 * @category models
 * @since 0.1.0
 */
export interface Change {
  readonly before: Customer | null
  readonly after: Customer
  readonly events: ReadonlyArray<Event.Recorded>
}

/**
 * What became of a command: `notAllowed` says that the actor may not ask at all, or that there is no such customer.
 *
 * @category models
 * @since 0.1.0
 */
export type Outcome =
  | { readonly _tag: "accepted"; readonly decision: Decision.Decision; readonly changes: ReadonlyArray<Change> }
  | { readonly _tag: "refused"; readonly refused: Decision.Refused }
  | { readonly _tag: "notAllowed" }

/**
 * Customers of any number of platforms, in memory.
 *
 * **Details**
 *
 * Knows no claims: whether a login is free is the store's promise. `run` changes the sandbox, everything else reads.
 *
 * @category models
 * @since 0.1.0
 */
export interface Sandbox {
  readonly options: Execution.Options
  readonly all: () => ReadonlyArray<Kept>
  readonly get: (id: Id) => Kept | undefined
  /** The customer and its ancestors, nearest first. */
  readonly line: (id: Id) => ReadonlyArray<Customer>
  /** All customers below, each after its parent. */
  readonly below: (id: Id) => ReadonlyArray<Customer>
  /** What the decision about a command knows. */
  readonly context: (command: Command.Command, actor: Actor.Actor, at: Instant.Instant) => Decision.Context
  /** Carries out a command. */
  readonly run: (command: Command.Command, actor: Actor.Actor, at: Instant.Instant) => Outcome
  /** Adds an event that nobody decided, to tell what has happened before. */
  readonly record: (customer: Id, event: Event.Event, actor: Actor.Actor, at: Instant.Instant) => void
  /** Returns a copy: what is done there is not done here. */
  readonly fork: () => Sandbox
  readonly toString: () => string
}

/**
 * Returns an empty sandbox.
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (options: Execution.Options): Sandbox => from(options, new Map(), 0)

const from = (options: Execution.Options, kept: Map<Id, Kept>, begun: number): Sandbox => {
  const portals = new Map([Portal.platform, ...options.portals].map((portal) => [portal.id, portal]))
  let made = begun
  // Real ids hold randomness, which costs time: these count.
  const fresh = <Id extends string>(prefix: string): Id => `${prefix}_${String(made++).padStart(26, "0")}` as Id

  const line = (id: Id): ReadonlyArray<Customer> => {
    const out: Array<Customer> = []
    // A circle would be a broken invariant; it must not hang the test that looks for it.
    for (let at = kept.get(id); at !== undefined && out.length <= kept.size; ) {
      out.push(at.customer)
      at = at.customer.parent === null ? undefined : kept.get(at.customer.parent)
    }
    return out
  }

  const below = (id: Id): ReadonlyArray<Customer> =>
    [...kept.values()]
      .filter(({ customer }) => customer.parent === id)
      .flatMap(({ customer }) => [customer, ...below(customer.id)])

  const aboveOf = (command: Command.Command): ReadonlyArray<Customer> =>
    "customer" in command
      ? line(command.customer).slice(1)
      : "parent" in command && command.parent !== undefined
        ? line(command.parent)
        : []

  const context = (command: Command.Command, actor: Actor.Actor, at: Instant.Instant): Decision.Context => {
    const named =
      "customer" in command
        ? kept.get(command.customer)?.customer.portal
        : "portal" in command
          ? command.portal
          : Portal.platform.id
    return {
      now: at,
      actor,
      line: aboveOf(command),
      below: "customer" in command ? below(command.customer) : [],
      target: command._tag === "move" ? line(command.parent) : [],
      objections: [],
      portal: portals.get(named ?? "") ?? Portal.platform,
      reference: options.reference,
      seller: options.seller,
      custom: options.custom ?? {},
      retentionDays: options.retentionDays ?? 90,
      fresh: { customer: fresh("cus"), platform: fresh("plt") }
    }
  }

  const allowed = (command: Command.Command, actor: Actor.Actor): boolean => {
    const may = (action: Parameters<typeof Authority.can>[1], of: ReadonlyArray<Customer>) =>
      Authority.can(actor, action, of.map(CustomerView.node))
    const target = "customer" in command ? line(command.customer) : aboveOf(command)
    if (target.length === 0 && command._tag !== "openPlatform") return false
    return (
      may(command._tag, target) &&
      (command._tag !== "move" || (kept.has(command.parent) && may("receive", line(command.parent))))
    )
  }

  const run = (command: Command.Command, actor: Actor.Actor, at: Instant.Instant): Outcome => {
    if (!allowed(command, actor)) return { _tag: "notAllowed" }
    const given = context(command, actor, at)
    const own = "customer" in command ? (kept.get(command.customer)?.customer ?? null) : null
    const decided = Decide.decide(given, own, command)
    if (Result.isFailure(decided)) return { _tag: "refused", refused: decided.failure }
    const platform = given.line[0]?.platform ?? given.fresh.platform
    const by: By = { actor, at, command: { id: fresh("cmd"), name: command._tag } }
    const changes = [
      write(own?.id ?? given.fresh.customer, platform, decided.success.events, by),
      ...decided.success.below.map(({ customer, events }) => write(customer, platform, events, by))
    ]
    return { _tag: "accepted", decision: decided.success, changes }
  }

  const write = (
    id: Id,
    platform: PlatformId.PlatformId,
    events: ReadonlyArray<Event.Event>,
    { actor, at, command }: By
  ): Change => {
    const before = kept.get(id)
    const recorded = events.map(
      (event, index): Event.Recorded => ({
        schema: Event.schemaVersion,
        platform: before?.customer.platform ?? platform,
        customer: id,
        sequence: (before?.events.length ?? 0) + index + 1,
        at,
        by: Actors.principal(actor).id,
        via: actor._tag === "token" ? actor.id : null,
        command,
        event
      })
    )
    const after = recorded.reduce(Evolve.evolve, before?.customer ?? null)
    if (after === null) throw new Error(`${command.name} opened nothing`)
    const erased = events.some(({ _tag }) => _tag === "Erased")
    const earlier = before?.events ?? []
    kept.set(id, {
      customer: after,
      // An erased event stands where an event stood: what reads them takes both forms.
      events: [...(erased ? earlier.map((one) => Event.redact(one) as Event.Recorded) : earlier), ...recorded]
    })
    return { before: before?.customer ?? null, after, events: recorded }
  }

  const record = (id: Id, event: Event.Event, actor: Actor.Actor, at: Instant.Instant): void => {
    const parent = "parent" in event && event.parent !== null ? kept.get(event.parent) : undefined
    const platform = parent?.customer.platform ?? fresh("plt")
    write(id, platform, [event], { actor, at, command: { id: fresh("cmd"), name: "edit" } })
  }

  return {
    options,
    all: () => [...kept.values()],
    get: (id) => kept.get(id),
    line,
    below,
    context,
    run,
    record,
    fork: () => from(options, new Map(kept), made),
    toString: () => `${kept.size} customers`
  }
}

interface By {
  readonly actor: Actor.Actor
  readonly at: Instant.Instant
  readonly command: Event.Recorded["command"]
}
