/**
 * Commands and actors for the customers of a sandbox: mostly sensible, sometimes not.
 *
 * @since 0.1.0
 */
import { Actor, Command, type Customer, type CustomerId, Hold, Instant, LegalMoves, type PlatformId, Pointer, Portal, Provisioning, type ReferenceData, Rights, UserId } from "@clientele/core"
import { type Dice, type Rolled, seeded } from "./Dice.ts"
import * as Drafts from "./Drafts.ts"
import type { Sandbox } from "./Sandbox.ts"

type Name = Command.Name

/**
 * Who asks for what, and when.
 *
 * @category models
 * @since 0.1.0
 */
export interface Asked {
  readonly command: Command.Command
  readonly actor: Actor.Actor
  readonly at: Instant.Instant
}

/**
 * Returns one of a handful of users, so that the same one asks again.
 *
 * @category generating
 * @since 0.1.0
 */
export const user = (number: number): UserId.UserId => UserId.fromParts(1_700_000_000_000 + number, [0, 0, 0, 0])

/**
 * The installation's operator: opens platforms and supports all of them.
 *
 * @category constants
 * @since 0.1.0
 */
export const operator: Actor.Actor = { _tag: "support", id: user(0), platform: null }

/**
 * Returns the generator of actors: support, users at home anywhere in the tree, and their tokens.
 *
 * @category generating
 * @since 0.1.0
 */
export const actor = (sandbox: Sandbox): Rolled<Actor.Actor> => (dice) => {
  const all = sandbox.all()
  if (all.length === 0 || !dice.chance(45)) return { ...operator, id: user(dice.roll(3)) } as Actor.Actor
  const { customer } = dice.one(all)
  const owner = dice.chance(15)
    ? { _tag: "support" as const, id: user(dice.roll(3)), platform: customer.platform }
    : {
      _tag: "user" as const,
      id: user(3 + dice.roll(4)),
      platform: customer.platform,
      home: customer.id,
      role: dice.one(Actor.Role.literals)
    }
  return dice.chance(15) ? { _tag: "token", id: user(9), scopes: dice.some(Actor.Scope.literals), owner } : owner
}

const texts = ["unpaid", "asked by phone", "Jan Janssen wants it", "x"] as const
const names = ["backup", "office", "constructor", "adminUser", "microsoftTenant"] as const
const licenses = ["azure", "backup", "m365"] as const

/** Drafts made before: making one runs the check several times. */
const drafts = new WeakMap<Portal.Portal, Map<string, Readonly<Record<string, unknown>>>>()

const drafted = (
  portal: Portal.Portal,
  reference: ReferenceData.ReferenceData,
  depth: number,
  rights: ReadonlyArray<Rights.Right>,
  seed: number
): Readonly<Record<string, unknown>> => {
  const known = drafts.get(portal) ?? new Map<string, Readonly<Record<string, unknown>>>()
  drafts.set(portal, known)
  const key = `${reference.version} ${depth} ${rights.join()} ${seed}`
  const made = known.get(key) ?? Drafts.valid({
    portal,
    reference,
    situation: { parent: { profile: {}, depth, rights, offered: "inherit" }, creator: { distance: 1, rights } }
  })(seeded(seed))
  known.set(key, made)
  return made
}

/**
 * Returns the generator of a draft for a parent in the sandbox: valid for that place in nine of ten cases.
 *
 * @category generating
 * @since 0.1.0
 */
export const draft = (sandbox: Sandbox, portal: Portal.Portal, parent: CustomerId.CustomerId | null): Rolled<unknown> => (dice) => {
  const { reference } = sandbox.options
  const line = parent === null ? [] : sandbox.line(parent)
  const rights = Rights.normalise(line[0]?.profile.rights ?? [])
  const made = drafted(portal, reference, line.length - 1, rights, dice.roll(97))
  // One tree, one money, mostly: or nothing could ever move.
  const common = dice.chance(90) ? Pointer.set(made, "/currency", "EUR") : made
  return dice.chance(10) ? Pointer.set(common, dice.one(["/name", "/zzz", "/currency"]), dice.one([undefined, 7, "?"])) : common
}

