/**
 * From events to state.
 *
 * @since 0.1.0
 */
import { type Profile, vatId } from "../party/Profile.ts"
import * as Portal from "../portal/Portal.ts"
import * as VatEvidence from "../tax/VatEvidence.ts"
import * as Rights from "../tree/Rights.ts"
import * as Visibility from "../tree/Visibility.ts"
import type { Customer } from "./Customer.ts"
import type { Recorded, Redacted } from "./Event.ts"
import type { Lifecycle } from "./Lifecycle.ts"
import { isTornDown } from "./Provisioning.ts"

/**
 * Applies one recorded event to the state before it; `null` is the state before the first.
 *
 * **Details**
 *
 * Total: any history of one customer folds, for what was legal was settled when the event was decided. An event of a
 * customer that was never opened leaves `null`.
 *
 * @category evolving
 * @since 0.1.0
 */
export const evolve = (state: Customer | null, recorded: Recorded): Customer | null => {
  const { at, by, event } = recorded
  switch (event._tag) {
    case "PlatformOpened":
      return {
        ...blank(recorded),
        profile: {
          ...event.profile,
          visibility: Visibility.everyAncestor,
          rights: Rights.all,
          licenses: event.profile.licenses ?? "inherit"
        },
        lifecycle: { _tag: "active", since: at },
        checked: event.checked,
        approved: { by, at }
      }
    case "Opened":
      return { ...blank(recorded), parent: event.parent, portal: event.portal, profile: event.profile }
  }
  if (state === null) return null
  const stage = (lifecycle: Lifecycle): Customer => ({ ...state, lifecycle })
  const profile = (changes: Partial<Profile>): Customer => ({ ...state, profile: { ...state.profile, ...changes } })
  switch (event._tag) {
    case "DraftEdited": {
      const { profile } = event
      // Evidence never outlives its id, not even one that is typed again later.
      const isSame = vatId(profile) === vatId(state.profile)
      return {
        ...state,
        profile,
        vatEvidence: isSame ? state.vatEvidence : VatEvidence.about(vatId(profile), null)
      }
    }
    case "ProfileEdited":
      return {
        ...state,
        profile: event.profile,
        checked: event.checked,
        vatEvidence: event.vatEvidence,
        taxZone: event.taxZone
      }
    case "Submitted":
      return {
        ...state,
        profile: event.profile,
        checked: event.checked,
        vatEvidence: event.vatEvidence,
        taxZone: event.taxZone,
        login: event.login,
        mode: event.mode,
        provisioning: event.targets,
        lifecycle: { _tag: "pendingApproval", since: at, submittedBy: by },
        submitted: { by, at }
      }
    case "Approved":
      return {
        ...stage({ _tag: "active", since: at }),
        approved: { by, at },
        checked: event.checked,
        taxZone: event.taxZone === undefined ? state.taxZone : event.taxZone
      }
    case "Rejected":
      return {
        ...stage({ _tag: "rejected", since: at, by, reason: event.reason }),
        login: null,
        mode: { _tag: "standard" }
      }
    case "Withdrawn":
      return { ...stage({ _tag: "draft", since: at }), login: null, mode: { _tag: "standard" } }
    case "Revised":
      return stage({ _tag: "draft", since: at })
    case "Discarded":
      return { ...stage({ _tag: "closed", since: at, from: "draft" }), login: null, mode: { _tag: "standard" } }
    case "CloseStarted":
      return stage({ _tag: "closing", since: at, reason: event.reason })
    case "CloseCancelled":
      return stage({ _tag: "active", since: at })
    case "Closed":
      return { ...stage({ _tag: "closed", since: at, from: "active" }), services: [] }
    case "Reopened":
      return {
        ...stage({ _tag: event.as, since: at }),
        login: event.login,
        erasureAt: null,
        checked: event.checked ?? state.checked,
        taxZone: event.as === "active" ? event.taxZone : state.taxZone,
        // What was torn down when it closed can be set up anew.
        provisioning: Object.fromEntries(
          Object.entries(state.provisioning).map(([target, it]) => [
            target,
            isTornDown(it) && it._tag !== "skipped" ? { _tag: "none" } : it
          ])
        )
      }
    case "LoginReleased":
      return { ...state, login: null }
    case "LegalHoldSet":
      return { ...state, legalHold: { by, at, note: event.note } }
    case "LegalHoldLifted":
      return { ...state, legalHold: null }
    case "ErasureScheduled":
      return { ...state, erasureAt: event.due }
    case "ErasureCancelled":
      return { ...state, erasureAt: null }
    case "ErasureRefused":
      return state
    case "Erased":
      return {
        ...blank(recorded),
        parent: state.parent,
        portal: state.portal,
        // Whoever did not see the customer does not see its tombstone either.
        profile: state.profile.visibility === undefined ? {} : { visibility: state.profile.visibility },
        lifecycle: { _tag: "erased", since: at }
      }
    case "HoldPlaced":
      return {
        ...state,
        holds: [...state.holds, { reason: event.reason, by, level: event.level, at, note: event.note }]
      }
    case "HoldLifted":
      return { ...state, holds: state.holds.filter(({ reason }) => reason !== event.reason) }
    case "Moved":
      return { ...state, parent: event.to }
    case "VisibilitySet":
      return profile({ visibility: event.levels })
    case "RightsSet":
      return profile({ rights: event.rights })
    case "LicensesSet":
      return profile({ licenses: event.licenses })
    case "ServiceEnabled":
      return { ...state, services: [...state.services.filter((one) => one !== event.service), event.service] }
    case "ServiceDisabled":
      return { ...state, services: state.services.filter((one) => one !== event.service) }
    case "TaxZoneOverridden":
      return {
        ...state,
        taxZone: event.taxZone,
        taxZoneOverride: event.zone === null ? null : { zone: event.zone, by, at, note: event.note }
      }
    case "VatEvidenceRecorded":
      return { ...state, vatEvidence: event.vatEvidence, taxZone: event.taxZone }
    case "ProvisioningRecorded":
      return { ...state, provisioning: { ...state.provisioning, [event.target]: event.progress } }
    case "NotificationsSet": {
      const { _tag, ...changes } = event
      return profile(changes)
    }
    case "InvoiceRecipientEntered":
    case "Upgraded":
      return {
        ...profile({ invoiceRecipient: event.recipient, ...(state.profile.demo === undefined ? {} : { demo: false }) }),
        mode: { _tag: "standard" },
        vatEvidence: event.vatEvidence,
        taxZone: event.taxZone
      }
    case "DataCenterChanged":
      return profile({ dataCenter: event.dataCenter })
    case "ExternalKeyChanged": {
      const { externalKey: _, ...others } = state.profile
      return { ...state, profile: event.externalKey === null ? others : { ...others, externalKey: event.externalKey } }
    }
    case "CurrencyChanged":
      return profile({ currency: event.currency })
  }
}

/**
 * Folds the events of one customer, in order, into its state; `null` for no events.
 *
 * **Details**
 *
 * Takes redacted histories too: what was erased flows into states before the erasure only.
 *
 * @category evolving
 * @since 0.1.0
 */
export const replay = (events: Iterable<Recorded | Redacted>): Customer | null => {
  let state: Customer | null = null
  // An erased leaf stands where a text stood and is only carried along.
  for (const event of events) state = evolve(state, event as Recorded)
  return state
}

const blank = ({ at, customer, platform }: Recorded): Customer => ({
  id: customer,
  platform,
  parent: null,
  portal: Portal.platform.id,
  profile: {},
  lifecycle: { _tag: "draft", since: at },
  submitted: null,
  approved: null,
  checked: null,
  login: null,
  holds: [],
  mode: { _tag: "standard" },
  services: [],
  provisioning: {},
  vatEvidence: { _tag: "none" },
  taxZone: null,
  taxZoneOverride: null,
  legalHold: null,
  erasureAt: null
})
