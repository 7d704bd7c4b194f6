/**
 * What each rule of the vocabulary means.
 *
 * @since 0.1.0
 */
import * as Finding from "../party/Finding.ts"
import * as Text from "../base/internal/text.ts"
import type { Profile } from "../party/Profile.ts"
import type * as TaxZone from "../tax/TaxZone.ts"
import * as VatId from "../tax/VatId.ts"
import * as Licenses from "../tree/Licenses.ts"
import * as Rights from "../tree/Rights.ts"
import { holds, isFilled, mentioned } from "./Condition.ts"
import * as Pointer from "./Pointer.ts"
import type { Rule } from "./Rule.ts"
import type { Situation } from "./Situation.ts"

/**
 * What a rule looks at: the canonical values so far, and which pointers are already known to be wrong.
 *
 * @category models
 * @since 0.1.0
 */
export interface Facts {
  readonly profile: Profile
  /** The draft as it was read, with what its conditions hide. */
  readonly draft: Profile
  readonly situation: Situation
  readonly taxZone: TaxZone.Resolution | null
  readonly isBad: (pointer: string) => boolean
}

/**
 * A finding and where it belongs.
 *
 * @category models
 * @since 0.1.0
 */
export interface Located {
  readonly pointer: string
  readonly finding: Finding.Finding
}

/**
 * Returns what a rule finds; nothing where it holds, or where a field it looks at is missing or wrong.
 *
 * @category checking
 * @since 0.1.0
 */
export const evaluate = (rule: Rule, facts: Facts): ReadonlyArray<Located> => {
  const { isBad, profile, situation } = facts
  const at = (pointer: string): unknown => (isBad(pointer) ? undefined : Pointer.get(profile, pointer))
  const say = (
    pointer: string,
    code: string,
    message: string,
    proposal?: Parameters<typeof Finding.error>[2]
  ): Located => ({
    pointer,
    finding: (rule.severity === "warning" ? Finding.warning : Finding.error)(code, rule.message ?? message, proposal)
  })
  const reworded = (finding: Finding.Finding): Finding.Finding => ({
    ...finding,
    severity: rule.severity ?? finding.severity,
    message: rule.message ?? finding.message
  })
  switch (rule._tag) {
    case "count": {
      if (isBad(rule.at)) return []
      const list = at(rule.at)
      const size = Array.isArray(list) ? list.length : 0
      return size >= rule.minimum && size <= rule.maximum
        ? []
        : [say(rule.at, "countOutOfRange", `Enter ${rule.minimum} to ${rule.maximum} entries, not ${size}`)]
    }
    case "distinct": {
      const list = at(rule.at)
      if (!Array.isArray(list)) return []
      // Lists are short.
      const seen: Array<string | undefined> = []
      return list.flatMap((item, index) => {
        const value = Pointer.get(item, rule.by)
        const key = typeof value === "string" ? Text.trim(value).toLowerCase() : undefined
        const first = key === undefined ? -1 : seen.indexOf(key)
        seen.push(first < 0 ? key : undefined)
        if (first < 0) return []
        return [
          say(`${rule.at}/${index}${rule.by}`, "duplicate", `The same as in entry ${first + 1}; each must differ`)
        ]
      })
    }
    case "empty":
      // What the form would hide is said too, or it would vanish without a word.
      return isFilled(Pointer.get(facts.draft, rule.at)) && holds(rule.when, facts.draft)
        ? [say(rule.at, "mustBeEmpty", "Leave this empty: another choice rules it out")]
        : []
    case "equal": {
      const [first, second] = [at(rule.with), at(rule.at)]
      return isFilled(first) && isFilled(second) && JSON.stringify(first) !== JSON.stringify(second)
        ? [say(rule.at, "mustBeEqual", `Differs from ${rule.with}, which holds ${String(first)}`, first as never)]
        : []
    }
    case "notParents": {
      const { parent } = situation
      return parent === undefined
        ? []
        : rule.at.flatMap((pointer) => {
            const value = at(pointer)
            return isFilled(value) && JSON.stringify(value) === JSON.stringify(Pointer.get(parent.profile, pointer))
              ? [say(pointer, "sameAsParent", "This is the partner's own; fill in the customer's")]
              : []
          })
    }
    case "must": {
      const looks = mentioned(rule.holds)
      return [rule.at, ...looks].some(isBad) ||
        holds(rule.holds, profile) ||
        !looks.some((pointer) => isFilled(at(pointer)))
        ? []
        : [say(rule.at, "conditionUnmet", "This does not go with the rest of the form")]
    }
    case "complete":
      return rule.at.flatMap((pointer) =>
        // What waits for a country that is missing is filled in all the same.
        isBad(pointer) || isFilled(at(pointer)) || isFilled(Pointer.get(facts.draft, pointer))
          ? []
          : [say(pointer, "incomplete", "Better filled in: it is shown to the customer")]
      )
    case "withinParent":
      return withinParent(rule, at(rule.at), situation, say)
    case "vatCountry": {
      const [vatId, country] = [at(rule.at), at(rule.country)]
      // Some postal codes lead across the border: the one beside the country, in the same address.
      const postalCode = at(rule.country.replace(/\/[^/]*$/u, "/postalCode"))
      const foreign =
        typeof vatId === "string" && typeof country === "string"
          ? VatId.foreign(vatId, country, typeof postalCode === "string" ? postalCode : null)
          : null
      return foreign === null ? [] : [{ pointer: rule.at, finding: reworded(foreign) }]
    }
    case "taxZone":
      return taxZone(rule.at, facts, say)
    case "custom": {
      if (![rule.at, ...(rule.needs ?? [])].every((pointer) => isFilled(at(pointer)))) return []
      const custom = situation.custom?.[rule.id]
      const found =
        custom === undefined ? Finding.notLoaded("This").findings : custom(at(rule.at), profile).map(reworded)
      return found.map((finding) => ({ pointer: rule.at, finding }))
    }
  }
}

