/** Decisions about the life of a customer: from opening to erasure. */
import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Result from "effect/Result"
import * as Actor from "../../access/Actor.ts"
import * as Instant from "../../Instant.ts"
import * as Finding from "../../party/Finding.ts"
import type { Profile } from "../../party/Profile.ts"
import * as Check from "../../portal/Check.ts"
import { DraftRefused, type Issue } from "../../portal/Issue.ts"
import * as Draft from "../../portal/Draft.ts"
import * as Pointer from "../../portal/Pointer.ts"
import { fields } from "../../portal/Portal.ts"
import * as Visibility from "../../tree/Visibility.ts"
import * as Licenses from "../../tree/Licenses.ts"
import * as Rights from "../../tree/Rights.ts"
import type { Customer } from "../Customer.ts"
import * as Customers from "../Customer.ts"
import { accept, type Context, type Decision, refuse, type Refused } from "../Decision.ts"
import type { Event } from "../Event.ts"
import * as Lifecycle from "../Lifecycle.ts"
import * as Provisioning from "../Provisioning.ts"
import {
  check,
  equals,
  openingSettings,
  evidenceOf,
  readDraft,
  situation,
  taxZone,
  withoutAccount
} from "./checking.ts"
import type { Handlers } from "./Handlers.ts"

type Outcome = Result.Result<Decision, Refused>

const retention = ({ retentionDays }: Context, since: Instant.Instant) =>
  Instant.plus(since, retentionDays * Instant.day)

const parentIsActive = ({ line }: Context): boolean => line[0] === undefined || line[0].lifecycle._tag === "active"

interface Opening {
  readonly profile: Profile
  readonly warnings: ReadonlyArray<Issue>
  readonly event: Event
}

/** A draft that is submitted by the same command holds only who sees it: all that was filled in is in the submission. */
const open = (context: Context, command: "open" | "create", draft: unknown): Result.Result<Opening, Refused> => {
  const [parent] = context.line
  if (parent === undefined || parent.lifecycle._tag !== "active") {
    return refuse(command, null, "parentNotActive", "customers can be created only below an active one", {
      parent: parent?.lifecycle._tag ?? "missing"
    })
  }
  if (context.line.length > Visibility.maxDepth) {
    return refuse(command, null, "tooDeep", `customers lie at most ${Visibility.maxDepth} levels below the root`, {
      depth: context.line.length
    })
  }
  return Result.map(readDraft(context, draft, openingSettings(context)), ({ profile, warnings }) => {
    const asked = context.portal.policies.visibility === "creator" && profile.visibility === undefined
    // Somebody must see the draft from the start, whether the form has said so already or not.
    const seen: Profile = asked ? { ...profile, visibility: openingSettings(context).visibility ?? 1 } : profile
    const { visibility } = seen
    const held = command === "open" ? seen : visibility === undefined ? {} : { visibility }
    return {
      profile: seen,
      warnings,
      event: { _tag: "Opened", parent: parent.id, portal: context.portal.id, profile: held }
    }
  })
}

const submission = (context: Context, profile: Profile, state: Customer | null): Outcome =>
  Result.flatMap(check(context, profile, true, state), (passed): Outcome => {
    const { policies } = context.portal
    const isDemo = passed.profile.demo === true && policies.demoDays !== null
    if (isDemo && passed.profile.invoiceRecipient !== undefined) {
      const paid = Finding.error("mustBeEmpty", "A demo has no invoice recipient; enter one to end the demo")
      return Result.fail(
        new DraftRefused({ issues: [...passed.warnings, { pointer: "/invoiceRecipient", step: "", ...paid }] })
      )
    }
    const checked = versions(context)
    const submitted: Event = {
      _tag: "Submitted",
      profile: passed.profile,
      checked,
      vatEvidence: passed.vatEvidence,
      taxZone: passed.taxZone,
      login: passed.login,
      mode:
        isDemo && policies.demoDays !== null
          ? { _tag: "demo", endsAt: Instant.plus(context.now, policies.demoDays * Instant.day) }
          : { _tag: "standard" },
      targets: Object.fromEntries(
        policies.provisioning.map((target) => [
          target,
          {
            _tag: target === "microsoftTenant" && passed.profile.microsoft?.way === "skip" ? "skipped" : "none"
          } as const
        ])
      )
    }
    const events: NonEmptyReadonlyArray<Event> =
      policies.approval === "automatic" ? [submitted, { _tag: "Approved", automatic: true, checked }] : [submitted]
    return accept(events, { warnings: passed.warnings })
  })

