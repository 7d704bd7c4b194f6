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
 * The first row of a table may begin later than its law did: nothing is known of earlier days.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DatedRate = Schema.Struct({ from: Schema.String, rate: Schema.Finite, source: Schema.String })

/**
 * @category models
 * @since 0.1.0
 */
export type DatedRate = typeof DatedRate.Type

/**
 * Schema for a postal code that a territory shares with places outside it.
 *
 * **Details**
 *
 * Belongs to the territory when the city of the place holds one of `cities` (`Livigno (SO)` holds `livigno`; case, accents
 * and punctuation do not matter); `unnamed` is what holds when the place names no city.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SharedPostal = Schema.Struct({
  postal: Schema.String,
  cities: Schema.Array(Schema.String),
  unnamed: Schema.Boolean
})

/**
 * Schema for postal codes of a neighbour's post that lead into a territory (87491 in DE is Jungholz in AT).
 *
 * @category schemas
 * @since 0.1.0
 */
export const ForeignPostal = Schema.Struct({ country: Schema.String, postal: Schema.String })

/**
 * Schema for a territory for VAT: a country, or a part of one with rules of its own.
 *
 * **Details**
 *
 * `id` is the ISO code of a country (`NL`) or an own name for a part (`ES-canary`). `euVat` says whether services there
 * fall under the EU's VAT directive; `euVatUntil` is the last day on which they did where they no longer do, `euGoods`
 * says that goods still do. `postal` are anchored patterns over the canonical postal code; a country's own territory has
 * none and takes what its parts leave. `codes` are further country codes that mean it (`RE`, `AX`, `EL`). `countsAs`
 * names the territory whose law applies there (Monaco: `FR`); `rates` are then that territory's.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Territory = Schema.Struct({
  id: Schema.String,
  country: Schema.String,
  name: Schema.String,
  euVat: Schema.Boolean,
  euVatUntil: Schema.optionalKey(Schema.String),
  euGoods: Schema.optionalKey(Schema.Boolean),
  codes: Schema.optionalKey(Schema.Array(Schema.String)),
  postal: Schema.optionalKey(Schema.Array(Schema.String)),
  shared: Schema.optionalKey(Schema.Array(SharedPostal)),
  foreign: Schema.optionalKey(Schema.Array(ForeignPostal)),
  subdivisions: Schema.optionalKey(Schema.Array(Schema.String)),
  countsAs: Schema.optionalKey(Schema.String),
  rates: Schema.Array(DatedRate),
  source: Schema.String
}).annotate({ identifier: "TaxTerritory" })

/**
 * @category models
 * @since 0.1.0
 */
export type Territory = typeof Territory.Type

/**
 * Schema for all tax knowledge of one version.
 *
 * **Details**
 *
 * `asOf` is the day up to which the tables were compared with their sources. No place is named by two territories.
 *
 * @category schemas
 * @since 0.1.0
 */
export const TaxData = Schema.Struct({
  version: Schema.String,
  asOf: Schema.optionalKey(Schema.String),
  territories: Schema.Array(Territory)
}).annotate({ identifier: "TaxData" })

/**
 * @category models
 * @since 0.1.0
 */
export type TaxData = typeof TaxData.Type
