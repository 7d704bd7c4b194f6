/** What is asked of a field before its value is looked at: its default, whether it is required, who may choose it. */
import * as Country from "../../party/Country.ts"
import type { ReferenceData } from "../../reference/ReferenceData.ts"
import * as Rights from "../../tree/Rights.ts"
import { isFilled } from "../Condition.ts"
import type { Field } from "../Field.ts"
import type { Situation } from "../Situation.ts"
import { isHeld, newReading } from "./holds.ts"
import type { Plan } from "./plan.ts"
import { Filled, type Place } from "./slots.ts"
import type { Planned } from "./tree.ts"

/** What a field holds when nobody fills it in; `look` returns what stands at one of its sources. */
export const defaultOf = (
  { field, sources }: Planned,
  look: (source: Place) => unknown,
  situation: Situation
): unknown => {
  const it = field.default
  if (it === undefined) return undefined
  if ("value" in it) {
    // Nobody grants what the parent does not hold, not even by default.
    return field.kind === "choices" &&
      field.at === "/rights" &&
      situation.parent !== undefined &&
      Array.isArray(it.value)
      ? Rights.narrow(Rights.normalise(it.value.map(String)), situation.parent.rights)
      : it.value
  }
  if ("same" in it) return sources[0] === undefined ? undefined : look(sources[0])
  if ("join" in it) return sources.map(look).filter(isFilled).map(String).join(" ")
  return situation.creator?.distance
}

/** Fills in the defaults of a portal where nothing was filled in. */
export const withDefaultsIn = ({ defaulted, table }: Plan, typed: Filled, situation: Situation): Filled => {
  let filled = typed
  for (const planned of defaulted) {
    const { shown, slot } = planned
    if (typed.row[slot] !== undefined || (shown !== null && !isHeld(shown, filled, newReading()))) continue
    const before = filled
    const value = defaultOf(planned, (source) => before.at(source), situation)
    if (!isFilled(value)) continue
    const inside = table.insideOf(slot)
    filled = new Filled(table, filled.row.with(slot, inside === null ? value : inside.rowsOf(value)))
  }
  return filled
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
  reading: number,
  country: string | null,
  reference: ReferenceData
): boolean => {
  // No draft holds a secret; whether it was entered is said where it is taken from the form.
  if (field.kind === "secret") return false
  if (typeof required === "boolean" ? !required : !isHeld(required, scope, reading)) return false
  if (country === null) return true
  // A country without postal codes, or whose addresses name no subdivision, cannot be asked for one.
  const rule = Country.rule(country, reference)
  if (field.kind === "postalCode") return rule === undefined || rule.postal !== null
  if (field.kind === "subdivision") return rule === undefined || rule.subdivision === "required"
  return true
}

/** Whether whoever fills in the form may choose what stands in a field. */
export const mayChoose = (planned: Planned, scope: Filled, situation: Situation): boolean => {
  const { field, slot } = planned
  if (situation.creator === undefined || situation.creator.rights.includes(field.right as Rights.Right)) return true
  const inside = scope.table.insideOf(slot)
  const chosen = inside === null ? scope.row[slot] : inside.objectsOf(scope.row[slot])
  return chosen === false || JSON.stringify(chosen) === JSON.stringify(defaultOf(planned, () => undefined, situation))
}
