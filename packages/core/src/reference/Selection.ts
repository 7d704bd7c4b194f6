/**
 * Reference data of the countries that a page needs, and no more.
 *
 * @since 0.1.0
 */
import * as Codes from "./Codes.ts"
import type { CountryRule } from "./CountryRule.ts"
import * as Digest from "./internal/digest.ts"
import * as ProviderRules from "./ProviderRules.ts"
import type { Choice, ReferenceData, SuffixData } from "./ReferenceData.ts"
import type { TaxData } from "./TaxData.ts"

/**
 * What goes into reference data; what is left out is not loaded, and checks that need it answer `serverCheckRequired`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  /** Rules from `reference/countries/…`. */
  readonly countries?: ReadonlyArray<CountryRule>
  /** Metadata of libphonenumber, "max": the smaller sets say yes where this one says no. */
  readonly phones?: unknown
  readonly suffixes?: typeof SuffixData.Type
  readonly tax?: TaxData
  /** The partner's own lists: customer types, subscriptions, data centres. */
  readonly lists?: Readonly<Record<string, ReadonlyArray<Choice>>>
  /** What providers ask of addresses, laid over the rules of the countries in this order. */
  readonly overlays?: ReadonlyArray<ProviderRules.ProviderRules>
  /** Your own name for what you bring: lists, overlays, rules. */
  readonly version?: string
}

/**
 * Returns reference data with the codes of all countries and currencies, and with what is given.
 *
 * **When to use**
 *
 * Use in a browser that loads a few countries; a server takes `World.make`, which holds them all.
 *
 * **Details**
 *
 * `version` names each part that is loaded and a digest of it, so that data that differ have another one:
 * `2026-11-22+countries.250-1b2c3d4e+phones.…+suffixes.…+tax.2026-07-31+lists.…+yours`. What `overlays` ask and cannot be
 * given stands in `notApplied`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (options: Options = {}): ReferenceData => {
  const { lists = {}, overlays = [], phones, suffixes, tax } = options
  const countries: Record<string, CountryRule> = Object.fromEntries(
    (options.countries ?? []).map((rule) => [rule.code, rule])
  )
  const notApplied = overlays.flatMap((provider) => {
    const code = provider.iso2Code.toUpperCase()
    const rule = Object.hasOwn(countries, code) ? countries[code] : undefined
    if (rule !== undefined) countries[code] = ProviderRules.overlay(rule, provider)
    return ProviderRules.notApplied(rule, provider)
  })
  const rules = Object.values(countries)
  const parts = [
    Codes.version,
    rules.length === 0 ? "" : `countries.${rules.length}-${Digest.of(rules.map(Digest.of))}`,
    phones === undefined ? "" : `phones.${Digest.of(phones)}`,
    suffixes === undefined ? "" : `suffixes.${Digest.of(suffixes.rules)}`,
    tax === undefined ? "" : `tax.${tax.version}`,
    Object.keys(lists).length === 0 ? "" : `lists.${Digest.of(lists)}`,
    options.version ?? ""
  ]
  return {
    version: parts.filter((part) => part !== "").join("+"),
    countryCodes: Codes.countryCodes,
    countryAliases: Codes.countryAliases,
    countries,
    currencies: Codes.currencies,
    ...(phones === undefined ? {} : { phones }),
    ...(suffixes === undefined ? {} : { suffixes }),
    ...(tax === undefined ? {} : { tax }),
    lists,
    ...(overlays.length === 0 ? {} : { notApplied })
  }
}
