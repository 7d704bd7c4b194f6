/** Decisions about an active customer: holds, services, tax, provisioning, contract. */
import * as Result from "effect/Result"
import * as Actor from "../../access/Actor.ts"
import * as Instant from "../../Instant.ts"
import * as Currency from "../../party/Currency.ts"
import * as Text from "../../base/internal/text.ts"
import type { Party } from "../../party/Party.ts"
import { vatId } from "../../party/Profile.ts"
import * as Check from "../../portal/Check.ts"
import { maxLength } from "../../portal/Field.ts"
import { DraftRefused } from "../../portal/Issue.ts"
import { platform, type Portal } from "../../portal/Portal.ts"
import * as Pointer from "../../portal/Pointer.ts"
import * as TaxSeller from "../../tax/TaxSeller.ts"
import * as VatEvidence from "../../tax/VatEvidence.ts"
import type { Name } from "../Command.ts"
import type { Customer } from "../Customer.ts"
import { accept, type Context, refuse, type Refused } from "../Decision.ts"
import * as DisplayStatus from "../DisplayStatus.ts"
import type { Event } from "../Event.ts"
import type { Reason } from "../Hold.ts"
import * as Provisioning from "../Provisioning.ts"
import { check, evidenceOf, situation, taxZone } from "./checking.ts"
import type { Handlers } from "./Handlers.ts"

/** How deep the actor is at home: -1 for support, the root has 0. */
const level = ({ actor, line }: Context, state: Customer): number => {
  const up = [state, ...line].findIndex(({ id }) => id === Actor.home(actor))
  return up === -1 ? -1 : line.length - up
}

const place = (context: Context, state: Customer, command: Name, reason: Reason, note: string | undefined) =>
  state.holds.some((hold) => hold.reason === reason)
    ? refuse(command, state, "alreadySo", `a hold for this reason (${reason}) is set already`, { reason })
    : accept([{ _tag: "HoldPlaced", reason, level: level(context, state), note: note ?? null }])

const lift = (context: Context, state: Customer, command: Name, reason: Reason) => {
  const hold = state.holds.find((hold) => hold.reason === reason)
  if (hold === undefined)
    return refuse(command, state, "notSet", `no hold for this reason (${reason}) is set`, { reason })
  const mine = level(context, state)
  return mine <= hold.level
    ? accept([{ _tag: "HoldLifted", reason }])
    : refuse(command, state, "heldByHigherLevel", "whoever set the hold, or somebody above, lifts it", {
        setAtLevel: hold.level,
        yourLevel: mine
      })
}

/** Own targets only: one may be named like a property that every object has (`constructor`). */
const track = ({ provisioning }: Customer, target: string): Provisioning.Provisioning =>
  (Object.hasOwn(provisioning, target) ? provisioning[target] : undefined) ?? { _tag: "none" }

const progress = (state: Customer, command: Name, target: string, to: Provisioning.Provisioning) => {
  const from = track(state, target)
  return Provisioning.next[from._tag].includes(to._tag)
    ? accept([{ _tag: "ProvisioningRecorded", target, progress: to }])
    : refuse(
        command,
        state,
        "outOfOrder",
        `${target} is ${from._tag}; next can be ${Provisioning.next[from._tag].join(", ")}`,
        {
          from: from._tag,
          to: to._tag
        }
      )
}

/** The recipient as the portal's own fields check it, or by its name and VAT id where the portal has none; and what follows. */
const recipient = (context: Context, state: Customer, party: Party) => {
  const asks = context.portal.steps.some(({ fields }) => fields.some(({ at }) => at.startsWith("/invoiceRecipient")))
  const { demo: _, ...before } = state.profile
  const entered: Result.Result<Party, Refused> = asks
    ? Result.map(
        check(context, { ...before, invoiceRecipient: party }, false, state),
        ({ profile }) => profile.invoiceRecipient ?? party
      )
    : named(context, state, party)
  return Result.map(entered, (recipient) => {
    const profile = { ...before, invoiceRecipient: recipient }
    const vatEvidence = evidenceOf(profile, state)
    return {
      recipient,
      vatEvidence,
      taxZone: taxZone(context, profile, vatEvidence, state.taxZoneOverride?.zone ?? null)
    }
  })
}

