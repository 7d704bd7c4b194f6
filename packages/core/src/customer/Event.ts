/**
 * What has happened to a customer: the audit log, the outbox and the source of its state.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { CommandId } from "../CommandId.ts"
import { CustomerId } from "../CustomerId.ts"
import { Instant } from "../Instant.ts"
import { Party } from "../party/Party.ts"
import * as Personal from "../party/Personal.ts"
import { Profile } from "../party/Profile.ts"
import { PlatformId } from "../PlatformId.ts"
import * as TaxZone from "../tax/TaxZone.ts"
import { VatEvidence } from "../tax/VatEvidence.ts"
import { Licenses } from "../tree/Licenses.ts"
import { Right } from "../tree/Rights.ts"
import { UserId } from "../UserId.ts"
import { Checked } from "./Customer.ts"
import { Reason } from "./Hold.ts"
import { Mode } from "./Mode.ts"
import { Provisioning } from "./Provisioning.ts"

/** Derived facts that a check settled together with a profile. */
const settled = {
  profile: Profile,
  checked: Checked,
  vatEvidence: VatEvidence,
  taxZone: Schema.NullOr(TaxZone.Resolution)
}
/** A recipient may bring a VAT id, and with it another tax zone. */
const recipient = { recipient: Party, vatEvidence: VatEvidence, taxZone: Schema.NullOr(TaxZone.Resolution) }
const login = Schema.NullOr(Schema.Struct({ name: Personal.Text, key: Personal.Text }))

/**
 * Schema for what happened, in the past tense. Append-only; a name is never used again for something else.
 *
 * **Details**
 *
 * Values are plain JSON and stored as they were decided: replaying an old event asks no rule of today. People are named by
 * opaque id. What is personal is marked and can be erased. Where an event names a customer (`parent`, `from`, `to`), `null`
 * stands for one that the reader of the feed does not see; the store always knows.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Event = Schema.TaggedUnion({
  PlatformOpened: { profile: Profile, checked: Checked },
  /** With the draft as it was read; created and submitted by one command, with who sees it alone: the rest is in `Submitted`. */
  Opened: { parent: Schema.NullOr(CustomerId), portal: Schema.String, profile: Profile },
  DraftEdited: { profile: Profile },
  ProfileEdited: settled,
  Submitted: { ...settled, login, mode: Mode, targets: Schema.Record(Schema.String, Provisioning) },
  /** Approved by hand, the tax zone is settled once more; at once, it is that of `Submitted`. */
  Approved: {
    automatic: Schema.Boolean,
    checked: Checked,
    taxZone: Schema.optionalKey(Schema.NullOr(TaxZone.Resolution))
  },
  Rejected: { reason: Personal.Text },
  Withdrawn: {},
  Revised: {},
  Discarded: {},
  CloseStarted: { reason: Personal.Text },
  CloseCancelled: {},
  Closed: {},
  Reopened: {
    as: Schema.Literals(["draft", "active"]),
    login,
    checked: Schema.NullOr(Checked),
    taxZone: Schema.NullOr(TaxZone.Resolution)
  },
  LoginReleased: {},
  LegalHoldSet: { note: Personal.Text },
  LegalHoldLifted: {},
  ErasureScheduled: { due: Instant },
  ErasureCancelled: {},
  ErasureRefused: { reason: Schema.String },
  Erased: {},
  HoldPlaced: { reason: Reason, level: Schema.Int, note: Schema.NullOr(Personal.Text) },
  HoldLifted: { reason: Reason },
  Moved: { from: Schema.NullOr(CustomerId), to: Schema.NullOr(CustomerId) },
  VisibilitySet: { levels: Schema.Int },
  RightsSet: { rights: Schema.Array(Right) },
  LicensesSet: { licenses: Licenses },
  ServiceEnabled: { service: Schema.String },
  ServiceDisabled: { service: Schema.String },
  TaxZoneOverridden: {
    zone: Schema.NullOr(Schema.String),
    note: Personal.Text,
    taxZone: Schema.NullOr(TaxZone.Resolution)
  },
  VatEvidenceRecorded: { vatEvidence: VatEvidence, taxZone: Schema.NullOr(TaxZone.Resolution) },
  ProvisioningRecorded: { target: Schema.String, progress: Provisioning },
  NotificationsSet: { letters: Schema.optionalKey(Schema.Boolean), invoices: Schema.optionalKey(Schema.Boolean) },
  InvoiceRecipientEntered: recipient,
  Upgraded: recipient,
  DataCenterChanged: { dataCenter: Schema.String },
  ExternalKeyChanged: { externalKey: Schema.NullOr(Personal.Text) },
  CurrencyChanged: { currency: Schema.String }
}).annotate({ identifier: "Event" })

/**
 * @category models
 * @since 0.1.0
 */
export type Event = typeof Event.Type

/**
 * The version of the event schemas that this release writes. Grows when a stored shape changes; see `Upcasters`.
 *
 * @category constants
 * @since 0.1.0
 */
export const schemaVersion = 1

/** What every recorded event says beside what happened. */
const envelope = {
  schema: Schema.Int,
  platform: PlatformId,
  customer: CustomerId,
  /** Position among the customer's own events, from 1, without gaps. */
  sequence: Schema.Int,
  at: Instant,
  by: UserId,
  /** The token through which `by` acted; `null` where there was none. */
  via: Schema.NullOr(UserId),
  command: Schema.Struct({ id: CommandId, name: Schema.String })
}

/**
 * Schema for an event as it is recorded: what happened, to whom, when, by whom, by which command.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Recorded = Schema.Struct({ ...envelope, event: Event }).annotate({ identifier: "RecordedEvent" })

/**
 * @category models
 * @since 0.1.0
 */
export type Recorded = typeof Recorded.Type

/**
 * A recorded event whose personal values may have been erased.
 *
 * @category models
 * @since 0.1.0
 */
export interface Redacted extends Personal.Redacted<Recorded> {}

/**
 * Schema for a recorded event whose personal values may have been erased. Every recorded event decodes as one.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Redacted: Schema.Codec<Redacted> = Personal.redacted(Recorded) as Schema.Codec<Redacted>

/**
 * Returns a recorded event without what is personal in it; sequence, time and kind stay.
 *
 * @category combinators
 * @since 0.1.0
 */
export const redact = (recorded: Recorded | Redacted): Redacted => Personal.redact(Recorded, recorded)