const portalFor = (sandbox: Sandbox, dice: Dice): Portal.Portal => {
  const { portals } = sandbox.options
  return dice.chance(30) ? dice.one(portals) : portals[portals.length - 1] ?? Portal.platform
}

/** Where something may come to lie: active in most cases, in the platform where one is given. */
const parentFor = (sandbox: Sandbox, platform: PlatformId.PlatformId | null, dice: Dice): CustomerId.CustomerId => {
  const all = sandbox.all().map(({ customer }) => customer)
  const fit = all.filter((one) => one.lifecycle._tag === "active" && (platform === null || one.platform === platform))
  return dice.one(fit.length > 0 && dice.chance(90) ? fit : all).id
}

/** What to ask of a customer: what its stage takes in most cases, and among that what leads on. */
const nameFor = ({ holds, lifecycle, mode, parent }: Customer.Customer, dice: Dice): Name => {
  const stage = lifecycle._tag
  if (stage === "pendingApproval" && dice.chance(70)) return "approve"
  if (stage === "closing" && dice.chance(50)) return "finishClose"
  if (stage === "closed" && dice.chance(20)) return "erase"
  if (stage === "active") {
    if (mode._tag === "demo" && dice.chance(30)) return dice.one<Name>(["upgrade", "enterInvoiceRecipient", "enableService"])
    if (holds.length > 0 && dice.chance(30)) return dice.one<Name>(["resume", "enable", "suspend"])
    if (dice.chance(35)) return dice.one<Name>(parent === null ? ["setRights", "setLicenses"] : ["move", "move", "setRights", "setLicenses", "setVisibility"])
  }
  const accepted = LegalMoves.accepted(stage)
  return dice.chance(8) || accepted.length === 0 ? dice.one(Command.names) : dice.one(accepted)
}

const progress = (sandbox: Sandbox, id: CustomerId.CustomerId, target: string, at: Instant.Instant, dice: Dice): Provisioning.Provisioning => {
  const track = sandbox.get(id)?.customer.provisioning
  const now = track !== undefined && Object.hasOwn(track, target) ? track[target]?._tag ?? "none" : "none"
  const to = dice.chance(80) ? dice.one(Provisioning.next[now]) : dice.one(Object.keys(Provisioning.next) as ReadonlyArray<keyof typeof Provisioning.next>)
  switch (to) {
    case "running":
      return { _tag: to, step: "create", attempt: 1 }
    case "failed":
      return { _tag: to, step: "create", kind: dice.one(["temporary", "permanent"]), retryAt: dice.chance(50) ? at : null }
    default:
      return { _tag: to }
  }
}

/**
 * Returns the generator of a command about a customer of the sandbox, by name.
 *
 * @category generating
 * @since 0.1.0
 */
