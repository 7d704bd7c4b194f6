/**
 * Sentences over the pure decision: given what happened, when somebody asks, then these events, or this refusal.
 *
 * @since 0.1.0
 */
import {
  type Actor,
  type Command,
  type Customer,
  CustomerId,
  type Decision,
  Event,
  type Execution,
  Instant
} from "@clientele/core"
import * as Selection from "@clientele/core/reference/Selection"
import { user } from "./Commands.ts"
import * as SamplePortals from "./SamplePortals.ts"
import * as Sandbox from "./Sandbox.ts"
import { beginning } from "./Walks.ts"

/**
 * A command about the customer of the sentence: its id may be left out.
 *
 * @category models
 * @since 0.1.0
 */
export type Asked<C extends Command.Command = Command.Command> = C extends { readonly customer: CustomerId.CustomerId }
  ? Omit<C, "customer"> & { readonly customer?: CustomerId.CustomerId }
  : C

/**
 * What has happened: an event as it was recorded, or a command that was accepted.
 *
 * @category models
 * @since 0.1.0
 */
export type Happened = Event.Event | Asked

/**
 * The first half of a sentence.
 *
 * @category models
 * @since 0.1.0
 */
export interface Given {
  /** The customer as it stands; `null` before it was opened. */
  readonly state: Customer.Customer | null
  readonly sandbox: Sandbox.Sandbox
  /** From here on this actor asks; support where nothing is said. */
  readonly by: (actor: Actor.Actor) => Given
  /** Time goes by. */
  readonly after: (millis: number) => Given
  /** More happens. */
  readonly and: (...happened: ReadonlyArray<Happened>) => Given
  /** Returns the events that the command causes, or why it is refused; `notAllowed` where the actor may not ask. */
  readonly when: (command: Asked) => ReadonlyArray<Event.Event> | Decision.Refused | "notAllowed"
}

/**
 * The root that sells to the customer of a sentence, and the customer itself.
 *
 * @category constants
 * @since 0.1.0
 */
export const [root, customer]: readonly [CustomerId.CustomerId, CustomerId.CustomerId] = [
  CustomerId.fromParts(1_700_000_000_000, [0, 0, 0, 0]),
  CustomerId.fromParts(1_700_000_000_001, [0, 0, 0, 0])
]

/**
 * Support of the whole installation: who asks in a sentence that names nobody.
 *
 * @category constants
 * @since 0.1.0
 */
export const support: Actor.Actor = { _tag: "support", id: user(0), platform: null }

/**
 * What a sentence runs on where nothing is said: the sample portals, and reference data without phones and tax.
 *
 * @category constants
 * @since 0.1.0
 */
export const options: Execution.Options = { portals: SamplePortals.all, reference: Selection.make() }

const plain = { name: "Copaco Netherlands B.V.", currency: "EUR", address: { country: "NL" } }
const checked = { portalVersion: 1, referenceVersion: "1" }

/** A customer of the plain portal, submitted and approved. */
const activated: ReadonlyArray<Event.Event> = [
  {
    _tag: "Opened",
    parent: root,
    portal: "plain",
    profile: { ...plain, visibility: 10, rights: ["enableDemo"], licenses: "inherit" }
  },
  {
    _tag: "Submitted",
    profile: { ...plain, visibility: 10, rights: ["enableDemo"], licenses: "inherit" },
    checked,
    vatEvidence: { _tag: "none" },
    taxZone: null,
    login: null,
    mode: { _tag: "standard" },
    targets: { adminUser: { _tag: "none" } }
  },
  { _tag: "Approved", automatic: false, checked }
]

/**
 * Returns `given` for portals and reference data of your own.
 *
 * @category constructors
 * @since 0.1.0
 */
export const on =
  (options: Execution.Options) =>
  (...happened: ReadonlyArray<Happened>): Given => {
    const sandbox = Sandbox.make(options)
    sandbox.record(
      root,
      {
        _tag: "PlatformOpened",
        profile: { name: "Root B.V.", currency: "EUR" },
        checked: { portalVersion: 1, referenceVersion: "sample" }
      },
      support,
      beginning
    )
    const [first] = happened
    const opens = first !== undefined && ["open", "create", "Opened"].includes(first._tag)
    const start = from({ sandbox, id: null, actor: support, at: beginning })
    return opens ? start.and(...happened) : start.and(...activated, ...happened)
  }

/**
 * Begins a sentence about one customer under a root.
 *
 * **Details**
 *
 * The customer is an active one of the plain portal, unless the first thing that happened opens it. A command that is not
 * accepted while telling what happened throws: the sentence is wrong then.
 *
 * **Example** (Saying that a hold is lifted once)
 *
 * ```ts import.meta.vitest
 * import { Given } from "@clientele/testkit"
 *
 * Given.given({ _tag: "suspend", reason: "credit" }).when({ _tag: "resume", reason: "credit" })
 * // => [{ _tag: "HoldLifted", reason: "credit" }]
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const given: (...happened: ReadonlyArray<Happened>) => Given = on(options)

interface Scene {
  readonly sandbox: Sandbox.Sandbox
  readonly id: CustomerId.CustomerId | null
  readonly actor: Actor.Actor
  readonly at: Instant.Instant
}

const from = (scene: Scene): Given => {
  const { actor, at, id, sandbox } = scene
  const complete = (command: Asked): Command.Command =>
    // The id is what the sentence leaves out; everything else is there.
    (["open", "create", "openPlatform"].includes(command._tag)
      ? { parent: root, ...command }
      : { customer: id ?? customer, ...command }) as Command.Command
  return {
    sandbox,
    state: id === null ? null : (sandbox.get(id)?.customer ?? null),
    by: (other) => from({ ...scene, actor: other }),
    after: (millis) => from({ ...scene, at: Instant.plus(at, millis) }),
    and: (...happened) =>
      from(
        happened.reduce<Scene>((so, one) => {
          if (isEvent(one)) {
            sandbox.record(so.id ?? customer, one, so.actor, so.at)
            return { ...so, id: so.id ?? customer }
          }
          const outcome = sandbox.run(complete(one), so.actor, so.at)
          if (outcome._tag !== "accepted") {
            throw new Error(
              `${one._tag} was ${outcome._tag}: ${outcome._tag === "refused" ? outcome.refused.message : "ask as somebody else"}`
            )
          }
          return { ...so, id: so.id ?? outcome.changes[0]?.after.id ?? null }
        }, scene)
      ),
    when: (command) => {
      const outcome = sandbox.run(complete(command), actor, at)
      return outcome._tag === "accepted"
        ? outcome.decision.events
        : outcome._tag === "refused"
          ? outcome.refused
          : "notAllowed"
    }
  }
}

const isEvent = (one: Happened): one is Event.Event => Object.hasOwn(Event.Event.cases, one._tag)