/** What an edit may not change once a customer is submitted, and the command that does. */
const frozen: ReadonlyArray<readonly [pointer: string, instead: string]> = [
  ["/admin/login", "nothing: invite another administrator and disable this one"],
  ["/externalKey", "changeExternalKey"],
  ["/currency", "changeCurrency"],
  ["/dataCenter", "changeDataCenter, by support"],
  ["/visibility", "setVisibility"],
  ["/rights", "setRights"],
  ["/licenses", "setLicenses"],
  ["/letters", "setNotifications"],
  ["/invoices", "setNotifications"],
  ["/taxZone", "overrideTaxZone"],
  ["/demo", "upgrade or enterInvoiceRecipient"]
]

/** Editing one of these is billing data: Microsoft looks at a linked customer again. */
const billing = ["/name", "/address", "/billing", "/vatId", "/invoiceRecipient"]

const edit = (context: Context, state: Customer, changes: unknown): Outcome => {
  if (changes === null || changes === undefined) {
    const nothing = Finding.error("wrongType", "Expected an object with the changed fields here, not nothing")
    return Result.fail(new DraftRefused({ issues: [{ pointer: "", step: "", ...nothing }] }))
  }
  const merged = Draft.merge(withoutAccount(state.profile), changes)
  // Read as it came, so that nothing that the portal does not ask for is dropped without a word.
  const { issues: unread } = Draft.decode(context.portal, changes)
  if (state.lifecycle._tag === "draft") {
    if (unread.length > 0) return Result.fail(new DraftRefused({ issues: unread }))
    return Result.flatMap(
      readDraft(context, withoutSettings(context, merged), state.profile),
      ({ profile, warnings }) => accept([{ _tag: "DraftEdited", profile }], { warnings })
    )
  }
  const differs = (profile: unknown, pointer: string) =>
    !equals(Pointer.get(profile, pointer), Pointer.get(state.profile, pointer))
  const once = fields(context.portal).filter(
    ({ field }) => field.creationOnly === true && !frozen.some(([pointer]) => pointer === field.at)
  )
  const demo =
    state.mode._tag === "demo" ? [["/invoiceRecipient", "enterInvoiceRecipient, which ends the demo"] as const] : []
  const settled = [
    ...frozen,
    ...demo,
    ...once.map(({ field }) => [field.at, "nothing: it is asked for at creation only"] as const)
  ]
  const stuck = settled
    .filter(([pointer]) => differs(merged, pointer))
    .map(
      ([pointer, instead]): Issue => ({
        pointer,
        step: "",
        severity: "error",
        code: "immutable",
        message: `This cannot be edited once the customer is submitted; use ${instead}`
      })
    )
  if (unread.length + stuck.length > 0) return Result.fail(new DraftRefused({ issues: [...unread, ...stuck] }))
  return Result.flatMap(check(context, merged as Profile, false, state), (passed) => {
    const vatEvidence = evidenceOf(passed.profile, state)
    const reopened =
      state.provisioning["microsoftTenant"]?._tag === "done" &&
      billing.some((pointer) => differs(passed.profile, pointer)) &&
      !state.holds.some(({ reason }) => reason === "verification")
    const edited: Event = {
      _tag: "ProfileEdited",
      profile: passed.profile,
      checked: versions(context),
      vatEvidence,
      taxZone: taxZone(context, passed.profile, vatEvidence, state.taxZoneOverride?.zone ?? null)
    }
    return accept(
      reopened ? [edited, { _tag: "HoldPlaced", reason: "verification", level: -1, note: null }] : [edited],
      { warnings: passed.warnings }
    )
  })
}

/** Settings that the portal does not ask for are no fields of the draft. */
const withoutSettings = (context: Context, input: unknown): unknown =>
  ["/visibility", "/rights", "/licenses"]
    .filter((pointer) => !context.portal.steps.some(({ fields }) => fields.some(({ at }) => at === pointer)))
    .reduce<unknown>(
      (rest, pointer) => (Pointer.get(rest, pointer) === undefined ? rest : Pointer.set(rest, pointer, undefined)),
      input
    )

