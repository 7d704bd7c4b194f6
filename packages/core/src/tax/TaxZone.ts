/**
 * Which tax zone a customer is in: derived, explained, overridable.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Finding from "../party/Finding.ts"
import type { TaxData } from "../reference/TaxData.ts"
import * as TaxReasons from "./internal/TaxReasons.ts"
import * as TaxRules from "./internal/TaxRules.ts"
import * as TaxRate from "./TaxRate.ts"
import { Reason } from "./TaxReason.ts"
import * as TaxSeller from "./TaxSeller.ts"
import { Seller, SellerZone, Treatment } from "./TaxSeller.ts"
import * as TaxTerritory from "./TaxTerritory.ts"
import * as VatEvidence from "./VatEvidence.ts"

// The words of a seller, so that whoever decides needs one namespace.
export { Seller, SellerZone, Treatment }

/**
 * Schema for the customer as tax sees it: a place, a kind, a VAT id and what is known of it.
 *
 * **Details**
 *
 * `kind` only changes which article a reason cites: an individual with a confirmed VAT id is a taxable person; absent means
 * a company. `vatId` is canonical, with its prefix. `vatEvidence` absent means `none`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Buyer = Schema.Struct({
  ...TaxTerritory.Place.fields,
  kind: Schema.optionalKey(
    Schema.Literals(["company", "individual", "location", "department", "business", "consumer"])
  ),
  vatId: Schema.optionalKey(Schema.NullOr(Schema.String)),
  vatEvidence: Schema.optionalKey(VatEvidence.VatEvidence)
}).annotate({ identifier: "TaxBuyer" })

/**
 * @category models
 * @since 0.1.0
 */
export type Buyer = typeof Buyer.Type

/**
 * Schema for what is known of a sale.
 *
 * **Details**
 *
 * `supply` absent means `services`. `day` is the day of the invoice (`2026-11-22`); `null` where it is not known, and then
 * no rate is. A day that the calendar does not have counts as `null`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Input = Schema.Struct({
  customer: Buyer,
  supply: Schema.optionalKey(Schema.Literals(["services", "goods"])),
  day: Schema.NullOr(TaxRate.Day)
}).annotate({ identifier: "TaxInput" })

/**
 * @category models
 * @since 0.1.0
 */
export type Input = typeof Input.Type

/**
 * Schema for how a sale is taxed, and why.
 *
 * **Details**
 *
 * `zone` is the seller's zone, where it defines one for the treatment. `territory` is the id of the customer's territory.
 * `rate` is a percentage (25.5 means 25.5 %), `null` where the invoice bears no VAT of the seller or no rate is known.
 * `provisional` means that an answer is awaited that may change it. `reasons` are ordered: place, rule, policy, rate; the
 * reason `rateAsOf` says that the day lies after the last look at the table of rates.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Decision = Schema.Struct({
  treatment: Treatment,
  zone: Schema.optionalKey(Schema.String),
  territory: Schema.String,
  rate: Schema.NullOr(Schema.Finite),
  provisional: Schema.Boolean,
  reasons: Schema.NonEmptyArray(Reason)
}).annotate({ identifier: "TaxDecision" })

/**
 * @category models
 * @since 0.1.0
 */
export type Decision = typeof Decision.Type

/**
 * Schema for the zone that holds, who chose it, and the derived one beside it.
 *
 * **Details**
 *
 * `by` names what decided: the operator's `override`, the zone `assigned` to the account, the one of the `place` (state,
 * territory or country), the `derived` one, or the seller's `default`. `derived`: what follows without any of them, where one
 * of them decided. `mismatch`: something was derived, and what holds is treated differently. `findings`: `taxZoneMismatch`
 * (a warning; an error where the seller is strict), `taxZoneUnknown` (the seller has no such zone; the next in order
 * holds), `taxZoneUnresolved`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Resolution = Schema.Struct({
  ...Decision.fields,
  by: Schema.Literals(["override", "assigned", "place", "derived", "default"]),
  derived: Schema.optionalKey(Decision),
  mismatch: Schema.Boolean,
  findings: Schema.Array(Finding.Finding)
}).annotate({ identifier: "TaxResolution" })

/**
 * @category models
 * @since 0.1.0
 */
export type Resolution = typeof Resolution.Type

/**
 * A sale with the zones that people chose for it, by id; `null` where nobody did.
 *
 * @category models
 * @since 0.1.0
 */
export interface Request extends Input {
  readonly override?: string | null
  /** The zone assigned to the account. */
  readonly assigned?: string | null
  /** Makes a mismatch an error here, whatever the seller says. */
  readonly strict?: boolean
}

/**
 * Decides how a sale is taxed.
 *
 * **Details**
 *
 * Total and pure. The rules in order: (0) the same territory is `domestic`, and a seller outside the EU has what it
 * assigned to the place, else `unresolved`; (1, 2) a place outside the EU's VAT area is `outsideScope`; (3) the rest of the
 * seller's own country is `domestic`; in another member state (4) a confirmed VAT id is `reverseCharge`, (5) an unconfirmed
 * one is what the seller's policy says, provisionally, (6) a rejected one and none are `euConsumer`.
 *
 * **Gotchas**
 *
 * An address without a country, or with something that is not a country's code (`QQ`), is `unresolved`, never `outsideScope`.
 *
 * **Example** (Selling from the Netherlands to Belgium)
 *
 * ```ts import.meta.vitest
 * import { TaxSeller, TaxZone } from "@clientele/core"
 * import { data } from "@clientele/core/reference/tax/Europe"
 *
 * const customer = { country: "BE", postalCode: "1000" }
 * TaxZone.decide({ customer, day: "2026-11-01" }, TaxSeller.make("NL"), data).treatment // => "euConsumer"
 * ```
 *
 * @category deciding
 * @since 0.1.0
 */
