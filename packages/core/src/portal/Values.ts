/**
 * Reads the value of a field by its kind.
 *
 * @since 0.1.0
 */
import * as CompanyName from "../party/CompanyName.ts"
import * as Country from "../party/Country.ts"
import * as Currency from "../party/Currency.ts"
import * as Domain from "../party/Domain.ts"
import * as Email from "../party/Email.ts"
import * as Finding from "../party/Finding.ts"
import * as Text from "../base/internal/text.ts"
import * as Login from "../party/Login.ts"
import * as PersonName from "../party/PersonName.ts"
import * as Phone from "../party/Phone.ts"
import * as PostalCode from "../party/PostalCode.ts"
import * as Subdivision from "../party/Subdivision.ts"
import * as Website from "../party/Website.ts"
import type { Choice, ReferenceData } from "../reference/ReferenceData.ts"
import * as RegistrationNumber from "../tax/RegistrationNumber.ts"
import * as TaxSeller from "../tax/TaxSeller.ts"
import * as VatId from "../tax/VatId.ts"
import * as Rights from "../tree/Rights.ts"
import type { Field, Options } from "./Field.ts"
import type { Situation } from "./Situation.ts"

/**
 * What a value depends on beside itself.
 *
 * @category models
 * @since 0.1.0
 */
export interface Around {
  readonly reference: ReferenceData
  readonly situation: Situation
  /** The country at the field's `country`; `null` where the field has none or it is not known yet. */
  readonly country: string | null
  readonly subdivision: string | null
}

/**
 * Returns the canonical value of one field, or what is wrong with it.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (field: Field, raw: unknown, around: Around): Finding.Parsed<unknown> => {
  if (field.kind === "flag") return Finding.accept(raw)
  if (field.kind === "number") return number(field, raw as number)
  if (field.kind === "choices") return several(field, raw, around)
  if (field.kind === "list") return Finding.accept(raw)
  // Input was read as text; a portal's own default need not be one.
  if (typeof raw !== "string") return Finding.refuse("wrongType", `${field.label}: expected text`)
  const { country, reference, subdivision } = around
  // These clean a text themselves.
  switch (field.kind) {
    case "companyName":
      return CompanyName.parse(raw)
    case "personName":
      return PersonName.parse(raw)
    case "country":
      return Country.parse(raw, reference)
    case "subdivision":
      if (country !== null) return Subdivision.parse(raw, country, reference)
      break
    case "email":
      return Email.parse(raw, reference)
    case "domain":
      return Domain.parse(raw, reference)
    case "tenantPrefix":
      return Domain.parseTenantPrefix(raw)
    case "currency":
      return Currency.parse(raw, reference)
    case "login":
      return Login.parse(raw)
    case "upn":
      return Login.parseUpn(raw)
    case "secret":
      return Finding.accept(null)
  }
  const text = Text.trim(raw)
  switch (field.kind) {
    case "text":
      if (field.options !== undefined) return one(field, text, around)
      return field.pattern === undefined || regexOf(field.pattern.regex).test(text)
        ? Finding.accept(text)
        : Finding.refuse("patternMismatch", `${field.label}: write it like ${field.pattern.example}`)
    case "sameAs":
      return field.options === undefined ? Finding.accept(text) : one(field, text, around)
    case "choice":
    case "taxZone":
      return one(field, text, around)
    case "subdivision":
      return Finding.accept(text)
    case "postalCode":
      return country === null
        ? Finding.accept(text)
        : PostalCode.parse(text, country, reference, subdivision ?? undefined)
    case "website":
      return Website.parse(text, reference)
    case "phone":
      return Phone.parse(text, country, reference)
    case "vatId":
      return VatId.parse(text, country)
    case "registrationNumber":
      return RegistrationNumber.parse(text, country)
  }
}

/**
 * Returns the choices that a field offers; `null` where they are not known here.
 *
 * **Details**
 *
 * Countries, subdivisions and currencies are labelled with their English names; a renderer may show its own language.
 *
 * @category getters
 * @since 0.1.0
 */
