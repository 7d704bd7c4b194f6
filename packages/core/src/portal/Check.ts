/**
 * The check of a draft against its portal: all issues at once, and the submission when there is no error.
 *
 * @since 0.1.0
 */
import type { StandardSchemaV1 } from "effect/StandardSchema"
import * as Finding from "../party/Finding.ts"
import * as Login from "../party/Login.ts"
import { type Profile, vatId as vatIdOf } from "../party/Profile.ts"
import type { ReferenceData } from "../reference/ReferenceData.ts"
import * as TaxZone from "../tax/TaxZone.ts"
import * as VatEvidence from "../tax/VatEvidence.ts"
import { isFilled, mentioned } from "./Condition.ts"
import type { Field } from "./Field.ts"
import { defaultOf, depends, isRequired, mayChoose, withDefaultsIn } from "./internal/asking.ts"
import { isHeld, newReading } from "./internal/holds.ts"
import { placeOf, planOf, stepOf } from "./internal/plan.ts"
import { read } from "./internal/read.ts"
import { Filled, type Place } from "./internal/slots.ts"
import type { Planned } from "./internal/tree.ts"
import { type Issue, isError } from "./Issue.ts"
import * as Pointer from "./Pointer.ts"
import type { Portal } from "./Portal.ts"
import * as Rules from "./Rules.ts"
import type { Situation } from "./Situation.ts"
import * as Values from "./Values.ts"

/**
 * A draft that passed: canonical, complete, with what follows from it.
 *
 * @category models
 * @since 0.1.0
 */
export interface Submission {
  readonly profile: Profile
  /** The login to reserve, and the form in which it is compared; `null` where the portal asks for none. */
  readonly login: { readonly name: string; readonly key: string } | null
  readonly vatEvidence: VatEvidence.VatEvidence
  /** `null` where the seller or the tax data is not known here. */
  readonly taxZone: TaxZone.Resolution | null
}

/**
 * What a check found.
 *
 * **Details**
 *
 * `issues` are in the order of the portal's fields, errors and warnings; `submission` is `null` exactly when one of them
 * is an error.
 *
 * @category models
 * @since 0.1.0
 */
export interface Outcome {
  readonly issues: ReadonlyArray<Issue>
  readonly submission: Submission | null
}

/**
 * Checks anything at all as a draft of a portal.
 *
 * **Details**
 *
 * Finds all issues at once and never throws. Pure: the same portal, draft, reference data and situation give the same
 * outcome in a browser and on the server. Whether a login or an external key is still free only the commit can say.
 *
 * @category checking
 * @since 0.1.0
 */
export const run = (portal: Portal, draft: unknown, reference: ReferenceData, situation: Situation = {}): Outcome => {
  const plan = planOf(portal)
  const { issues: wrong, row } = read(portal, draft, "row")
  const found: Array<Issue> = [...wrong]
  const bad = new Set<string>()
  for (const { pointer } of wrong) bad.add(pointer)
  const typed = new Filled(plan.table, row ?? [])
  const filled = withDefaultsIn(plan, typed, situation)
  const canonical = plan.table.row()
  const report = (pointer: string, step: string, findings: ReadonlyArray<Finding.Finding>) => {
    for (const finding of findings) {
      found.push({ pointer, step, ...finding })
      if (finding.severity === "error") bad.add(pointer)
    }
  }

  const isBad = (pointer: string): boolean => {
    if (bad.size === 0) return false
    for (const one of bad) if (one === pointer || one.startsWith(`${pointer}/`)) return true
    return false
  }

  // Said where the fault lies, and only there: a default taken from elsewhere, a state that only some countries ask for.
  const waits = ({ country, default: given, kind }: Field): boolean =>
    (given !== undefined && "same" in given && isBad(given.same)) ||
    (kind === "subdivision" && country !== undefined && bad.has(country))

  /** Wrong, or hidden by a choice that is. */
  const isUnsettled = (pointer: string): boolean => {
    if (bad.size === 0) return false
    const shown = plan.staged.find(({ field }) => field.at === pointer)?.field.shown
    return bad.has(pointer) || (shown !== undefined && mentioned(shown).some((at) => bad.has(at)))
  }

  const known = (place: Place | null): string | null => {
    if (place === null) return null
    const value = place.slot < 0 ? Pointer.follow(plan.table.objectOf(canonical), place.path) : canonical[place.slot]
    return typeof value === "string" ? value : null
  }

  let around: Values.Around = { reference, situation, country: null, subdivision: null }

  const check = (planned: Planned, scope: Filled, reading: number, into: Array<unknown>, base: string): void => {
    const { field, shown, slot, step, type } = planned
    if (shown !== null && !isHeld(shown, scope, reading)) return
    const pointer = base === "" ? field.at : `${base}${field.at}`
    const raw = scope.row[slot]
    const country = known(planned.country)
    // None of several choices is a choice.
    if (!isFilled(raw) && !(type === "choices" && Array.isArray(raw) && field.required !== true)) {
      if (isRequired(planned, scope, reading, country, reference) && !isBad(pointer) && !waits(field)) {
        report(
          pointer,
          step,
          depends(field, country, reference)
            ? Finding.notLoaded(field.label).findings
            : [Finding.error("required", `${field.label} is required`)]
        )
      }
      return
    }
    // What depends on a country that is wrong or missing is not judged: that is said at the country.
    if (
      (bad.size > 0 && bad.has(pointer)) ||
      (field.country !== undefined && country === null && isUnsettled(field.country))
    )
      return
    if (field.right !== undefined && !mayChoose(planned, scope, situation)) {
      report(pointer, step, [
        Finding.error("rightMissing", `${field.label} can only be chosen with the right ${field.right}`)
      ])
      return
    }
    if (type === "list") {
      into[slot] = (raw as ReadonlyArray<ReadonlyArray<unknown>>).map((item, index) => {
        const made = planned.itemTable.row()
        const inside = newReading()
        const within = new Filled(planned.itemTable, item)
        for (const inner of planned.items) check(inner, within, inside, made, `${pointer}/${index}`)
        return made
      })
      return
    }
    const subdivision = known(planned.subdivision)
    if (country !== around.country || subdivision !== around.subdivision)
      around = { reference, situation, country, subdivision }
    const parsed = Values.parse(field, raw, around)
    if (parsed.findings.length > 0) report(pointer, step, parsed.findings)
    if (parsed.value !== null) into[slot] = parsed.value
  }

  const reading = newReading()
  for (const planned of plan.staged) check(planned, filled, reading, canonical, "")
  // The fields of a portal point into the profile.
  const profile = plan.table.objectOf(canonical) as Profile
  const vatEvidence = evidenceFor(profile, bad, situation)
  const taxZone = resolveTaxZone(profile, vatEvidence, null, reference, situation)
  // Few rules look at what was typed.
  const facts = { profile, draft: plan.typed ? (typed.object() as Profile) : {}, situation, taxZone, isBad }
  for (const rule of portal.rules) {
    for (const { finding, pointer } of Rules.evaluate(rule, facts)) report(pointer, stepOf(plan, pointer), [finding])
  }

  const issues =
    found.length < 2
      ? found
      : found
          .map((issue, index) => ({ issue, index, place: placeOf(plan, issue.pointer) }))
          .toSorted((a, b) => a.place - b.place || a.index - b.index)
          .map(({ issue }) => issue)
  if (issues.some(isError)) return { issues, submission: null }
  const login = portal.policies.login === null ? undefined : Pointer.get(profile, portal.policies.login)
  return {
    issues,
    submission: {
      profile,
      login: typeof login === "string" ? { name: login, key: Login.key(login) } : null,
      vatEvidence,
      taxZone
    }
  }
}

