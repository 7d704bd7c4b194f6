/**
 * A provider's own rules for the addresses of a country, laid over those of the reference data.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { CountryRule, PostalRule, SubdivisionRule } from "./CountryRule.ts"

/**
 * Schema for what a provider asks of an address, in the shape of Partner Center's `CountryValidationRules`.
 *
 * **Details**
 *
 * Whatever is absent leaves the reference data as they are. Fields of the provider's answer that say nothing about
 * cities, states and postal codes (cultures, calling codes, tax ids …) may be there and are left alone.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ProviderRules = Schema.Struct({
  iso2Code: Schema.String,
  isStateRequired: Schema.optionalKey(Schema.Boolean),
  isPostalCodeRequired: Schema.optionalKey(Schema.Boolean),
  isCityRequired: Schema.optionalKey(Schema.Boolean),
  /** Codes or names; empty for a country without a list. */
  supportedStatesList: Schema.optionalKey(Schema.Array(Schema.String)),
  postalCodeRegex: Schema.optionalKey(Schema.NullOr(Schema.String))
}).annotate({ identifier: "ProviderRules" })

/**
 * @category models
 * @since 0.1.0
 */
export type ProviderRules = typeof ProviderRules.Type

/**
 * Schema for a wish of a provider that was not applied, and why: for whoever loads the rules to look at.
 *
 * **Details**
 *
 * `key` is the provider's own name of it. `code`: `otherCountry` (the rules are those of another country, or of one that is
 * not loaded), `noPostalCodes`, `noCity`, `noSubdivisions` (nobody can be made to fill in what the country does not
 * have), `patternUnreadable`, `patternFitsNothing` (it would refuse every known example).
 *
 * @category schemas
 * @since 0.1.0
 */
export const NotApplied = Schema.Struct({
  country: Schema.String,
  key: Schema.Literals([
    "iso2Code",
    "isStateRequired",
    "isPostalCodeRequired",
    "isCityRequired",
    "supportedStatesList",
    "postalCodeRegex"
  ]),
  code: Schema.Literals([
    "otherCountry",
    "noPostalCodes",
    "noCity",
    "noSubdivisions",
    "patternUnreadable",
    "patternFitsNothing"
  ]),
  message: Schema.String
}).annotate({ identifier: "ProviderRuleNotApplied" })

/**
 * @category models
 * @since 0.1.0
 */
export type NotApplied = typeof NotApplied.Type

/**
 * Returns the rule of a country with the provider's over it.
 *
 * **Details**
 *
 * The provider decides whether a city, a state and a postal code are required and which states there are; those that the
 * reference data do not know are added as they are written. Its pattern narrows the pattern of the reference data and
 * never widens it, and one that would refuse every known example, or that cannot be read, is left out: providers write
 * codes without their separators too. Rules of another country change nothing. {@link notApplied} tells what was left out.
 *
 * @category combinators
 * @since 0.1.0
 */
export const overlay = (rule: CountryRule, provider: ProviderRules): CountryRule => {
  if (provider.iso2Code.toUpperCase() !== rule.code) return rule
  const listed = provider.supportedStatesList ?? []
  const subdivisions = statesOf(rule, listed)
  const { otherSubdivisions: _, ...closed } = rule
  return {
    // Whoever lists the states takes no others.
    ...(listed.length === 0 ? rule : closed),
    postal: rule.postal === null ? null : postalOf(rule.postal, provider),
    city: cityOf(rule, provider.isCityRequired),
    subdivision: asked(rule, provider.isStateRequired, subdivisions),
    subdivisions
  }
}

/**
 * Returns what {@link overlay} leaves out of a provider's rules for a country; `rule` is `undefined` where the country is
 * not loaded.
 *
 * @category checking
 * @since 0.1.0
 */
export const notApplied = (rule: CountryRule | undefined, provider: ProviderRules): ReadonlyArray<NotApplied> => {
  const country = provider.iso2Code.toUpperCase()
  const found: Array<NotApplied> = []
  const say = (key: NotApplied["key"], code: NotApplied["code"], message: string) =>
    found.push({ country, key, code, message })
  if (rule === undefined || country !== rule.code) {
    say(
      "iso2Code",
      "otherCountry",
      rule === undefined ? `${country} is not loaded` : `the rule is that of ${rule.code}`
    )
    return found
  }
  if (rule.postal === null && provider.isPostalCodeRequired === true) {
    say("isPostalCodeRequired", "noPostalCodes", `there are no postal codes in ${rule.name}`)
  }
  if (rule.city === "none" && provider.isCityRequired === true) {
    say("isCityRequired", "noCity", `addresses in ${rule.name} name no city`)
  }
  if (provider.isStateRequired === true && statesOf(rule, provider.supportedStatesList ?? []).length === 0) {
    say("isStateRequired", "noSubdivisions", `there is no list of states of ${rule.name} to choose from`)
  }
  const pattern = provider.postalCodeRegex ?? ""
  if (pattern === "") return found
  const theirs = read(pattern)
  if (rule.postal === null) say("postalCodeRegex", "noPostalCodes", `there are no postal codes in ${rule.name}`)
  else if (theirs === undefined) say("postalCodeRegex", "patternUnreadable", `${pattern} is no regular expression`)
  else if (!rule.postal.examples.some((example) => theirs.test(example))) {
    say("postalCodeRegex", "patternFitsNothing", `${pattern} refuses ${rule.postal.examples.join(", ")}`)
  }
  return found
}

const cityOf = ({ city }: CountryRule, required: boolean | undefined): CountryRule["city"] =>
  required === undefined || city === "none" ? city : required ? "required" : "optional"

/** Nobody can be made to choose from a list that does not exist. */
const asked = (
  { subdivision }: CountryRule,
  required: boolean | undefined,
  subdivisions: ReadonlyArray<SubdivisionRule>
): CountryRule["subdivision"] =>
  required === undefined
    ? subdivision
    : required
      ? subdivisions.length === 0
        ? "optional"
        : "required"
      : subdivision === "none"
        ? "none"
        : "optional"

const statesOf = (rule: CountryRule, listed: ReadonlyArray<string>): ReadonlyArray<SubdivisionRule> =>
  listed.length === 0
    ? rule.subdivisions
    : listed.map((written) => {
        const wanted = written.trim().toUpperCase()
        const known = rule.subdivisions.find(({ aliases, code, name }) =>
          [code, code.slice(rule.code.length + 1), name, ...(aliases ?? [])].some((one) => one.toUpperCase() === wanted)
        )
        return known ?? { code: `${rule.code}-${wanted}`, name: written.trim() }
      })

const postalOf = (postal: PostalRule, provider: ProviderRules): PostalRule => {
  const required = provider.isPostalCodeRequired ?? postal.required
  const theirs = read(provider.postalCodeRegex ?? "")
  const examples = theirs === undefined ? [] : postal.examples.filter((example) => theirs.test(example))
  return theirs === undefined || examples.length === 0
    ? { ...postal, required }
    : { ...postal, required, examples, pattern: `^(?=(?:${theirs.source})$)${postal.pattern.replace(/^\^/u, "")}` }
}

/** A pattern that is not anchored would accept a part of a code. */
const read = (pattern: string): RegExp | undefined => {
  if (pattern === "") return undefined
  try {
    return new RegExp(`^(?:${pattern.replace(/^\^/u, "").replace(/\$$/u, "")})$`, "u")
  } catch {
    return undefined
  }
}
