/**
 * The VAT rate that a day bears.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { DatedRate, Territory } from "../reference/TaxData.ts"
import type { Treatment } from "./TaxSeller.ts"

const written = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/u

/**
 * Schema for a calendar day, `2026-11-22`.
 *
 * **Details**
 *
 * The day of the tax point in the seller's own calendar; days compare as text.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Day = Schema.String.check(Schema.isPattern(written, { expected: "a day like 2026-11-22" }))

/**
 * Returns whether a text is a day that the calendar has: neither `2026-13-45` nor `2026-02-30`.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isDay = (text: string): boolean => {
  if (!written.test(text)) return false
  const day = Number(text.slice(8))
  return day <= 28 || day <= new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate()
}

/**
 * A rate that applies and the law it rests on.
 *
 * **Details**
 *
 * `rate` is a percentage (21 means 21 %); `from` is the first day it applied.
 *
 * @category models
 * @since 0.1.0
 */
export type Rate = DatedRate

/**
 * Returns the standard rate of a territory on a day; `null` where no rate is known for that day, it is no day, or there is
 * no VAT.
 *
 * **Example** (Reading a temporary rate)
 *
 * ```ts import.meta.vitest
 * import { TaxRate, TaxTerritory } from "@clientele/core"
 * import { data } from "@clientele/core/reference/tax/Europe"
 *
 * const germany = TaxTerritory.resolve({ country: "DE" }, data)
 * TaxRate.at(germany, "2020-12-31")?.rate // => 16
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const at = (territory: Territory, day: string): Rate | null => {
  if (!isDay(day)) return null
  let current: Rate | null = null
  for (const rate of territory.rates) {
    if (rate.from <= day && (current === null || current.from <= rate.from)) current = rate
  }
  return current
}

/**
 * What an invoice is about: which treatment it has, who sells, where the customer is, and the day.
 *
 * @category models
 * @since 0.1.0
 */
export interface Invoice {
  readonly treatment: Treatment
  readonly seller: Territory
  readonly place: Territory
  /** `YYYY-MM-DD`; `null` where it is not known. */
  readonly day: string | null
  /** Whether seller and place lie in the same country; a domestic invoice then bears the rate of the place. */
  readonly sameCountry: boolean
  /** Whether the seller stays below the threshold of Art. 59c on that day; a consumer then bears the seller's rate. */
  readonly belowOssThreshold: boolean
}

/**
 * Returns the rate that an invoice of that day bears; `null` where it bears no VAT of the seller or no rate is known.
 *
 * **Details**
 *
 * `reverseCharge` bears 0: the invoice is in scope and the customer accounts for the tax. `outsideScope` and
 * `unresolved` bear `null`.
 *
 * @category getters
 * @since 0.1.0
 */
export const ofInvoice = (invoice: Invoice): Rate | null => {
  if (invoice.treatment === "reverseCharge") return reverseCharge
  const bearer = bearerOf(invoice)
  return bearer === null || invoice.day === null ? null : at(bearer, invoice.day)
}

/**
 * Returns the territory whose rate an invoice bears; `null` where it bears no VAT of the seller.
 *
 * @category getters
 * @since 0.1.0
 */
export const bearerOf = (invoice: Invoice): Territory | null => {
  switch (invoice.treatment) {
    case "domestic":
      return invoice.sameCountry ? invoice.place : invoice.seller
    case "euConsumer":
      return invoice.belowOssThreshold ? invoice.seller : invoice.place
    case "reverseCharge":
    case "outsideScope":
    case "unresolved":
      return null
  }
}

const reverseCharge: Rate = { from: "2010-01-01", rate: 0, source: "Directive 2006/112/EC Art. 196" }
