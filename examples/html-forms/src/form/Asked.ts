/** What a form asks for as things stand: which fields show, which must be filled in, what they offer and hold. */
import {
  Condition,
  Country,
  type Form,
  type Issue,
  Pointer,
  type Profile,
  type ReferenceData,
  Values
} from "@clientele/core"

export type Field = Form.FormField
export type Step = Form.Form["steps"][number]

/** A form as it is being filled in. */
export interface View {
  readonly form: Form.Form
  readonly reference: ReferenceData.ReferenceData
  /** What was typed. */
  readonly draft: unknown
  /** The same as it counts, with the defaults. */
  readonly filled: Profile.Profile
  readonly issues: ReadonlyArray<Issue.Issue>
  /** Passwords that were made just now, by pointer; no other is ever shown. */
  readonly generated: ReadonlyMap<string, string>
}

export const isShown = (field: Field, scope: unknown): boolean =>
  field.shown === undefined || Condition.holds(field.shown, scope)

const around = (view: View, field: Field): Values.Around => {
  const country = field.country === undefined ? undefined : Pointer.get(view.filled, field.country)
  return {
    reference: view.reference,
    situation: {},
    country: typeof country === "string" ? country : null,
    subdivision: null
  }
}

const currencies = new Intl.DisplayNames("en", { type: "currency" })

/** The choices of a field, by name; of those that depend on a country, the ones of the country that is chosen. */
export const choices = (view: View, field: Field) => {
  const { kind, options } = field
  const known = field.choices ?? (options === undefined ? null : Values.choices(options, around(view, field))) ?? []
  if (kind === "currency") return known.map(({ value }) => ({ value, label: `${value} · ${currencies.of(value)}` }))
  if (kind === "country") return known.toSorted((a, b) => a.label.localeCompare(b.label, "en"))
  return options !== undefined && "from" in options && options.from === "licenses"
    ? [{ value: "inherit", label: "Inherit all" }, ...known]
    : known
}

/** A reference that is either followed or not is a box to tick: followed while it is. */
export const isBox = ({ kind, options }: Field): boolean =>
  kind === "sameAs" &&
  options !== undefined &&
  "choices" in options &&
  options.choices.length === 2 &&
  options.choices[1]?.value === "own"

/** The choice that a text means: `Noord Brabant` is NL-NB. */
export const meant = (view: View, field: Field, value: string): unknown =>
  field.kind === "subdivision" ? (Values.parse(field, value, around(view, field)).value ?? value) : value

/** A box to tick is an answer either way; an address names a postal code and a subdivision only where its country has them. */
export const isRequired = (view: View, field: Field, scope: unknown): boolean => {
  const { kind, required = false } = field
  if (kind === "flag" || isBox(field)) return false
  if (typeof required === "boolean" ? !required : !Condition.holds(required, scope)) return false
  const { country } = around(view, field)
  const rule = country === null ? undefined : Country.rule(country, view.reference)
  if (kind === "subdivision") return rule?.subdivision === "required"
  return kind !== "postalCode" || rule?.postal !== null
}

/** Pointers on which it depends what else a step asks for, or offers. */
export const drivers = (step: Step): ReadonlySet<string> => {
  const named = (condition: Condition.Condition): ReadonlyArray<string> => {
    if ("at" in condition) return [condition.at]
    if ("not" in condition) return named(condition.not)
    return ("all" in condition ? condition.all : condition.any).flatMap(named)
  }
  return new Set(
    step.fields.flatMap(({ country, kind, shown }) => [
      ...(shown === undefined ? [] : named(shown)),
      ...(kind === "subdivision" && country !== undefined ? [country] : [])
    ])
  )
}

/** How many entries a list may have. */
export const bounds = ({ rules }: Form.Form, { at }: Field): { readonly minimum: number; readonly maximum: number } => {
  const count = rules.find((rule) => rule._tag === "count" && rule.at === at)
  return count?._tag === "count" ? count : { minimum: 0, maximum: 100 }
}

/** How an empty field is shown where it is not to be filled in. */
export const nothing = "—"

/** A value as a person types it; whatever nobody can type is nothing. */
export const plain = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : ""

/** A value as a person reads it. */
export const told = (view: View, field: Field, value: unknown): string => {
  if (!Condition.isFilled(value)) return nothing
  if (typeof value === "boolean") return value ? "Yes" : "No"
  const offered = choices(view, field)
  const label = (one: unknown) => offered.find((choice) => choice.value === one)?.label ?? plain(one)
  if (field.items === undefined)
    return Array.isArray(value) ? value.map(label).join(", ") : label(meant(view, field, plain(value)))
  const entry = (item: unknown) =>
    field.items
      ?.map(({ at }) => Pointer.get(item, at))
      .filter(Condition.isFilled)
      .join(" · ")
  return Array.isArray(value) ? value.map(entry).join("\n") : plain(value)
}

/** A label's part before the colon, which several fields share, and the rest. */
export const split = (label: string): readonly [prefix: string | null, rest: string] => {
  const at = label.indexOf(": ")
  return at === -1 ? [null, label] : [label.slice(0, at), label.slice(at + 2)]
}
