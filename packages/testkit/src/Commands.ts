/**
 * Commands and actors for the customers of a sandbox: mostly sensible, sometimes not.
 *
 * @since 0.1.0
 */
import { Actor, Command, type CustomerId, Hold, Instant, Pointer, Portal, Rights, UserId } from "@clientele/core"
import type { Rolled } from "./Dice.ts"
import { drafted, nameFor, parentFor, portalFor, progress } from "./internal/choosing.ts"
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
export const actor =
  (sandbox: Sandbox): Rolled<Actor.Actor> =>
  (dice) => {
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

/**
 * Returns the generator of a draft for a parent in the sandbox: valid for that place in nine of ten cases.
 *
 * @category generating
 * @since 0.1.0
 */
export const draft =
  (sandbox: Sandbox, portal: Portal.Portal, parent: CustomerId.CustomerId | null): Rolled<unknown> =>
  (dice) => {
    const { reference } = sandbox.options
    const line = parent === null ? [] : sandbox.line(parent)
    const rights = Rights.normalise(line[0]?.profile.rights ?? [])
    const made = drafted(portal, reference, line.length - 1, rights, dice.roll(97))
    // One tree, one money, mostly: or nothing could ever move.
    const common = dice.chance(90) ? Pointer.set(made, "/currency", "EUR") : made
    return dice.chance(10)
      ? Pointer.set(common, dice.one(["/name", "/zzz", "/currency"]), dice.one([undefined, 7, "?"]))
      : common
  }

/**
 * Returns the generator of a command about a customer of the sandbox, by name.
 *
 * @category generating
 * @since 0.1.0
 */
export const named =
  (sandbox: Sandbox, name: Name, customer: CustomerId.CustomerId, at: Instant.Instant): Rolled<Command.Command> =>
  (dice): Command.Command => {
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
        return {
          _tag: name,
          customer,
          zone: dice.one([null, "domestic", "reverseCharge", "nowhere"]),
          note: dice.one(texts)
        }
      case "recordVatEvidence":
        return {
          _tag: name,
          customer,
          vatId: dice.chance(90) ? (own?.profile.vatId ?? "NL006486253B01") : "NL000099998B57",
          outcome: dice.one(["valid", "invalid", "unavailable"]),
          reference: "WAPIAAA"
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
export const next =
  (sandbox: Sandbox, since: Instant.Instant): Rolled<Asked> =>
  (dice) => {
    const at = Instant.plus(
      since,
      dice.one([0, 1, 3_600_000, Instant.day, 7 * Instant.day, dice.chance(20) ? 91 * Instant.day : 0])
    )
    const all = sandbox.all()
    if (all.length === 0) return { command: named(sandbox, "openPlatform", "" as never, at)(dice), actor: operator, at }
    const by = actor(sandbox)(dice)
    if (dice.chance(40)) {
      return {
        command: named(
          sandbox,
          dice.one<Name>(["create", "create", "create", "open"]),
          parentFor(sandbox, null, dice),
          at
        )(dice),
        actor: by,
        at
      }
    }
    const { customer } = dice.one(all)
    return { command: named(sandbox, nameFor(customer, dice), customer.id, at)(dice), actor: by, at }
  }
