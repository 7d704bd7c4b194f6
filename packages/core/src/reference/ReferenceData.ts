/**
 * The versioned knowledge that a check is given: countries, phones, domains, tax, and the partner's own lists.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { CountryRule } from "./CountryRule.ts"
import { NotApplied } from "./ProviderRules.ts"
import { TaxData } from "./TaxData.ts"

/**
 * Schema for one entry of a drop-down: what is stored and what is shown.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Choice = Schema.Struct({ value: Schema.String, label: Schema.String }).annotate({ identifier: "Choice" })

/**
 * @category models
 * @since 0.1.0
 */
export type Choice = typeof Choice.Type

/**
 * Schema for the public suffixes (the registries' and nobody else's) under which a domain can be registered.
 *
 * **Details**
 *
 * Rules in the notation of the public-suffix list: `co.uk`, `*.ck`, `!www.ck`. Without a rule for a top level
 * the domain is not registrable.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SuffixData = Schema.Struct({ rules: Schema.Array(Schema.String) })

/**
 * Schema for reference data as a whole.
 *
 * **Details**
 *
 * `version` is recorded in every event whose decision used it, and names each part that is loaded. A key that is absent is not loaded here: a check that
 * needs it answers `serverCheckRequired`. `countries` holds the rules that are loaded, by ISO 3166-1 alpha-2;
 * `countryCodes` names all that exist. `lists` are the partner's own (customer types, subscriptions, data centres …).
 * `notApplied` is what of the providers' rules was left out.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ReferenceData = Schema.Struct({
  version: Schema.String,
  countryCodes: Schema.Array(Schema.String),
  /** Codes that people write and what they mean: `UK` → `GB`. */
  countryAliases: Schema.Record(Schema.String, Schema.String),
  countries: Schema.Record(Schema.String, CountryRule),
  /** ISO 4217 codes in use today. */
  currencies: Schema.Array(Schema.String),
  /** Metadata of libphonenumber ("max"); opaque. */
  phones: Schema.optionalKey(Schema.Unknown),
  suffixes: Schema.optionalKey(SuffixData),
  tax: Schema.optionalKey(TaxData),
  lists: Schema.Record(Schema.String, Schema.Array(Choice)),
  notApplied: Schema.optionalKey(Schema.Array(NotApplied))
})

/**
 * @category models
 * @since 0.1.0
 */
export type ReferenceData = typeof ReferenceData.Type
