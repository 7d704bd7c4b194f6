/** The portal's check as decisions use it. */
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import * as Actor from "../../access/Actor.ts"
import { type Profile, vatId } from "../../party/Profile.ts"
import * as Check from "../../portal/Check.ts"
import * as Draft from "../../portal/Draft.ts"
import { DraftRefused, type Issue, isError } from "../../portal/Issue.ts"
import * as Pointer from "../../portal/Pointer.ts"
import type { Portal } from "../../portal/Portal.ts"
import * as Rules from "../../portal/Rules.ts"
import type { Situation } from "../../portal/Situation.ts"
import * as VatEvidence from "../../tax/VatEvidence.ts"
import * as Licenses from "../../tree/Licenses.ts"
import * as Rights from "../../tree/Rights.ts"
import * as Visibility from "../../tree/Visibility.ts"
import * as Customer from "../Customer.ts"
import type { Context } from "../Decision.ts"

/** Settings that every customer has, whether its portal asks for them or not. */
const settings = ["visibility", "rights", "licenses"] as const

/** What commands of their own set later, in portals that do not ask for it too: a check must not stumble over it. */
const setLater = ["externalKey", "currency", "dataCenter", "letters", "invoices", "invoiceRecipient", "demo"] as const

/**
 * What the check knows. The creator's rights bound what is chosen at creation only: later changes of rights are commands
 * of their own, and an edit of something else must not stumble over them.
 */
export const situation = (
  context: Pick<Context, "actor" | "custom" | "line" | "now" | "seller">,
  creating: boolean,
  state: Customer.Customer | null
): Situation => {
  const { actor, custom, line, now, seller } = context
  const parent = line[0]
  const known = state === null ? null : Customer.knownVatId(state)
  return {
    now,
    custom,
    ...(seller === undefined ? {} : { seller }),
    ...(parent === undefined
      ? {}
      : {
          parent: {
            profile: parent.profile,
            depth: line.length - 1,
            rights: Customer.rights(parent),
            offered: Licenses.offered(line.map(Customer.licenses))
          }
        }),
    ...(creating ? { creator: { distance: creatorDistance(context), rights: rightsOf(actor, line) } } : {}),
    ...(known === null ? {} : { vatEvidence: known })
  }
}

/** The rights with which the actor acts below: all for support, else those of its home. */
export const rightsOf = (actor: Actor.Actor, line: ReadonlyArray<Customer.Customer>): ReadonlyArray<Rights.Right> => {
  const home = Actor.home(actor)
  if (home === null) return Rights.all
  const at = line.find(({ id }) => id === home)
  return at === undefined ? [] : Customer.rights(at)
}

/** Levels between the actor's home and the customer to be; 1 for support (`domain` default) and for its parent. */
const creatorDistance = ({ actor, line }: Pick<Context, "actor" | "line">): number =>
  Math.max(1, line.findIndex(({ id }) => id === Actor.home(actor)) + 1)

/** A draft as it may be stored: readable for its portal, with the settings that are decided at opening. */
export const readDraft = (
  context: Context,
  input: unknown,
  before: Profile
): Result.Result<{ readonly profile: Profile; readonly warnings: ReadonlyArray<Issue> }, DraftRefused> => {
  const decoded = Draft.decode(context.portal, input)
  const { draft } = decoded
  const issues = [...decoded.issues, ...tooMany(context.portal, draft)]
  if (issues.some(isError)) return Result.fail(new DraftRefused({ issues }))
  const kept = settings.filter((key) => !asks(context.portal, key) && before[key] !== undefined)
  return Result.succeed({
    profile: kept.reduce<Profile>((profile, key) => Pointer.set(profile, `/${key}`, before[key]), draft),
    warnings: issues
  })
}

/** Too few is what a draft is there for; too many is never right, whatever is still to come (MH-61). */
const tooMany = (portal: Portal, draft: Profile): ReadonlyArray<Issue> =>
  portal.rules.flatMap((rule) =>
    rule._tag !== "count"
      ? []
      : Rules.evaluate(
          { ...rule, minimum: 0 },
          { profile: draft, draft, situation: {}, taxZone: null, isBad: () => false }
        ).map(
          ({ finding, pointer }): Issue => ({
            pointer,
            step: portal.steps.find(({ fields }) => fields.some(({ at }) => at === pointer))?.id ?? "",
            ...finding
          })
        )
  )

/** The settings with which a draft is opened. */
export const openingSettings = (context: Context): Profile => {
  const parent = context.line[0]
  return {
    visibility: context.portal.policies.visibility === "creator" ? creatorDistance(context) : Visibility.everyAncestor,
    rights: parent === undefined ? Rights.all : Rights.narrow(Rights.standard, Customer.rights(parent)),
    licenses: "inherit"
  }
}