export const decide = (input: Input, seller: Seller, data: TaxData): Decision => {
  const day = dayOf(input)
  const scene = TaxRules.sceneOf(input.customer, seller, data)
  const { kind, vatEvidence, vatId } = input.customer
  const assigned = assignedTo(input.customer, seller, data)
  const derived = TaxRules.derive(
    {
      ...scene,
      supply: input.supply ?? "services",
      business: kind !== "individual" && kind !== "consumer",
      vatId: (vatId ?? "").trim(),
      evidence: vatEvidence ?? VatEvidence.none,
      day,
      unconfirmedVatId: seller.unconfirmedVatId,
      assigned: assigned === null ? null : TaxSeller.zoneById(seller, assigned)
    },
    data
  )
  return complete(derived, input, scene, seller, data)
}

/**
 * Returns the zone that holds: the operator's, else the account's, else the place's, else the derived one, else the
 * seller's default.
 *
 * **Details**
 *
 * Total and pure. The default is reached only where the derived treatment is `unresolved`. A zone that a person or the
 * seller chose is never provisional; the derived one stays beside it, as `derived`.
 *
 * @see {@link decide} for the derived zone alone
 * @category deciding
 * @since 0.1.0
 */
export const resolve = (request: Request, seller: Seller, data: TaxData): Resolution => {
  const derived = decide(request, seller, data)
  const place = assignedTo(request.customer, seller, data)
  const findings: Array<Finding.Finding> = []
  const candidates = [
    ["override", request.override ?? null],
    ["assigned", request.assigned ?? null],
    ["place", place],
    ["derived", null],
    ["default", seller.defaultZone ?? null]
  ] as const
  for (const [by, id] of candidates) {
    if (by === "derived") {
      if (derived.treatment === "unresolved") continue
      return { ...derived, by, mismatch: false, findings }
    }
    if (id === null) continue
    const zone = TaxSeller.zoneById(seller, id)
    if (zone === null) {
      const known = TaxSeller.zonesOf(seller).map((zone) => zone.id)
      findings.push(
        Finding.error(
          "taxZoneUnknown",
          `There is no tax zone "${id}"; the seller has ${known.join(", ")}`,
          derived.zone
        )
      )
      continue
    }
    const scene = TaxRules.sceneOf(request.customer, seller, data)
    const chosen = complete(
      { treatment: zone.treatment, zone: zone.id, provisional: false, reasons: [TaxReasons.chosen(by, zone)] },
      request,
      scene,
      seller,
      data
    )
    const mismatch = derived.treatment !== "unresolved" && derived.treatment !== zone.treatment
    if (mismatch) findings.push(mismatched(request.strict ?? seller.strict ?? false, zone, derived))
    if (zone.treatment === "unresolved") findings.push(unresolved(derived))
    return { ...chosen, by, derived, mismatch, findings }
  }
  return { ...derived, by: "derived", mismatch: false, findings: [...findings, unresolved(derived)] }
}

/**
 * Returns the id of the zone that the seller assigned to a place: to its state, else its territory, else its country;
 * `null` without one.
 *
 * @category getters
 * @since 0.1.0
 */
export const assignedTo = (place: TaxTerritory.Place, seller: Seller, data: TaxData): string | null => {
  if (Object.keys(seller.zoneByCountry).length === 0) return null
  const keys = [
    TaxTerritory.subdivisionOf(place),
    TaxTerritory.resolve(place, data).id,
    TaxTerritory.isoOf(place.country, data)
  ]
  const key = keys.find((key) => Object.hasOwn(seller.zoneByCountry, key))
  return key === undefined ? null : (seller.zoneByCountry[key] ?? null)
}

const mismatched = (strict: boolean, zone: SellerZone, derived: Decision): Finding.Finding =>
  (strict ? Finding.error : Finding.warning)(
    "taxZoneMismatch",
    `The zone "${zone.label}" means ${zone.treatment}, but ${derived.treatment} follows from the address and VAT id`,
    derived.zone
  )

const unresolved = (derived: Decision): Finding.Finding =>
  Finding.error("taxZoneUnresolved", `No tax zone follows, choose one: ${derived.reasons[0].message}`)

const dayOf = ({ day }: Input): string | null => (day !== null && TaxRate.isDay(day) ? day : null)

const complete = (
  derived: TaxRules.Derived,
  input: Input,
  scene: TaxRules.Scene,
  seller: Seller,
  data: TaxData
): Decision => {
  const { treatment } = derived
  const day = dayOf(input)
  const invoice: TaxRate.Invoice = {
    treatment,
    seller: scene.own,
    place: scene.place,
    day,
    sameCountry: scene.sameCountry,
    belowOssThreshold: day !== null && TaxSeller.isBelowOssThreshold(seller, day)
  }
  const rate = TaxRate.ofInvoice(invoice)
  const zone = derived.zone ?? TaxSeller.zoneByTreatment(seller, treatment)?.id
  return {
    treatment,
    ...(zone === undefined ? {} : { zone }),
    territory: scene.place.id,
    rate: rate?.rate ?? null,
    provisional: derived.provisional,
    reasons: TaxReasons.around(derived.reasons, {
      place: TaxTerritory.isSpecial(scene.place) ? scene.place : null,
      shared: TaxTerritory.isPostalShared(input.customer, data),
      invoice,
      rate,
      asOf: data.asOf ?? null
    })
  }
}
