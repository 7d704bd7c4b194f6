/**
 * The one table of legal moves: which stage takes which command, and where it leads.
 *
 * Decisions, messages, the diagram in the docs, a portal's buttons and the properties read it.
 *
 * @since 0.1.0
 */
import type { Name } from "./Command.ts"
import { type Stage, stages } from "./Lifecycle.ts"

/**
 * One row of the table.
 *
 * @category models
 * @since 0.1.0
 */
export interface Move {
  readonly command: Name
  /** Stages that take the command; `null` stands for "not there yet". */
  readonly from: ReadonlyArray<Stage | null>
  /** Stages it can lead to; empty: the stage stays. */
  readonly to: ReadonlyArray<Stage>
  /** What else must hold, as a sentence. */
  readonly guard: string
  /** Buys or sells: closed to customer and partner while a demo has expired (OC-15). */
  readonly commercial: boolean
  /** Changes the shape of the tree or what flows down it: serialised per platform. */
  readonly structural: boolean
}

const row = (
  command: Name,
  from: Move["from"],
  to: Move["to"],
  guard: string,
  more: Partial<Pick<Move, "commercial" | "structural">> = {}
): Move => ({ command, from, to, guard, commercial: false, structural: false, ...more })

const sells = { commercial: true }
const tree = { structural: true }

/**
 * All legal moves.
 *
 * @category constants
 * @since 0.1.0
 */
export const table: ReadonlyArray<Move> = [
  row("openPlatform", [null], ["active"], "support only; it has no parent"),
  row("open", [null], ["draft"], "the parent is active and at most nine levels deep"),
  row("create", [null], ["pendingApproval", "active"], "as open and submit together"),
  row(
    "edit",
    ["draft", "active"],
    [],
    "a draft takes any subset of fields; an active customer stays as its portal asks"
  ),
  row(
    "submit",
    ["draft"],
    ["pendingApproval", "active"],
    "the parent is active, the portal's check passes, the login is free"
  ),
  row(
    "approve",
    ["pendingApproval"],
    ["active"],
    "the parent is active, the check passes again, another person than the submitter where four eyes are asked"
  ),
  row("reject", ["pendingApproval"], ["rejected"], "none"),
  row("withdraw", ["pendingApproval"], ["draft"], "by the submitter or support"),
  row("revise", ["rejected"], ["draft"], "none"),
  row("discard", ["draft", "pendingApproval", "rejected"], ["closed"], "none"),
  row("close", ["active"], ["closing"], "nobody below is live, unless cascade closes them first", tree),
  row("finishClose", ["closing"], ["closed"], "everything provisioned is torn down and nobody below is live"),
  row("cancelClose", ["closing"], ["active"], "the parent is active and nothing is torn down yet"),
  row(
    "reopen",
    ["closed"],
    ["draft", "active"],
    "within the retention time, the parent is active, the check passes again"
  ),
  row("releaseLogin", ["active", "closed"], [], "a login is reserved"),
  row("setLegalHold", ["active", "closing", "closed"], [], "none"),
  row("scheduleErasure", ["closed"], [], "not scheduled yet"),
  row("cancelErasure", ["closed"], [], "it is scheduled"),
  row("erase", ["closed"], ["erased"], "the retention time is over and no legal hold is set"),
  row("suspend", ["active"], [], "no hold for this reason is set"),
  row("resume", ["active", "closing"], [], "a hold for this reason is set, by somebody at this level or below"),
  row("disable", ["active"], [], "it is enabled"),
  row("enable", ["active"], [], "it is disabled, by somebody at this level or below"),
  row(
    "move",
    ["active"],
    [],
    "not below itself, at most ten levels deep, same currency and data centre, rights and licences within the new parent's",
    tree
  ),
  row("setVisibility", ["active"], [], "none"),
  row(
    "setRights",
    ["active"],
    [],
    "within the parent's, and nobody below holds what is taken, unless narrow takes it there too",
    tree
  ),
  row(
    "setLicenses",
    ["active"],
    [],
    "within the parent's, and nobody below holds what is taken, unless narrow takes it there too",
    { ...sells, ...tree }
  ),
  row("enableService", ["active"], [], "purchases are not blocked and it is off", sells),
  row("disableService", ["active"], [], "it is on"),
  row("overrideTaxZone", ["active"], [], "the seller has such a zone"),
  row("recordVatEvidence", ["pendingApproval", "active"], [], "there is a VAT id"),
  row("startProvisioning", ["active"], [], "the target is not set up", sells),
  row("retryProvisioning", ["active"], [], "the target failed"),
  row("recordProvisioning", ["active", "closing"], [], "progress follows its order"),
  row("setNotifications", ["active"], [], "none"),
  row("enterInvoiceRecipient", ["active"], [], "none; ends a demo"),
  row("upgrade", ["active"], [], "it is a demo"),
  row("changeDataCenter", ["active"], [], "support only"),
  row("changeExternalKey", ["active"], [], "free under the parent"),
  row("changeCurrency", ["active"], [], "another currency than it has", sells)
]

const rows = new Map(table.map((move) => [move.command, move]))

/**
 * Returns the row of a command.
 *
 * @category getters
 * @since 0.1.0
 */
export const of = (command: Name): Move => {
  const move = rows.get(command)
  if (move === undefined) throw new Error(`no row for ${command} in the table of legal moves`)
  return move
}

/**
 * Returns the commands that a stage takes; `null` for a customer that is not there yet.
 *
 * @category getters
 * @since 0.1.0
 */
export const accepted = (stage: Stage | null): ReadonlyArray<Name> => byStage.get(stage) ?? []

const byStage = new Map(
  [null, ...stages].map((stage) => [
    stage,
    table.filter(({ from }) => from.includes(stage)).map(({ command }) => command)
  ])
)