/** What a form fills in: the account behind a Microsoft domain is found anew whenever it is asked for. */
export const withoutAccount = (profile: Profile): Profile =>
  profile.microsoft?.account === undefined ? profile : Pointer.set(profile, "/microsoft/account", undefined)

/** Runs the portal's check over a profile whose settings the portal may not ask for. */
export const check = (
  context: Context,
  profile: Profile,
  creating: boolean,
  state: Customer.Customer | null
): Result.Result<Check.Submission & { readonly warnings: ReadonlyArray<Issue> }, DraftRefused> => {
  const unasked = [...settings, ...setLater].filter((key) => !asks(context.portal, key))
  const kept = unasked.reduce<Profile>((rest, key) => Pointer.set(rest, `/${key}`, undefined), withoutAccount(profile))
  // What an earlier version of the portal asked for stays with the customer and is not judged by this one.
  const asked = state === null ? kept : Draft.decode(context.portal, kept).draft
  const former = state === null ? undefined : beyond(kept, asked)
  const { issues, submission } = Check.run(
    context.portal,
    creating ? asked : { ...asked, ...amounts(context, asked) },
    context.reference,
    situation(context, creating, state)
  )
  if (submission === null) return Result.fail(new DraftRefused({ issues }))
  const standing = creating ? [] : settings.filter((key) => asked[key] !== undefined)
  const checked = standing.reduce<Profile>(
    (rest, key) => Pointer.set(rest, `/${key}`, profile[key]),
    submission.profile
  )
  const whole = [...settings, ...unasked].reduce<Profile>(
    (rest, key) =>
      rest[key] === undefined ? Pointer.set(rest, `/${key}`, settingOf(context, profile, key, creating)) : rest,
    Draft.merge(former, checked) as Profile
  )
  return Result.succeed({ ...submission, profile: whole, warnings: issues })
}

/**
 * What settings that commands bounded when they were set amount to under the parent of today: levels that a move left
 * over, or rights that the parent lost while the customer was closed, do not keep it from being edited or reopened.
 */
const amounts = ({ line }: Context, { licenses, rights, visibility }: Profile): Profile => ({
  ...(visibility === undefined ? {} : { visibility: Visibility.effective(visibility, line.length) }),
  ...(rights === undefined || line[0] === undefined
    ? {}
    : { rights: Rights.narrow(Rights.normalise(rights), Customer.rights(line[0])) }),
  ...(licenses === undefined ? {} : { licenses: "inherit" as const })
})

/** The part of a profile that lies outside what was read of it. */
const beyond = (profile: unknown, read: unknown): unknown =>
  Predicate.isObject(profile) && Predicate.isObject(read)
    ? Object.fromEntries(
        Object.entries(profile).flatMap(([key, value]) => {
          const rest = Object.hasOwn(read, key) ? beyond(value, read[key]) : value
          return rest === undefined ? [] : [[key, rest]]
        })
      )
    : undefined

/** A setting that the portal does not ask for; what the parent lost since the draft was opened is not given. */
const settingOf = ({ line }: Context, profile: Profile, key: keyof Profile, creating: boolean) =>
  key === "rights" && creating && line[0] !== undefined
    ? Rights.narrow(Rights.normalise(profile.rights ?? []), Customer.rights(line[0]))
    : profile[key]

/** What is known of the VAT id of a changed profile. */
export const evidenceOf = (profile: Profile, state: Customer.Customer): VatEvidence.VatEvidence =>
  VatEvidence.about(vatId(profile), Customer.knownVatId(state))

/** The tax zone as it follows from a profile and the operator's choice. */
export const taxZone = (
  context: Context,
  profile: Profile,
  evidence: VatEvidence.VatEvidence,
  override: string | null
) => Check.resolveTaxZone(profile, evidence, override, context.reference, situation(context, false, null))

/** Whether a value that came from anywhere equals one that is kept. Walks no further than the kept one goes. */
export const equals = (came: unknown, kept: unknown): boolean => {
  if (Array.isArray(kept)) {
    return Array.isArray(came) && came.length === kept.length && kept.every((item, index) => equals(came[index], item))
  }
  if (!Predicate.isObject(kept)) return (came ?? null) === (kept ?? null)
  if (!Predicate.isObject(came)) return false
  const keys = Object.keys(came).filter((key) => (came[key] ?? null) !== null)
  return (
    keys.length === Object.keys(kept).length &&
    keys.every((key) => Object.hasOwn(kept, key) && equals(came[key], kept[key]))
  )
}

/** Whether a portal asks for a setting, or for something in it. */
const asks = (portal: Portal, key: string): boolean => {
  let known = asked.get(portal)
  if (known === undefined) {
    known = new Set(portal.steps.flatMap(({ fields }) => fields.map(({ at }) => Pointer.keys(at)[0] ?? "")))
    asked.set(portal, known)
  }
  return known.has(key)
}

const asked = new WeakMap<Portal, ReadonlySet<string>>()
