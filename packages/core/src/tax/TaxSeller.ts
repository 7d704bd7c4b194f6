/**
 * The seller as tax sees it: where it is established, the zones it defines and its policies.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Schema for how a sale is treated.
 *
 * **Details**
 *
 * `domestic`: the seller's own tax. `reverseCharge`: the customer accounts for it. `euConsumer`: the tax of the customer's
 * member state. `outsideScope`: no tax of the EU. `unresolved`: nobody has said yet.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Treatment = Schema.Literals(["domestic", "reverseCharge", "euConsumer", "outsideScope", "unresolved"])

/**
 * @category models
 * @since 0.1.0
 */
export type Treatment = typeof Treatment.Type

/**
 * Schema for a tax zone that a seller defines.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SellerZone = Schema.Struct({
  id: Schema.String,
  label: Schema.String,
  treatment: Treatment
}).annotate({ identifier: "TaxZoneOfSeller" })

/**
 * @category models
 * @since 0.1.0
 */
export type SellerZone = typeof SellerZone.Type

/**
 * Schema for a span of days, both ends included; without `to` it has not ended.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Period = Schema.Struct({ from: Schema.String, to: Schema.optionalKey(Schema.String) })

/**
 * Schema for a seller's place and tax policies.
 *
 * **Details**
 *
 * `zoneByCountry` assigns zones (by id) to a state (`US-CA`), a territory (`ES-canary`) or a country (`BE`), the first that
 * is named wins. `defaultZone` is reached only where nothing is derived. `unconfirmedVatId` is what a VAT id that nobody
 * confirmed yet means meanwhile. `belowOssThreshold` lists the days on which the seller's EU consumers bear the seller's
 * own rate (Art. 59c). `strict` makes a zone that differs from the derived one an error.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Seller = Schema.Struct({
  /** ISO 3166-1 alpha-2. */
  country: Schema.String,
  postalCode: Schema.optionalKey(Schema.String),
  subdivision: Schema.optionalKey(Schema.String),
  zones: Schema.Array(SellerZone),
  zoneByCountry: Schema.Record(Schema.String, Schema.String),
  defaultZone: Schema.optionalKey(Schema.String),
  unconfirmedVatId: Schema.Literals(["reverseCharge", "euConsumer"]),
  belowOssThreshold: Schema.Array(Period),
  strict: Schema.optionalKey(Schema.Boolean)
}).annotate({ identifier: "TaxSeller" })

/**
 * @category models
 * @since 0.1.0
 */
export type Seller = typeof Seller.Type

/**
 * Returns a seller in a country that defines no zones: unconfirmed VAT ids mean reverse charge meanwhile, and EU consumers
 * bear the rate of their own state. `policies` says what is different.
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (country: string, policies?: Partial<Omit<Seller, "country">>): Seller => ({
  zones: [],
  zoneByCountry: {},
  unconfirmedVatId: "reverseCharge",
  belowOssThreshold: [],
  ...policies,
  country
})

/**
 * Returns the zones that can be chosen: those the seller defines, else one per treatment, named like the treatment.
 *
 * @category getters
 * @since 0.1.0
 */
export const zonesOf = ({ zones }: Seller): ReadonlyArray<SellerZone> => (zones.length > 0 ? zones : implicit)

/**
 * Returns the zone with that id, among {@link zonesOf}; `null` where the seller has none.
 *
 * @category getters
 * @since 0.1.0
 */
export const zoneById = (seller: Seller, id: string): SellerZone | null =>
  zonesOf(seller).find((zone) => zone.id === id) ?? null

const implicit: ReadonlyArray<SellerZone> = [
  { id: "domestic", label: "Domestic", treatment: "domestic" },
  { id: "reverseCharge", label: "Reverse charge", treatment: "reverseCharge" },
  { id: "euConsumer", label: "EU consumer", treatment: "euConsumer" },
  { id: "outsideScope", label: "Outside the scope of VAT", treatment: "outsideScope" }
]

/**
 * Returns the first zone of that treatment that the seller defines; `null` where it defines none.
 *
 * @category getters
 * @since 0.1.0
 */
export const zoneByTreatment = (seller: Seller, treatment: Treatment): SellerZone | null =>
  seller.zones.find((zone) => zone.treatment === treatment) ?? null

/**
 * Returns whether the seller stays below the threshold of Directive 2006/112/EC Art. 59c on that day.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isBelowOssThreshold = (seller: Seller, day: string): boolean =>
  seller.belowOssThreshold.some(({ from, to }) => from <= day && (to === undefined || day <= to))