export const choices = (options: Options, around: Around): ReadonlyArray<Choice> | null => {
  if ("choices" in options) return options.choices
  const { country, reference, situation } = around
  if ("list" in options) return reference.lists[options.list] ?? null
  switch (options.from) {
    case "countries":
      return reference.countryCodes.map((code) => ({ value: code, label: reference.countries[code]?.name ?? code }))
    case "currencies":
      return reference.currencies.map((code) => ({ value: code, label: code }))
    case "subdivisions":
      return country === null
        ? null
        : (reference.countries[country]?.subdivisions.map((part) => ({ value: part.code, label: part.name })) ?? null)
    case "rights":
      return Rights.all.map((right) => ({ value: right, label: rightLabels[right] }))
    case "licenses": {
      const offered = situation.parent?.offered
      return offered === undefined
        ? null
        : offered === "inherit"
          ? (reference.lists["licenses"] ?? null)
          : offered.map(
              (id) => reference.lists["licenses"]?.find(({ value }) => value === id) ?? { value: id, label: id }
            )
    }
    case "taxZones":
      return situation.seller === undefined
        ? null
        : TaxSeller.zonesOf(situation.seller).map(({ id, label }) => ({ value: id, label }))
  }
}

const rightLabels: { readonly [R in Rights.Right]: string } = {
  createCustomers: "Create customers",
  enableDemo: "Enable demo mode",
  setDataCenter: "Choose the data center",
  setLicenses: "Set the availability of licenses",
  setRights: "Set the rights of customers below"
}

const one = (field: Field, text: string, around: Around): Finding.Parsed<string> => {
  const offered = choices(field.options ?? { choices: [] }, around)
  if (offered === null) return Finding.notLoaded(field.label)
  const exact = offered.find(({ value }) => value === text)
  if (exact !== undefined) return Finding.accept(exact.value)
  const wanted = Text.fold(text)
  const meant =
    wanted === ""
      ? []
      : offered.filter(({ label, value }) => Text.fold(value) === wanted || Text.fold(label) === wanted)
  return Finding.refuse(
    "choiceUnknown",
    `${field.label}: ${listed(offered)}`,
    Text.only(meant.map(({ value }) => value))
  )
}

const several = (field: Field, raw: unknown, around: Around): Finding.Parsed<unknown> => {
  if (raw === "inherit") {
    return field.options !== undefined && "from" in field.options && field.options.from === "licenses"
      ? Finding.accept(raw)
      : Finding.refuse("choiceUnknown", `${field.label}: choose from the list`)
  }
  const offered = choices(field.options ?? { choices: [] }, around)
  if (offered === null) return Finding.notLoaded(field.label)
  const names = [...new Set(raw as ReadonlyArray<string>)]
  const strange = names.filter((name) => !offered.some(({ value }) => value === name))
  return strange.length > 0
    ? Finding.refuse(
        "choiceUnknown",
        `${field.label}: ${strange.slice(0, 3).join(", ")} cannot be chosen; ${listed(offered)}`
      )
    : Finding.accept(offered.map(({ value }) => value).filter((value) => names.includes(value)))
}

const number = (field: Field, value: number): Finding.Parsed<number> => {
  const { maximum = Number.MAX_SAFE_INTEGER, minimum = Number.MIN_SAFE_INTEGER } = field
  return Number.isInteger(value) && value >= minimum && value <= maximum
    ? Finding.accept(value)
    : Finding.refuse("numberOutOfRange", `${field.label}: enter a whole number between ${minimum} and ${maximum}`)
}

const listed = (offered: ReadonlyArray<Choice>): string =>
  offered.length === 0
    ? "there is nothing to choose from"
    : `choose ${offered
        .slice(0, 8)
        .map(({ label }) => label)
        .join(", ")}${offered.length > 8 ? " …" : ""}`

const regexes = new Map<string, RegExp>()

/** Portals are few and their patterns with them. */
const regexOf = (source: string): RegExp => {
  const regex = regexes.get(source) ?? new RegExp(`^(?:${source})$`, "u")
  regexes.set(source, regex)
  return regex
}
