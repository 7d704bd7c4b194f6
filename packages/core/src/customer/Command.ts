/**
 * What can be asked of a customer.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Legible } from "../base/Legible.ts"
import { CustomerId } from "../CustomerId.ts"
import { Party } from "../party/Party.ts"
import { Licenses } from "../tree/Licenses.ts"
import { Right } from "../tree/Rights.ts"
import * as Visibility from "../tree/Visibility.ts"
import { Reason } from "./Hold.ts"
import { Provisioning } from "./Provisioning.ts"

const customer = CustomerId
const text = Legible.check(Schema.isMaxLength(2000), Schema.isTrimmed(), Schema.isMinLength(1))
/** Disabling is a command of its own. */
const suspension = Schema.Literals(Reason.literals.filter((reason) => reason !== "disabled"))
const name = Schema.String.check(
  Schema.isPattern(/^[a-zA-Z][a-zA-Z0-9._-]{0,63}$/u, {
    expected: "a name of at most 64 letters, digits, dots, dashes"
  })
)

/**
 * What each command takes, by its name.
 *
 * @category constants
 * @since 0.1.0
 */
export const inputs = {
  /** Opens a platform: its root customer, which lies below nobody. */
  openPlatform: { draft: Schema.Unknown },
  /** Opens a draft under a parent; nothing has to be filled in yet. */
  open: { parent: Schema.optionalKey(CustomerId), portal: Legible, draft: Schema.Unknown },
  /** Opens a customer and submits it in one go. */
  create: { parent: Schema.optionalKey(CustomerId), portal: Legible, draft: Schema.Unknown },
  /** Changes what is filled in: a JSON merge patch, `null` clears. */
  edit: { customer, changes: Schema.Unknown },
  /** Has a draft checked in full; it is active then, or waits to be approved. */
  submit: { customer },
  /** Makes a customer that waits to be approved active. */
  approve: { customer },
  /** Sends a customer that waits to be approved back, with the reason. */
  reject: { customer, reason: text },
  /** Takes a submitted customer back into draft. */
  withdraw: { customer },
  /** Makes a rejected customer a draft again. */
  revise: { customer },
  /** Gives up a customer that never was active. */
  discard: { customer },
  /** Begins to close an active customer; with `cascade` all live ones below it first. */
  close: { customer, reason: text, cascade: Schema.optionalKey(Schema.Boolean) },
  /** Closes for good, once everything provisioned is torn down. */
  finishClose: { customer },
  /** Goes back to active, while nothing is torn down. */
  cancelClose: { customer },
  /** Opens a closed customer again, within the days of retention. */
  reopen: { customer },
  /** Lets go of the login, so that somebody else can take it. */
  releaseLogin: { customer },
  /** Keeps a customer from being erased; `null` lifts that. */
  setLegalHold: { customer, note: Schema.NullOr(text) },
  /** Has a closed customer's personal data erased once retention is over. */
  scheduleErasure: { customer },
  /** Calls a scheduled erasure off. */
  cancelErasure: { customer },
  /** Erases personal data now, where retention and legal hold allow it. */
  erase: { customer },
  /** Places a hold for a reason. */
  suspend: { customer, reason: suspension, note: Schema.optionalKey(text) },
  /** Lifts the hold of one reason, and no other. */
  resume: { customer, reason: suspension },
  /** Places the hold that keeps users out. */
  disable: { customer, note: Schema.optionalKey(text) },
  /** Lifts that hold. */
  enable: { customer },
  /** Moves a customer, with all below it, under another parent. `narrow` also takes from those below what exceeds the new parent's; without it such a move is refused. */
  move: { customer, parent: CustomerId, narrow: Schema.optionalKey(Schema.Boolean) },
  /** Sets how many levels of ancestors see the customer. */
  setVisibility: {
    customer,
    levels: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: Visibility.maxDepth }))
  },
  /** Sets what it may do when it creates customers; `narrow` also takes from those below. */
  setRights: { customer, rights: Schema.Array(Right), narrow: Schema.optionalKey(Schema.Boolean) },
  /** Sets the licences to choose from; `narrow` also takes from those below. */
  setLicenses: { customer, licenses: Licenses, narrow: Schema.optionalKey(Schema.Boolean) },
  /** Switches a service on; the first one starts provisioning. */
  enableService: { customer, service: name },
  /** Switches a service off. */
  disableService: { customer, service: name },
  /** Sets the operator's tax zone over the derived one; `null` goes back to that. */
  overrideTaxZone: { customer, zone: Schema.NullOr(name), note: text },
  /** Records what a registry said of a VAT id; refused if the customer has another one by now. */
  recordVatEvidence: {
    customer,
    vatId: text,
    outcome: Schema.Literals(["valid", "invalid", "unavailable"]),
    /** Number under which the registry can prove its answer. */
    reference: Schema.optionalKey(Schema.NullOr(Legible)),
    /** Seconds (up to a week) after which an unavailable registry is asked again; missing: nobody knows. */
    retryAfter: Schema.optionalKey(Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 604_800 }))))
  },
  /** Starts the provisioning of a target. */
  startProvisioning: { customer, target: name },
  /** Tries a failed target again. */
  retryProvisioning: { customer, target: name },
  /** Records how far a target has come. */
  recordProvisioning: { customer, target: name, progress: Provisioning },
  /** Sets which letters are sent. */
  setNotifications: {
    customer,
    letters: Schema.optionalKey(Schema.Boolean),
    invoices: Schema.optionalKey(Schema.Boolean)
  },
  /** Enters who gets the invoices; ends a demo. */
  enterInvoiceRecipient: { customer, recipient: Party },
  /** Makes a demo a standard customer. */
  upgrade: { customer, recipient: Party },
  /** Changes the data centre; support only. */
  changeDataCenter: { customer, dataCenter: Legible },
  /** Changes the operator's own id for the customer; `null` removes it. */
  changeExternalKey: { customer, externalKey: Schema.NullOr(text) },
  /** Changes the currency. */
  changeCurrency: { customer, currency: Legible }
}

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
export const Command = Schema.TaggedUnion(inputs).annotate({ identifier: "Command" })

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
