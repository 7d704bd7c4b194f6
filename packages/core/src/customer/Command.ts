/**
 * What can be asked of a customer.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { CustomerId } from "../CustomerId.ts"
import { Party } from "../party/Party.ts"
import { VatEvidence } from "../tax/VatEvidence.ts"
import { Licenses } from "../tree/Licenses.ts"
import { Right } from "../tree/Rights.ts"
import * as Visibility from "../tree/Visibility.ts"
import { Reason } from "./Hold.ts"
import { Provisioning } from "./Provisioning.ts"

const customer = CustomerId
const text = Schema.String.check(Schema.isMaxLength(2000), Schema.isTrimmed(), Schema.isMinLength(1))
/** Disabling is a command of its own. */
const suspension = Schema.Literals(Reason.literals.filter((reason) => reason !== "disabled"))
const name = Schema.String.check(Schema.isPattern(/^[a-zA-Z][a-zA-Z0-9._-]{0,63}$/u))

/**
 * Schema for a command.
 *
 * **Details**
 *
 * `create` is `open` and `submit` in one; without a `parent` the customer comes to lie under the actor's home. A draft and the changes of an edit may be anything: the portal's check says
 * what is wrong with them. No command carries a time: the server's clock decides. Which stage takes which command, and
 * who may give it, stand in `LegalMoves` and `Action`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Command = Schema.TaggedUnion({
  openPlatform: { draft: Schema.Unknown },
  open: { parent: Schema.optionalKey(CustomerId), portal: Schema.String, draft: Schema.Unknown },
  create: { parent: Schema.optionalKey(CustomerId), portal: Schema.String, draft: Schema.Unknown },
  edit: { customer, changes: Schema.Unknown },
  submit: { customer },
  approve: { customer },
  reject: { customer, reason: text },
  withdraw: { customer },
  revise: { customer },
  discard: { customer },
  close: { customer, reason: text, cascade: Schema.optionalKey(Schema.Boolean) },
  finishClose: { customer },
  cancelClose: { customer },
  reopen: { customer },
  releaseLogin: { customer },
  /** `null` lifts it. */
  setLegalHold: { customer, note: Schema.NullOr(text) },
  scheduleErasure: { customer },
  cancelErasure: { customer },
  erase: { customer },
  suspend: { customer, reason: suspension, note: Schema.optionalKey(text) },
  resume: { customer, reason: suspension },
  disable: { customer, note: Schema.optionalKey(text) },
  enable: { customer },
  /** `narrow` also takes from those below what exceeds the new parent's; without it such a move is refused. */
  move: { customer, parent: CustomerId, narrow: Schema.optionalKey(Schema.Boolean) },
  setVisibility: {
    customer,
    levels: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: Visibility.maxDepth }))
  },
  setRights: { customer, rights: Schema.Array(Right), narrow: Schema.optionalKey(Schema.Boolean) },
  setLicenses: { customer, licenses: Licenses, narrow: Schema.optionalKey(Schema.Boolean) },
  enableService: { customer, service: name },
  disableService: { customer, service: name },
  /** `null` goes back to the derived zone. */
  overrideTaxZone: { customer, zone: Schema.NullOr(name), note: text },
  recordVatEvidence: { customer, evidence: VatEvidence },
  startProvisioning: { customer, target: name },
  retryProvisioning: { customer, target: name },
  recordProvisioning: { customer, target: name, progress: Provisioning },
  setNotifications: { customer, letters: Schema.optionalKey(Schema.Boolean), invoices: Schema.optionalKey(Schema.Boolean) },
  enterInvoiceRecipient: { customer, recipient: Party },
  upgrade: { customer, recipient: Party },
  changeDataCenter: { customer, dataCenter: Schema.String },
  /** `null` removes it. */
  changeExternalKey: { customer, externalKey: Schema.NullOr(text) },
  changeCurrency: { customer, currency: Schema.String }
}).annotate({ identifier: "Command" })

/**
 * @category models
 * @since 0.1.0
 */
export type Command = typeof Command.Type

/**
 * The name of a command.
 *
 * @category models
 * @since 0.1.0
 */
export type Name = Command["_tag"]

/**
 * All names of commands.
 *
 * @category constants
 * @since 0.1.0
 */
export const names: ReadonlyArray<Name> = Object.keys(Command.cases) as ReadonlyArray<Name>

/**
 * The commands that concern a customer that is there already.
 *
 * @category models
 * @since 0.1.0
 */
export type OnCustomer = Extract<Command, { readonly customer: CustomerId }>
