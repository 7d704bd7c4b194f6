/** From a decision to a commit: events as recorded, states after them, claims, and what must still be so. */
import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Actor from "../access/Actor.ts"
import type { CommandId } from "../CommandId.ts"
import type { CustomerId } from "../CustomerId.ts"
import { type Requirement, type Stored, Version } from "../CustomerStore.ts"
import type { Command } from "../customer/Command.ts"
import { type Claim, claims, type Customer } from "../customer/Customer.ts"
import type { Decision } from "../customer/Decision.ts"
import * as Lifecycle from "../customer/Lifecycle.ts"
import { type Event, type Recorded, schemaVersion } from "../customer/Event.ts"
import { evolve } from "../customer/Evolve.ts"
import type { Scene } from "./Gathering.ts"

/** One customer with what a command adds to it. */
export interface Change {
  readonly before: Stored | null
  readonly after: Customer
  readonly events: NonEmptyReadonlyArray<Recorded>
}

/** What a decision writes: for each customer the events as recorded and the state after them. */
export const changesOf = (
  scene: Scene,
  command: Command,
  decision: Decision,
  id: CommandId
): NonEmptyReadonlyArray<Change> => {
  const { actor, at, context, line } = scene
  const change = (before: Stored | null, events: NonEmptyReadonlyArray<Event>): Change => {
    const customer = before?.customer.id ?? context.fresh.customer
    const platform = before?.customer.platform ?? scene.above[0]?.customer.platform ?? context.fresh.platform
    const [first, ...rest] = events.map(
      (event, index): Recorded => ({
        schema: schemaVersion,
        platform,
        customer,
        sequence: (before?.version ?? 0) + index + 1,
        at,
        by: Actor.principal(actor).id,
        via: actor._tag === "token" ? actor.id : null,
        command: { id, name: command._tag },
        event
      })
    )
    const recorded = [first as Recorded, ...rest] as const
    const after = recorded.reduce(evolve, before?.customer ?? null)
    if (after === null) throw new Error("a decision on nothing opened nothing")
    return { before, after, events: recorded }
  }
  const known = new Map(scene.below.map((stored) => [stored.customer.id, stored]))
  return [
    change(line[0] ?? null, decision.events),
    ...decision.below.map(({ customer, events }) => change(known.get(customer) ?? null, events))
  ]
}

/** Claims of the states after that those before had not, and the other way round. */
export const claimsOf = (changes: ReadonlyArray<Change>) => {
  const claim: Array<Claim & { readonly customer: CustomerId }> = []
  const release: typeof claim = []
  const same = (a: Claim) => (b: Claim) => a.kind === b.kind && a.scope === b.scope && a.key === b.key
  for (const { after, before } of changes) {
    const had = before === null ? [] : claims(before.customer)
    const has = claims(after)
    claim.push(...has.filter((it) => !had.some(same(it))).map((it) => ({ ...it, customer: after.id })))
    release.push(...had.filter((it) => !has.some(same(it))).map((it) => ({ ...it, customer: after.id })))
  }
  return { claim, release }
}

/** What must still be so when the decision is committed. */
export const requirements = (scene: Scene, command: Command, decision: Decision): ReadonlyArray<Requirement> => {
  const version = ({ customer, version }: Stored): Requirement => ({ _tag: "version", customer: customer.id, version })
  const children = (of: Stored): Requirement => ({
    _tag: "children",
    customer: of.customer.id,
    versions: scene.below
      .filter(({ customer }) => customer.parent === of.customer.id)
      .map((it) => [it.customer.id, it.version])
  })
  switch (command._tag) {
    case "open":
    case "create":
    case "submit":
    case "approve": {
      // A list of licences is bounded by every list above, anything else by the direct parent alone.
      const opened = decision.events.find((event) => event._tag === "Submitted")
      const chosen =
        opened?._tag === "Submitted" && opened.profile.licenses !== undefined && opened.profile.licenses !== "inherit"
      return scene.above.slice(0, chosen || scene.remembered ? undefined : 1).map(version)
    }
    case "cancelClose":
      return scene.above.slice(0, 1).map(version)
    case "reopen":
    case "enableService":
      return scene.above.map(version)
    case "close":
    case "finishClose":
      return scene.line.slice(0, 1).map(children)
    case "setRights":
    case "setLicenses":
      return [...scene.above.map(version), ...[...scene.line.slice(0, 1), ...scene.below].map(children)]
    case "move":
      return [...scene.target.map(version), ...[...scene.line.slice(0, 1), ...scene.below].map(children)]
    default:
      return []
  }
}

/** What closing this customer with all below does to one of them. */
export const cascadeStep = ({ customer }: Stored, reason: string): Command | null => {
  const stage = customer.lifecycle._tag
  if (stage === "active") return { _tag: "close", customer: customer.id, reason, cascade: true }
  return Lifecycle.isLive(stage) && stage !== "closing" ? { _tag: "discard", customer: customer.id } : null
}

/** The version of a customer after a change. */
export const versionOf = ({ events }: Change): Version => Version.make(events[events.length - 1]?.sequence ?? 0)
