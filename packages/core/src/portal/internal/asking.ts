/** What is asked of a field before its value is looked at: its default, whether it is required, who may choose it. */
import * as Country from "../../party/Country.ts"
import type { Profile } from "../../party/Profile.ts"
import type { ReferenceData } from "../../reference/ReferenceData.ts"
import * as Rights from "../../tree/Rights.ts"
import { isFilled } from "../Condition.ts"
import type { Field } from "../Field.ts"
import * as Pointer from "../Pointer.ts"
import type { Situation } from "../Situation.ts"
import type { Planned } from "./plan.ts"

/** What a field holds when nobody fills it in. */
export const defaultOf = (
  it: NonNullable<Field["default"]>,
  field: Field,
  draft: Profile,
  situation: Situation
): unknown => {
  if ("value" in it) {
    // Nobody grants what the parent does not hold, not even by default.
    return field.kind === "choices" &&
      field.at === "/rights" &&
      situation.parent !== undefined &&
      Array.isArray(it.value)
      ? Rights.narrow(Rights.normalise(it.value.map(String)), situation.parent.rights)
      : it.value
  }
  if ("same" in it) return Pointer.get(draft, it.same)
  if ("join" in it) {
    return it.join
      .map((at) => Pointer.get(draft, at))
      .filter(isFilled)
      .map(String)
      .join(" ")
  }
  return situation.creator?.distance
}

/** Whether what is missing is known elsewhere: a default of the creator's, or a country whose rules are not loaded here. */
export const depends = ({ default: given, kind }: Field, country: string | null, reference: ReferenceData): boolean =>
  (given !== undefined && "from" in given) ||
  ((kind === "postalCode" || kind === "subdivision") &&
    country !== null &&
    Country.rule(country, reference) === undefined)

/** Whether a field must be filled in, here and in this country. */
export const isRequired = (
  { field, required }: Planned,
  scope: unknown,
  country: string | null,
  reference: ReferenceData
): boolean => {
  // No draft holds a secret; whether it was entered is said where it is taken from the form.
  if (field.kind === "secret") return false
  if (typeof required === "boolean" ? !required : !required(scope)) return false
  if (country === null) return true
  // A country without postal codes, or whose addresses name no subdivision, cannot be asked for one.
  const rule = Country.rule(country, reference)
  if (field.kind === "postalCode") return rule === undefined || rule.postal !== null
  if (field.kind === "subdivision") return rule === undefined || rule.subdivision === "required"
  return true
}

/** Whether whoever fills in the form may choose this value. */
export const mayChoose = (field: Field, raw: unknown, situation: Situation): boolean => {
  if (situation.creator === undefined || situation.creator.rights.includes(field.right as Rights.Right)) return true
  const untouched = field.default === undefined ? undefined : defaultOf(field.default, field, {}, situation)
  return JSON.stringify(raw) === JSON.stringify(untouched) || raw === false
}