type Say = (pointer: string, code: string, message: string, proposal?: Parameters<typeof Finding.error>[2]) => Located

const withinParent = (
  rule: Extract<Rule, { readonly _tag: "withinParent" }>,
  value: unknown,
  situation: Situation,
  say: Say
): ReadonlyArray<Located> => {
  if (value === undefined) return []
  const { parent } = situation
  if (parent === undefined) {
    return Finding.notLoaded("What the parent allows").findings.map((finding) => ({ pointer: rule.at, finding }))
  }
  switch (rule.of) {
    case "rights": {
      const rights = Rights.normalise(value as ReadonlyArray<string>)
      const held =
        situation.creator === undefined ? parent.rights : Rights.narrow(parent.rights, situation.creator.rights)
      const over = Rights.exceeding(rights, held)
      return over.length === 0
        ? []
        : [say(rule.at, "rightsExceeded", `Not yours to give: ${over.join(", ")}`, [...Rights.narrow(rights, held)])]
    }
    case "licenses": {
      const over = Licenses.exceeding(value as Licenses.Licenses, parent.offered)
      return over.length === 0
        ? []
        : [
            say(
              rule.at,
              "licensesExceeded",
              `The parent does not offer ${over.join(", ")}`,
              Licenses.narrow(value as Licenses.Licenses, parent.offered) as never
            )
          ]
    }
    case "depth": {
      const levels = value as number
      return levels <= parent.depth + 1
        ? []
        : [say(rule.at, "levelsExceeded", `There are ${parent.depth + 1} levels above this customer`, parent.depth + 1)]
    }
  }
}

const taxZone = (pointer: string, facts: Facts, say: Say): ReadonlyArray<Located> => {
  const { isBad, profile, situation, taxZone } = facts
  if (isBad(pointer)) return []
  if (taxZone === null) {
    // Where the address is missing, that is said there.
    return situation.seller !== undefined &&
      profile.address?.country === undefined &&
      profile.licensee?.address?.country === undefined
      ? []
      : Finding.notLoaded("The tax zone").findings.map((finding) => ({ pointer, finding }))
  }
  // A zone follows from a place and a VAT id that are right; until then none is proposed and none is wrong.
  const unclear = ["/address", "/licensee/address", "/vatId", "/invoiceRecipient/vatId"].some(isBad)
  const rules = taxZone.derived ?? taxZone
  const follows = rules.treatment === "unresolved" ? taxZone : rules
  // A seller that names no zones takes the names of the treatments.
  const derived = unclear || follows.treatment === "unresolved" ? undefined : (follows.zone ?? follows.treatment)
  if (Pointer.get(profile, pointer) === undefined) {
    return [
      {
        pointer,
        finding: Finding.error(
          "taxZoneRequired",
          "Choose the tax zone; the wrong one may leave tax off the invoice",
          derived
        )
      }
    ]
  }
  return taxZone.mismatch && !unclear
    ? [say(pointer, "taxZoneMismatch", `Another zone follows from the address and VAT id: ${derived}`, derived)]
    : []
}
