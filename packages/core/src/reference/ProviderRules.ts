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
 * states and postal codes (cultures, calling codes, tax ids …) may be there and are left alone.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ProviderRules = Schema.Struct({
  iso2Code: Schema.String,
  isStateRequired: Schema.optionalKey(Schema.Boolean),
  isPostalCodeRequired: Schema.optionalKey(Schema.Boolean),
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
 * Returns the rule of a country with the provider's over it.
 *
 * **Details**
 *
 * The provider decides whether a state and a postal code are required and which states there are; those that the
 * reference data do not know are added as they are written. Its pattern narrows the pattern of the reference data and
 * never widens it, and one that would refuse every known example, or that cannot be read, is left out: providers write
 * codes without their separators too. Rules of another country change nothing.
 *
 * @category combinators
 * @since 0.1.0
 */
export const overlay = (rule: CountryRule, provider: ProviderRules): CountryRule => {
  if (provider.iso2Code.toUpperCase() !== rule.code) return rule
  const subdivisions = statesOf(rule, provider.supportedStatesList ?? [])
  return {
    ...rule,
    postal: rule.postal === null ? null : postalOf(rule.postal, provider),
    subdivision: asked(rule, provider.isStateRequired, subdivisions),
    subdivisions
  }
}

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
