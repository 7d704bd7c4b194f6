/** What the generators of commands choose from. */
import {
  Command,
  type Customer,
  type CustomerId,
  type Instant,
  LegalMoves,
  type PlatformId,
  Portal,
  Provisioning,
  type ReferenceData,
  type Rights
} from "@clientele/core"
import { type Dice, seeded } from "../Dice.ts"
import * as Drafts from "../Drafts.ts"
import type { Sandbox } from "../Sandbox.ts"

type Name = Command.Name

/** Drafts made before: making one runs the check several times. */
const drafts = new WeakMap<Portal.Portal, Map<string, Readonly<Record<string, unknown>>>>()

export const drafted = (
  portal: Portal.Portal,
  reference: ReferenceData.ReferenceData,
  depth: number,
  rights: ReadonlyArray<Rights.Right>,
  seed: number
): Readonly<Record<string, unknown>> => {
  const known = drafts.get(portal) ?? new Map<string, Readonly<Record<string, unknown>>>()
  drafts.set(portal, known)
  const key = `${reference.version} ${depth} ${rights.join()} ${seed}`
  const made =
    known.get(key) ??
    Drafts.valid({
      portal,
      reference,
      situation: { parent: { profile: {}, depth, rights, offered: "inherit" }, creator: { distance: 1, rights } }
    })(seeded(seed))
  known.set(key, made)
  return made
}

export const portalFor = (sandbox: Sandbox, dice: Dice): Portal.Portal => {
  const { portals } = sandbox.options
  return dice.chance(30) ? dice.one(portals) : (portals[portals.length - 1] ?? Portal.platform)
}

/** Where something may come to lie: active in most cases, in the platform where one is given. */
export const parentFor = (
  sandbox: Sandbox,
  platform: PlatformId.PlatformId | null,
  dice: Dice
): CustomerId.CustomerId => {
  const all = sandbox.all().map(({ customer }) => customer)
  const fit = all.filter((one) => one.lifecycle._tag === "active" && (platform === null || one.platform === platform))
  return dice.one(fit.length > 0 && dice.chance(90) ? fit : all).id
}

/** What to ask of a customer: what its stage takes in most cases, and among that what leads on. */
export const nameFor = ({ holds, lifecycle, mode, parent }: Customer.Customer, dice: Dice): Name => {
  const stage = lifecycle._tag
  if (stage === "pendingApproval" && dice.chance(70)) return "approve"
  if (stage === "closing" && dice.chance(50)) return "finishClose"
  if (stage === "closed" && dice.chance(20)) return "erase"
  if (stage === "active") {
    if (mode._tag === "demo" && dice.chance(30))
      return dice.one<Name>(["upgrade", "enterInvoiceRecipient", "enableService"])
    if (holds.length > 0 && dice.chance(30)) return dice.one<Name>(["resume", "enable", "suspend"])
    if (dice.chance(35))
      return dice.one<Name>(
        parent === null ? ["setRights", "setLicenses"] : ["move", "move", "setRights", "setLicenses", "setVisibility"]
      )
  }
  const accepted = LegalMoves.accepted(stage)
  return dice.chance(8) || accepted.length === 0 ? dice.one(Command.names) : dice.one(accepted)
}

export const progress = (
  sandbox: Sandbox,
  id: CustomerId.CustomerId,
  target: string,
  at: Instant.Instant,
  dice: Dice
): Provisioning.Provisioning => {
  const track = sandbox.get(id)?.customer.provisioning
  const now = track !== undefined && Object.hasOwn(track, target) ? (track[target]?._tag ?? "none") : "none"
  const to = dice.chance(80)
    ? dice.one(Provisioning.next[now])
    : dice.one(Object.keys(Provisioning.next) as ReadonlyArray<keyof typeof Provisioning.next>)
  switch (to) {
    case "running":
      return { _tag: to, step: "create", attempt: 1 }
    case "failed":
      return {
        _tag: to,
        step: "create",
        during: now === "removing" ? "removal" : "setUp",
        kind: dice.one(["temporary", "permanent"]),
        retryAt: dice.chance(50) ? at : null
      }
    default:
      return { _tag: to }
  }
}