export const named = (sandbox: Sandbox, name: Name, customer: CustomerId.CustomerId, at: Instant.Instant): Rolled<Command.Command> => (dice): Command.Command => {
  const own = sandbox.get(customer)?.customer
  const held = own?.holds.map(({ reason }) => reason).filter((reason) => reason !== "disabled") ?? []
  const reasons = Hold.Reason.literals.filter((reason) => reason !== "disabled")
  const narrow = dice.chance(40) ? { narrow: true } : {}
  switch (name) {
    case "openPlatform":
      return { _tag: name, draft: { name: `Platform ${dice.digits(3)} B.V.`, currency: "EUR" } }
    case "open":
    case "create": {
      const portal = portalFor(sandbox, dice)
      return { _tag: name, parent: customer, portal: portal.id, draft: draft(sandbox, portal, customer)(dice) }
    }
    case "edit": {
      const portal = sandbox.options.portals.find(({ id }) => id === own?.portal) ?? Portal.platform
      const other = draft(sandbox, portal, own?.parent ?? null)(dice) as object
      const entries = Object.entries(other)
      return { _tag: name, customer, changes: Object.fromEntries(dice.some(entries)) }
    }
    case "reject":
      return { _tag: name, customer, reason: dice.one(texts) }
    case "close":
      return { _tag: name, customer, reason: dice.one(texts), ...(dice.chance(30) ? { cascade: true } : {}) }
    case "setLegalHold":
      return { _tag: name, customer, note: dice.chance(50) ? dice.one(texts) : null }
    case "suspend":
      return { _tag: name, customer, reason: dice.one(reasons), note: dice.one(texts) }
    case "resume":
      return { _tag: name, customer, reason: held.length > 0 && dice.chance(70) ? dice.one(held) : dice.one(reasons) }
    case "move":
      return { _tag: name, customer, parent: parentFor(sandbox, own?.platform ?? null, dice), ...narrow }
    case "setVisibility":
      return { _tag: name, customer, levels: 1 + dice.roll(10) }
    case "setRights":
      return { _tag: name, customer, rights: dice.some(Rights.all), ...narrow }
    case "setLicenses":
      return { _tag: name, customer, licenses: dice.chance(40) ? "inherit" : dice.some(licenses), ...narrow }
    case "enableService":
    case "disableService":
      return { _tag: name, customer, service: dice.one(names) }
    case "overrideTaxZone":
      return { _tag: name, customer, zone: dice.one([null, "domestic", "reverseCharge", "nowhere"]), note: dice.one(texts) }
    case "recordVatEvidence":
      return {
        _tag: name,
        customer,
        evidence: dice.one([{ _tag: "valid", at, reference: "WAPIAAA" }, { _tag: "invalid", at }, { _tag: "pending", retryAt: at }, { _tag: "unavailable", since: at }])
      }
    case "startProvisioning":
    case "retryProvisioning":
      return { _tag: name, customer, target: dice.one(names) }
    case "recordProvisioning": {
      const target = dice.one(names)
      return { _tag: name, customer, target, progress: progress(sandbox, customer, target, at, dice) }
    }
    case "setNotifications":
      return { _tag: name, customer, letters: dice.chance(50) }
    case "enterInvoiceRecipient":
    case "upgrade":
      return { _tag: name, customer, recipient: dice.chance(80) ? { name: `Payer ${dice.digits(4)}` } : {} }
    case "changeDataCenter":
      return { _tag: name, customer, dataCenter: dice.one(["ams", "fra", "moon"]) }
    case "changeExternalKey":
      return { _tag: name, customer, externalKey: dice.chance(80) ? `K${dice.digits(5)}` : null }
    case "changeCurrency":
      return { _tag: name, customer, currency: dice.one(["EUR", "GBP", "eur", "moon"]) }
    case "disable":
      return { _tag: name, customer }
    default:
      return { _tag: name, customer }
  }
}

/**
 * Returns the generator of the next step in a sandbox: somebody asks something, some time after the last.
 *
 * @category generating
 * @since 0.1.0
 */
export const next = (sandbox: Sandbox, since: Instant.Instant): Rolled<Asked> => (dice) => {
  const at = Instant.plus(since, dice.one([0, 1, 3_600_000, Instant.day, 7 * Instant.day, dice.chance(20) ? 91 * Instant.day : 0]))
  const all = sandbox.all()
  if (all.length === 0) return { command: named(sandbox, "openPlatform", "" as never, at)(dice), actor: operator, at }
  const by = actor(sandbox)(dice)
  if (dice.chance(40)) {
    return { command: named(sandbox, dice.one<Name>(["create", "create", "create", "open"]), parentFor(sandbox, null, dice), at)(dice), actor: by, at }
  }
  const { customer } = dice.one(all)
  return { command: named(sandbox, nameFor(customer, dice), customer.id, at)(dice), actor: by, at }
}