/** Under what a customer was checked. */
const versions = ({ portal, reference }: Context) => ({
  portalVersion: portal.version,
  referenceVersion: reference.version
})

/** What a customer that comes back must give up: its parent may have lost rights and licences meanwhile. */
const withinParent = ({ line }: Context, { profile }: Customer): ReadonlyArray<Event> => {
  const [parent] = line
  if (parent === undefined) return []
  const rights = Rights.normalise(profile.rights ?? [])
  const kept = Rights.narrow(rights, Customers.rights(parent))
  const licenses = profile.licenses ?? "inherit"
  const offered = Licenses.offered(line.map(Customers.licenses))
  const narrowed: Array<Event> = []
  if (kept.length < rights.length) narrowed.push({ _tag: "RightsSet", rights: kept })
  if (Licenses.exceeding(licenses, offered).length > 0) {
    narrowed.push({ _tag: "LicensesSet", licenses: Licenses.narrow(licenses, offered) })
  }
  return narrowed
}

export const lifecycle = {
  openPlatform: (context, _, { draft }) =>
    Result.flatMap(readDraft(context, draft, {}), ({ profile }) =>
      Result.flatMap(check(context, profile, false, null), (passed) =>
        accept([{ _tag: "PlatformOpened", profile: passed.profile, checked: versions(context) }], {
          warnings: passed.warnings
        })
      )
    ),

  open: (context, _, { draft }) =>
    Result.flatMap(open(context, "open", draft), ({ event, warnings }) => accept([event], { warnings })),

  create: (context, _, { draft }) => {
    const opened = open(context, "create", draft)
    // All issues at once: what cannot be read does not keep the rest from being checked.
    if (Result.isFailure(opened) && opened.failure._tag === "DraftRefused") {
      const { issues } = Check.run(context.portal, draft, context.reference, situation(context, true, null))
      return Result.fail(new DraftRefused({ issues }))
    }
    return Result.flatMap(opened, ({ event, profile }) =>
      Result.map(
        submission(context, profile, null),
        (decision): Decision => ({ ...decision, events: [event, ...decision.events] })
      )
    )
  },

  edit: (context, state, { changes }) => edit(context, state, changes),

  submit: (context, state) =>
    parentIsActive(context)
      ? submission(context, state.profile, state)
      : refuse("submit", state, "parentNotActive", "submit once the customer above is active again"),

  approve: (context, state) => {
    if (!parentIsActive(context)) {
      return refuse("approve", state, "parentNotActive", "approve once the customer above is active again")
    }
    if (context.portal.policies.fourEyes && state.submitted?.by === Actor.principal(context.actor).id) {
      return refuse("approve", state, "fourEyes", "another person than the submitter approves", {
        submittedBy: state.submitted.by
      })
    }
    return Result.flatMap(check(context, state.profile, false, state), ({ warnings }) =>
      accept(
        [
          {
            _tag: "Approved",
            automatic: false,
            checked: versions(context),
            taxZone: taxZone(context, state.profile, state.vatEvidence, state.taxZoneOverride?.zone ?? null)
          }
        ],
        { warnings }
      )
    )
  },

  reject: (_, __, { reason }) => accept([{ _tag: "Rejected", reason }]),

  withdraw: (context, state) =>
    Actor.isSupport(context.actor, state.platform) || state.submitted?.by === Actor.principal(context.actor).id
      ? accept([{ _tag: "Withdrawn" }])
      : refuse("withdraw", state, "notTheSubmitter", "the submitter or support withdraws; others can reject", {
          submittedBy: state.submitted?.by ?? ""
        }),

  revise: () => accept([{ _tag: "Revised" }]),

  discard: () => accept([{ _tag: "Discarded" }]),

  close: (context, state, { cascade, reason }) => {
    const live = context.below.filter(
      ({ lifecycle, parent }) => parent === state.id && Lifecycle.isLive(lifecycle._tag)
    )
    const inTheWay = cascade === true ? live.filter(({ lifecycle }) => lifecycle._tag !== "closing") : live
    return inTheWay.length === 0
      ? accept([{ _tag: "CloseStarted", reason }])
      : refuse("close", state, "liveBelow", "close the customers below first, or close them with it (cascade)", {
          live: inTheWay.length
        })
  },

  finishClose: (context, state) => {
    const standing = Object.entries(state.provisioning)
      .filter(([, it]) => !Provisioning.isTornDown(it))
      .map(([target]) => target)
    if (standing.length > 0) {
      return refuse("finishClose", state, "notTornDown", "tear down what was provisioned first", { standing })
    }
    const live = context.below.filter(
      ({ lifecycle, parent }) => parent === state.id && Lifecycle.isLive(lifecycle._tag)
    )
    return live.length === 0
      ? accept([{ _tag: "Closed" }])
      : refuse("finishClose", state, "liveBelow", "finish closing the customers below first", { live: live.length })
  },

  cancelClose: (context, state) => {
    if (!parentIsActive(context)) {
      return refuse("cancelClose", state, "parentNotActive", "possible once the customer above is active again")
    }
    const gone = Object.entries(state.provisioning)
      .filter(([, it]) => Provisioning.isBeingRemoved(it))
      .map(([target]) => target)
    return gone.length === 0
      ? accept([{ _tag: "CloseCancelled" }])
      : refuse("cancelClose", state, "alreadyTornDown", "something is torn down already; let it finish, then reopen", {
          gone
        })
  },

  reopen: (context, state) => {
    if (state.lifecycle._tag !== "closed")
      return refuse("reopen", state, "notInThisStage", "only a closed customer is reopened")
    const until = retention(context, state.lifecycle.since)
    if (context.now >= until) {
      return refuse("reopen", state, "retentionOver", `it could be reopened until ${until}`, { until })
    }
    if (!parentIsActive(context)) {
      return refuse("reopen", state, "parentNotActive", "possible once the customer above is active again")
    }
    return state.lifecycle.from === "draft"
      ? accept([{ _tag: "Reopened", as: "draft", login: null, checked: null, taxZone: null }])
      : Result.flatMap(check(context, state.profile, false, state), ({ login, warnings }) =>
          accept(
            [
              {
                _tag: "Reopened",
                as: "active",
                login: state.login ?? login,
                checked: versions(context),
                taxZone: taxZone(context, state.profile, state.vatEvidence, state.taxZoneOverride?.zone ?? null)
              },
              ...withinParent(context, state)
            ],
            { warnings }
          )
        )
  },

  releaseLogin: (_, state) =>
    state.login === null
      ? refuse("releaseLogin", state, "notSet", "no login is reserved")
      : accept([{ _tag: "LoginReleased" }]),

  setLegalHold: (_, state, { note }) =>
    note !== null
      ? accept([{ _tag: "LegalHoldSet", note }])
      : state.legalHold === null
        ? refuse("setLegalHold", state, "notSet", "no legal hold is set")
        : accept([{ _tag: "LegalHoldLifted" }]),

  scheduleErasure: (context, state) =>
    state.erasureAt === null
      ? accept([{ _tag: "ErasureScheduled", due: retention(context, state.lifecycle.since) }])
      : refuse("scheduleErasure", state, "alreadySo", `erasure is due at ${state.erasureAt}`, { due: state.erasureAt }),

  cancelErasure: (_, state) =>
    state.erasureAt === null
      ? refuse("cancelErasure", state, "notSet", "no erasure is scheduled")
      : accept([{ _tag: "ErasureCancelled" }]),

  erase: (context, state) => {
    if (state.legalHold !== null) {
      const refused = refuse("erase", state, "legalHold", "a legal hold forbids erasure; lift it first", {
        since: state.legalHold.at
      })
      return Result.isFailure(refused)
        ? accept([{ _tag: "ErasureRefused", reason: "legalHold" }], { refusal: refused.failure })
        : refused
    }
    const until = retention(context, state.lifecycle.since)
    return context.now < until
      ? refuse("erase", state, "retentionRunning", `it can be erased from ${until}`, { until })
      : accept([{ _tag: "Erased" }])
  }
} satisfies Partial<Handlers>
