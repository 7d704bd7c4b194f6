/**
 * The reasons a tax decision can give.
 */
import type { NonEmptyReadonlyArray } from "effect/Array"
import type { Territory } from "../../reference/TaxData.ts"
import type { Invoice, Rate } from "../TaxRate.ts"
import { bearerOf } from "../TaxRate.ts"
import type { Reason } from "../TaxReason.ts"
import type { SellerZone } from "../TaxSeller.ts"
import type { Supply } from "../TaxTerritory.ts"
import type { VatEvidence } from "../VatEvidence.ts"

const directive = "Directive 2006/112/EC"
const policy = "Policy of the seller"

/** Returns the article on the place of supply for such a customer and supply. */
const placeOfSupply = (supply: Supply, business: boolean): string =>
  supply === "goods" ? `${directive} Art. 31-33` : business ? `${directive} Art. 44` : `${directive} Art. 45, 58`

/** Reason: an address names no country, so nothing can be said. */
export const countryUnknown = (whose: "customer" | "seller", code: string): Reason => ({
  code: "countryUnknown",
  message: code === "" ? `The country of the ${whose} is not known` : `"${code}" of the ${whose} is not a country code`,
  article: `${directive} Art. 5`
})

/** Reason: the place is a territory with rules of its own. */
const territory = (place: Territory): Reason => ({
  code: "territory",
  message:
    place.countsAs !== undefined
      ? `The place lies in ${place.name}, which counts as ${place.countsAs}`
      : `The place lies in ${place.name}`,
  article: place.source
})

/** Reason: that postal code lies inside and outside a territory, and no city was named. */
const postalCodeShared = (): Reason => ({
  code: "postalCodeShared",
  message: "The postal code lies in two territories: check the city",
  article: `${directive} Art. 6`
})

/** Rules 0 and 3: seller and place have the same tax. */
export const domestic = (own: Territory, inside: boolean, supply: Supply, business: boolean): Reason => ({
  code: "sameTerritory",
  message: `Seller and customer are both in ${own.name}, so the sale is domestic, with or without a VAT id`,
  article: inside
    ? `${directive} Art. 2(1)(${supply === "goods" ? "a" : "c"}), ${placeOfSupply(supply, business).slice(directive.length + 1)}`
    : own.country === "GB" || own.country === "IM"
      ? supply === "goods"
        ? "VATA 1994 s. 7"
        : "VATA 1994 s. 7A"
      : `National law of ${own.name}`
})

/** Rule 0: a seller outside the EU has assigned a zone to the place. */
export const sellerOutsideEu = (own: Territory, place: Territory, zone: string | null): Reason => ({
  code: zone === null ? "sellerOutsideEu" : "zoneAssigned",
  message:
    zone === null
      ? `The seller is in ${own.name}, outside the EU's VAT area, and has assigned no zone to ${place.name}`
      : `The seller is in ${own.name}, outside the EU's VAT area, and has assigned the zone ${zone} to ${place.name}`,
  article: zone === null ? `${directive} Art. 5` : policy
})

/** Rules 1 and 2: the place lies outside the EU's VAT area. */
export const outsideEu = (place: Territory, ofMemberState: boolean, supply: Supply, business: boolean): Reason => ({
  code: ofMemberState ? "outsideVatArea" : "thirdCountry",
  message:
    supply === "goods"
      ? `Goods leave the EU's VAT area for ${place.name}: an export`
      : `Services to ${place.name} are supplied outside the EU's VAT area`,
  article: `${ofMemberState ? place.source : `${directive} Art. 5(4)`}; ${
    supply === "goods" ? `${directive} Art. 146` : business ? `${directive} Art. 44` : `${directive} Art. 58, 59`
  }`
})

/** Rule 4: the customer is a taxable person in another member state. */
export const reverseCharge = (place: Territory, supply: Supply): Reason => ({
  code: "vatIdConfirmed",
  message: `The VAT id is confirmed: the customer in ${place.name} accounts for the tax`,
  article:
    supply === "goods"
      ? `${directive} Art. 138(1)`
      : `${directive} Art. 44, 196; Implementing Regulation (EU) 282/2011 Art. 18(1)(a)`
})

/** Rule 5: there is a VAT id, and nobody confirmed it. */
export const unconfirmed = (evidence: VatEvidence, ofOther: Territory | null, place: Territory): Reason =>
  ofOther !== null
    ? {
        code: "vatIdOfOtherCountry",
        message: `The VAT id is one of ${ofOther.name}, the address is in ${place.name}: a person has to look`,
        article: "Implementing Regulation (EU) 282/2011 Art. 18, 20-22"
      }
    : {
        code: evidence._tag === "unavailable" || evidence._tag === "pending" ? "vatIdUnavailable" : "vatIdUnverified",
        message:
          evidence._tag === "unavailable" || evidence._tag === "pending"
            ? "The registry of VAT ids has not answered yet, which is neither yes nor no; it is asked again"
            : "The VAT id has not been confirmed yet; the registry is to be asked",
        article: "Implementing Regulation (EU) 282/2011 Art. 18(1)(b)"
      }

