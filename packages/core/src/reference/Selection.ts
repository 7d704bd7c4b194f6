/**
 * Reference data of the countries that a page needs, and no more.
 *
 * @since 0.1.0
 */
import * as Codes from "./Codes.ts"
import type { CountryRule } from "./CountryRule.ts"
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
}

/**
 * Returns reference data with the codes of all countries and currencies, and with what is given.
 *
 * **When to use**
 *
 * Use in a browser that loads a few countries; a server takes `World.make`, which holds them all. With the same tax data
 * both have the same version.
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (options: Options = {}): ReferenceData => ({
  version: options.tax === undefined ? Codes.version : `${Codes.version}+tax.${options.tax.version}`,
  countryCodes: Codes.countryCodes,
  countryAliases: Codes.countryAliases,
  countries: Object.fromEntries((options.countries ?? []).map((rule) => [rule.code, rule])),
  currencies: Codes.currencies,
  ...(options.phones === undefined ? {} : { phones: options.phones }),
  ...(options.suffixes === undefined ? {} : { suffixes: options.suffixes }),
  ...(options.tax === undefined ? {} : { tax: options.tax }),
  lists: options.lists ?? {}
})