/**
 * Returns a draft with the portal's defaults where nothing was filled in: what an untouched form submits.
 *
 * @category combinators
 * @since 0.1.0
 */
export const withDefaults = (portal: Portal, draft: Profile, situation: Situation): Profile => {
  let out = draft
  for (const planned of planOf(portal).defaulted) {
    if (Pointer.follow(draft, planned.path) !== undefined) continue
    if (planned.shown !== null && !isHeld(planned.shown, out, newReading())) continue
    const before = out
    const value = defaultOf(planned, ({ path }) => Pointer.follow(before, path), situation)
    if (isFilled(value)) out = Pointer.set(out, planned.field.at, value)
  }
  return out
}

/**
 * Returns the tax zone of a profile; `null` where the seller, the tax data or the country is not known.
 *
 * **Details**
 *
 * The place is the customer's address, or the licensee's where a portal asks for that one alone. `override` is the
 * operator's zone; the one chosen in the form counts as assigned to the account.
 *
 * @category getters
 * @since 0.1.0
 */
export const resolveTaxZone = (
  profile: Profile,
  vatEvidence: VatEvidence.VatEvidence,
  override: string | null,
  reference: ReferenceData,
  { now, seller }: Situation
): TaxZone.Resolution | null => {
  const address = profile.address ?? profile.licensee?.address
  if (seller === undefined || reference.tax === undefined || address?.country === undefined) return null
  return TaxZone.resolve(
    {
      customer: {
        kind: profile.kind === "individual" ? "individual" : "business",
        country: address.country,
        postalCode: address.postalCode ?? null,
        subdivision: address.state ?? null,
        city: address.city ?? null,
        vatId: vatIdOf(profile) ?? null,
        vatEvidence
      },
      supply: "services",
      day: now?.slice(0, 10) ?? null,
      override,
      assigned: profile.taxZone ?? null
    },
    seller,
    reference.tax
  )
}

/**
 * Returns the check as a Standard Schema (version 1), for form libraries and validators that speak it.
 *
 * **Details**
 *
 * Validates to the canonical profile; the issues are the errors, each with its path.
 *
 * @category converting
 * @since 0.1.0
 */
export const standardSchema = (
  portal: Portal,
  reference: ReferenceData,
  situation: Situation = {}
): StandardSchemaV1<unknown, Profile> => ({
  "~standard": {
    version: 1,
    vendor: "clientele",
    validate: (draft) => {
      const { issues, submission } = run(portal, draft, reference, situation)
      return submission === null
        ? {
            issues: issues.filter(isError).map(({ message, pointer }) => ({ message, path: Pointer.keys(pointer) }))
          }
        : { value: submission.profile }
    }
  }
})

const evidenceFor = (profile: Profile, bad: ReadonlySet<string>, situation: Situation): VatEvidence.VatEvidence =>
  bad.has("/vatId") || bad.has("/invoiceRecipient/vatId")
    ? { _tag: "syntaxInvalid" }
    : VatEvidence.about(vatIdOf(profile), situation.vatEvidence ?? null)