/** Rule 5: what the seller takes an unconfirmed VAT id for meanwhile. */
export const meanwhile = (treatment: "reverseCharge" | "euConsumer"): Reason => ({
  code: treatment === "reverseCharge" ? "provisionalReverseCharge" : "provisionalConsumer",
  message:
    treatment === "reverseCharge"
      ? "Until then the customer is taken for a taxable person, provisionally"
      : "Until then the customer is taken for a consumer, provisionally",
  article: policy
})

/** Rule 6: nothing shows that the customer is a taxable person. */
export const consumer = (place: Territory, supply: Supply, business: boolean, rejected: boolean): Reason => ({
  code: rejected ? "vatIdRejected" : "noVatId",
  message: rejected
    ? `The VAT id is not a valid one, so the customer in ${place.name} is treated as a consumer`
    : business
      ? `The customer in ${place.name} gave no VAT id and is treated as a consumer`
      : `The customer is a consumer in ${place.name}`,
  article:
    supply === "goods"
      ? `${directive} Art. 33(a)`
      : `${directive} Art. 58(1); Implementing Regulation (EU) 282/2011 Art. 18(2)`
})

/** Rule 6: below the threshold the seller's own rate applies. */
const belowThreshold = (own: Territory): Reason => ({
  code: "belowOssThreshold",
  message: `The seller stays below the EU-wide threshold on that day, so the rate of ${own.name} applies`,
  article: `${directive} Art. 59c(1)`
})

const rateZero: Reason = {
  code: "rateZero",
  message: "The invoice bears 0 %; the customer accounts for the tax",
  article: `${directive} Art. 226(11a)`
}

/** Reason: where the rate comes from, or why there is none. */
const rate = (rate: Rate | null, bearer: Territory, day: string | null): Reason =>
  rate === null
    ? {
        code: "rateUnknown",
        message:
          day === null
            ? "No rate can be named without the day of the invoice"
            : `No VAT rate is known for ${bearer.name} on ${day}`,
        article: bearer.source
      }
    : {
        code: "rate",
        message: `The invoice bears ${rate.rate} %, the rate of ${bearer.name} on ${day}`,
        article: rate.source
      }

/** Reason: nobody has looked since whether the rate still is that. */
const rateAsOf = (asOf: string, { source }: Rate): Reason => ({
  code: "rateAsOf",
  message: `The table of rates was last compared with its sources on ${asOf}; the day of the invoice is later`,
  article: source
})

/** Reason: a person or the seller chose that zone. */
export const chosen = (by: "override" | "assigned" | "place" | "default", zone: SellerZone): Reason => ({
  code: { override: "zoneOverridden", assigned: "zoneOfAccount", place: "zoneOfPlace", default: "zoneByDefault" }[by],
  message: {
    override: `An operator chose the zone ${zone.label}`,
    assigned: `The zone ${zone.label} is assigned to the account`,
    place: `The seller assigned the zone ${zone.label} to the place`,
    default: `Nothing was derived, so the seller's default zone ${zone.label} holds`
  }[by],
  article: policy
})

/** Returns the reasons in their order: the place, the given ones, the threshold, the rate. */
export const around = (
  reasons: NonEmptyReadonlyArray<Reason>,
  about: {
    readonly place: Territory | null
    readonly shared: boolean
    readonly invoice: Invoice
    readonly rate: Rate | null
    /** The day up to which the table of rates was compared with its sources; `null` where nobody says. */
    readonly asOf: string | null
  }
): NonEmptyReadonlyArray<Reason> => {
  const { asOf, invoice, place, shared } = about
  const ordered: [Reason, ...Array<Reason>] = [...reasons]
  if (shared) ordered.unshift(postalCodeShared())
  if (place !== null) ordered.unshift(territory(place))
  if (invoice.treatment === "reverseCharge") ordered.push(rateZero)
  const bearer = bearerOf(invoice)
  if (bearer === null) return ordered
  if (invoice.treatment === "euConsumer" && invoice.belowOssThreshold) ordered.push(belowThreshold(bearer))
  ordered.push(rate(about.rate, bearer, invoice.day))
  if (about.rate !== null && asOf !== null && invoice.day !== null && invoice.day > asOf) {
    ordered.push(rateAsOf(asOf, about.rate))
  }
  return ordered
}