/** What is asked of a recipient where the portal does not ask for one: enough to send an invoice to the right place. */
const recipients: Portal = {
  ...platform,
  steps: [
    {
      id: "recipient",
      label: "Invoice recipient",
      fields: [
        {
          at: "/invoiceRecipient/sameAs",
          label: "Taken from",
          kind: "sameAs",
          options: { choices: ["licensee", "parent", "own"].map((value) => ({ value, label: value })) }
        },
        {
          at: "/invoiceRecipient/name",
          label: "Name",
          kind: "companyName",
          required: { not: { at: "/invoiceRecipient/sameAs", oneOf: ["licensee", "parent"] } }
        },
        { at: "/invoiceRecipient/address/country", label: "Country", kind: "country" },
        { at: "/invoiceRecipient/address/line1", label: "Address", kind: "text" },
        { at: "/invoiceRecipient/address/line2", label: "Address, second line", kind: "text" },
        { at: "/invoiceRecipient/address/city", label: "City", kind: "text" },
        {
          at: "/invoiceRecipient/address/state",
          label: "State",
          kind: "subdivision",
          country: "/invoiceRecipient/address/country"
        },
        {
          at: "/invoiceRecipient/address/postalCode",
          label: "Postal code",
          kind: "postalCode",
          country: "/invoiceRecipient/address/country"
        },
        { at: "/invoiceRecipient/email", label: "E-mail", kind: "email" },
        { at: "/invoiceRecipient/phone", label: "Phone", kind: "phone", country: "/invoiceRecipient/address/country" },
        { at: "/invoiceRecipient/vatId", label: "VAT id", kind: "vatId", country: "/invoiceRecipient/address/country" },
        {
          at: "/invoiceRecipient/registrationNumber",
          label: "Registration number",
          kind: "registrationNumber",
          country: "/invoiceRecipient/address/country"
        }
      ]
    }
  ]
}

const named = (context: Context, state: Customer, party: Party): Result.Result<Party, Refused> => {
  const { issues, submission } = Check.run(
    recipients,
    { invoiceRecipient: party },
    context.reference,
    situation(context, false, state)
  )
  return submission === null
    ? Result.fail(new DraftRefused({ issues }))
    : Result.succeed(submission.profile.invoiceRecipient ?? {})
}

