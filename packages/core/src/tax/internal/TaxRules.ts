/**
 * The rules 0 to 6 by which a tax treatment is derived, in their order.
 */
import type { NonEmptyReadonlyArray } from "effect/Array"
import type { TaxData, Territory } from "../../reference/TaxData.ts"
import type { Reason } from "../TaxReason.ts"
import type { Seller, SellerZone, Treatment } from "../TaxSeller.ts"
import * as TaxTerritory from "../TaxTerritory.ts"
import * as VatEvidence from "../VatEvidence.ts"
import * as TaxReasons from "./TaxReasons.ts"

/** Where seller and customer are, and how the two places relate. */
export interface Scene {
  readonly own: Territory
  readonly place: Territory
  readonly sameTerritory: boolean
  readonly sameCountry: boolean
}

/** What else the rules look at. */
export interface Facts extends Scene {
  readonly supply: TaxTerritory.Supply
  readonly business: boolean
  /** Empty where there is none. */
  readonly vatId: string
  readonly evidence: VatEvidence.VatEvidence
  readonly day: string | null
  readonly unconfirmedVatId: Seller["unconfirmedVatId"]
  /** The zone that the seller assigned to the place. */
  readonly assigned: SellerZone | null
}

/** A treatment and why; `zone` only where the seller assigned one. */
export interface Derived {
  readonly treatment: Treatment
  readonly zone?: string
  readonly provisional: boolean
  readonly reasons: NonEmptyReadonlyArray<Reason>
}

const final = (treatment: Treatment, reason: Reason): Derived => ({ treatment, provisional: false, reasons: [reason] })

/** Returns the territories of seller and customer and how they relate. */
export const sceneOf = (place: TaxTerritory.Place, seller: Seller, data: TaxData): Scene => {
  const own = TaxTerritory.resolve(seller, data)
  const there = TaxTerritory.resolve(place, data)
  const ownLaw = TaxTerritory.governing(own, data)
  const thereLaw = TaxTerritory.governing(there, data)
  return {
    own,
    place: there,
    sameTerritory: ownLaw.id === thereLaw.id,
    sameCountry: ownLaw.country === thereLaw.country
  }
}

/** Returns the treatment that follows from the facts. Total. */
export const derive = (facts: Facts, data: TaxData): Derived => {
  const { business, day, evidence, own, place, supply, vatId } = facts
  if (!TaxTerritory.isCountry(place.country, data))
    return final("unresolved", TaxReasons.countryUnknown("customer", place.country))
  if (!TaxTerritory.isCountry(own.country, data))
    return final("unresolved", TaxReasons.countryUnknown("seller", own.country))

  // Rule 0
  const sellerInside = TaxTerritory.isInside(own, supply, day)
  const domestic = TaxReasons.domestic(TaxTerritory.governing(own, data), sellerInside, supply, business)
  if (facts.sameTerritory) return final("domestic", domestic)
  if (!sellerInside) {
    const { assigned } = facts
    const reason = TaxReasons.sellerOutsideEu(own, place, assigned?.label ?? null)
    return assigned === null ? final("unresolved", reason) : { ...final(assigned.treatment, reason), zone: assigned.id }
  }

  // Rules 1 and 2
  if (!TaxTerritory.isInside(place, supply, day)) {
    const ofMemberState = TaxTerritory.isOfMemberState(place, data)
    return final("outsideScope", TaxReasons.outsideEu(place, ofMemberState, supply, business))
  }

  // Rule 3
  if (facts.sameCountry) return final("domestic", domestic)

  // Rule 6
  if (vatId === "" || VatEvidence.rejected(evidence)) {
    return final("euConsumer", TaxReasons.consumer(place, supply, business, vatId !== ""))
  }

  // Rule 4. A number of another country shows a taxable person there, not here: rule 5, confirmed or not.
  const other = otherCountry(vatId, place, supply, data)
  if (other === null && VatEvidence.confirmed(evidence))
    return final("reverseCharge", TaxReasons.reverseCharge(place, supply))

  // Rule 5
  const { unconfirmedVatId } = facts
  return {
    treatment: unconfirmedVatId,
    provisional: true,
    reasons: [TaxReasons.unconfirmed(evidence, other, place), TaxReasons.meanwhile(unconfirmedVatId)]
  }
}

const otherCountry = (
  vatId: string,
  place: Territory,
  supply: TaxTerritory.Supply,
  data: TaxData
): Territory | null => {
  const ofId = TaxTerritory.ofVatId(vatId, data)
  if (ofId === null) return null
  // Goods for Northern Ireland need a number that begins with XI; a British one is none of the EU's.
  if (supply === "goods" && place.euGoods === true) return ofId.id === place.id ? null : ofId
  return TaxTerritory.governing(ofId, data).country === TaxTerritory.governing(place, data).country ? null : ofId
}
