/**
 * Dated tax knowledge: which places belong to which territory, and what rate a territory bore on a day.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Schema for a VAT rate and when it applied.
 *
 * **Details**
 *
 * `rate` is a percentage (21 means 21 %). `from` is the first day it applies (`YYYY-MM-DD`); it ends where the next begins.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DatedRate = Schema.Struct({ from: Schema.String, rate: Schema.Finite, source: Schema.String })

/**
 * Schema for a territory for VAT: a country, or a part of one with rules of its own.
 *
 * **Details**
 *
 * `id` is the ISO code of a country (`NL`) or an own name for a part (`ES-canary`). `euVat` says whether services there
 * fall under the EU's VAT directive. `postal` are anchored patterns over the canonical postal code; a country's own
 * territory has none and takes what its parts leave. `countsAs` names the territory whose rules apply (Monaco: `FR`).
 *
 * @category schemas
 * @since 0.1.0
 */
export const Territory = Schema.Struct({
  id: Schema.String,
  country: Schema.String,
  name: Schema.String,
  euVat: Schema.Boolean,
  postal: Schema.optionalKey(Schema.Array(Schema.String)),
  subdivisions: Schema.optionalKey(Schema.Array(Schema.String)),
  countsAs: Schema.optionalKey(Schema.String),
  rates: Schema.Array(DatedRate),
  source: Schema.String
})

/**
 * @category models
 * @since 0.1.0
 */
export type Territory = typeof Territory.Type

/**
 * Schema for all tax knowledge of one version.
 *
 * @category schemas
 * @since 0.1.0
 */
export const TaxData = Schema.Struct({
  version: Schema.String,
  territories: Schema.Array(Territory)
})

/**
 * @category models
 * @since 0.1.0
 */
export type TaxData = typeof TaxData.Type