export const settings = {
  suspend: (context, state, { note, reason }) => place(context, state, "suspend", reason, note),
  resume: (context, state, { reason }) => lift(context, state, "resume", reason),
  disable: (context, state, { note }) => place(context, state, "disable", "disabled", note),
  enable: (context, state) => lift(context, state, "enable", "disabled"),

  setVisibility: (_, __, { levels }) => accept([{ _tag: "VisibilitySet", levels }]),

  enableService: (context, state, { service }) => {
    if (state.services.includes(service)) {
      return refuse("enableService", state, "alreadySo", `${service} is enabled already`, { service })
    }
    const blocked = DisplayStatus.blocked([state, ...context.line])
    if (blocked.includes("purchase")) {
      return refuse("enableService", state, "blocked", "purchases are blocked by a hold here or above; lift it first", {
        blocked: [...blocked]
      })
    }
    // The first service is the first provisioning (CP-08): what waited for it begins.
    const waiting = Object.entries(state.provisioning).filter(([, it]) => it._tag === "none")
    return accept([
      { _tag: "ServiceEnabled", service },
      ...waiting.map(([target]): Event => ({ _tag: "ProvisioningRecorded", target, progress: { _tag: "pending" } }))
    ])
  },

  disableService: (_, state, { service }) =>
    state.services.includes(service)
      ? accept([{ _tag: "ServiceDisabled", service }])
      : refuse("disableService", state, "notSet", `${service} is not enabled`, { service }),

  overrideTaxZone: (context, state, { note, zone }) => {
    const { seller } = context
    if (zone !== null && (seller === undefined || TaxSeller.zoneById(seller, zone) === null)) {
      return refuse("overrideTaxZone", state, "invalidValue", "the seller has no such zone", {
        zone,
        zones: seller?.zones.map(({ id }) => id) ?? []
      })
    }
    return accept([
      { _tag: "TaxZoneOverridden", zone, note, taxZone: taxZone(context, state.profile, state.vatEvidence, zone) }
    ])
  },

  recordVatEvidence: (context, state, { outcome, reference, retryAfter, vatId: asked }) => {
    const known = vatId(state.profile)
    if (known === undefined) return refuse("recordVatEvidence", state, "notSet", "the customer has no VAT id")
    if (known !== asked) {
      return refuse(
        "recordVatEvidence",
        state,
        "outOfOrder",
        "the customer has another VAT id by now; ask for that one",
        {}
      )
    }
    const { now } = context
    const before = state.vatEvidence
    const retryAt = typeof retryAfter === "number" ? Instant.plus(now, retryAfter * 1000) : null
    const vatEvidence = VatEvidence.record(before, { outcome, at: now, reference: reference ?? null, retryAt })
    if (vatEvidence === before) {
      const was = before._tag
      return refuse("recordVatEvidence", state, "alreadySo", `an outage changes nothing: the VAT id is ${was}`, { was })
    }
    return accept([
      {
        _tag: "VatEvidenceRecorded",
        vatEvidence,
        taxZone: taxZone(context, state.profile, vatEvidence, state.taxZoneOverride?.zone ?? null)
      }
    ])
  },

  startProvisioning: (_, state, { target }) => progress(state, "startProvisioning", target, { _tag: "pending" }),

  retryProvisioning: (_, state, { target }) =>
    track(state, target)._tag === "failed"
      ? progress(state, "retryProvisioning", target, { _tag: "pending" })
      : refuse("retryProvisioning", state, "outOfOrder", `${target} did not fail`, { from: track(state, target)._tag }),

  recordProvisioning: (_, state, command) => progress(state, "recordProvisioning", command.target, command.progress),

  setNotifications: (_, __, { invoices, letters }) =>
    accept([
      {
        _tag: "NotificationsSet",
        ...(letters === undefined ? {} : { letters }),
        ...(invoices === undefined ? {} : { invoices })
      }
    ]),

  enterInvoiceRecipient: (context, state, command) =>
    Result.flatMap(recipient(context, state, command.recipient), (entered) =>
      accept([{ _tag: "InvoiceRecipientEntered", ...entered }])
    ),

  upgrade: (context, state, command) =>
    state.mode._tag !== "demo"
      ? refuse("upgrade", state, "notSet", "the customer is no demo")
      : Result.flatMap(recipient(context, state, command.recipient), (entered) =>
          accept([{ _tag: "Upgraded", ...entered }])
        ),

  changeDataCenter: (context, state, { dataCenter }) => {
    const known = context.reference.lists["dataCenters"]
    return known === undefined || known.some(({ value }) => value === dataCenter)
      ? accept([{ _tag: "DataCenterChanged", dataCenter }])
      : refuse("changeDataCenter", state, "invalidValue", "there is no such data centre", {
          dataCenter,
          known: known.map(({ value }) => value)
        })
  },

  changeExternalKey: (context, state, { externalKey }) => {
    const typed = externalKey === null ? "" : Text.line(externalKey)
    const kept = typed === "" ? null : typed
    if (kept !== null && (kept.length > maxLength || Text.isUnprintable(kept))) {
      return refuse(
        "changeExternalKey",
        state,
        "invalidValue",
        `write at most ${maxLength} characters that can be seen`,
        {}
      )
    }
    // What the portal asks of it holds for this way to change it too.
    const profile = Pointer.set(state.profile, "/externalKey", kept ?? undefined)
    const asked = context.portal.steps.some(({ fields }) => fields.some(({ at }) => at === "/externalKey"))
    return asked
      ? Result.flatMap(check(context, profile, false, state), (passed) =>
          accept([{ _tag: "ExternalKeyChanged", externalKey: passed.profile.externalKey ?? null }])
        )
      : accept([{ _tag: "ExternalKeyChanged", externalKey: kept }])
  },

  changeCurrency: (context, state, { currency }) => {
    const { findings, value } = Currency.parse(currency, context.reference)
    return value === null
      ? refuse("changeCurrency", state, "invalidValue", findings[0]?.message ?? "there is no such currency", {
          currency
        })
      : Pointer.get(state.profile, "/currency") === value
        ? refuse("changeCurrency", state, "alreadySo", `the currency is ${value}`, { currency: value })
        : accept([{ _tag: "CurrencyChanged", currency: value }])
  }
} satisfies Partial<Handlers>
