/**
 * Currencies by their ISO 4217 codes.
 *
 * @since 0.1.0
 */
import * as Lists from "./internal/lists.ts"
import * as Text from "../base/internal/text.ts"
import type { ReferenceData } from "../reference/ReferenceData.ts"
import * as Finding from "./Finding.ts"

/** What people write for a currency and can mean only one of; a dollar or a crown could be several. */
const names: Readonly<Record<string, string>> = {
  "€": "EUR",
  EURO: "EUR",
  EUROS: "EUR",
  "£": "GBP",
  STERLING: "GBP",
  RMB: "CNY"
}

/**
 * Returns the ISO 4217 code of a currency in use, `EUR`.
 *
 * **Details**
 *
 * Case does not matter. Anything else, a currency that went out of use included, is `currencyUnknown`; a plain name
 * (`Euro`) comes with the code as proposal.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string, reference: ReferenceData): Finding.Parsed<string> => {
  const code = Text.line(input).toUpperCase()
  if (Lists.includes(reference.currencies, code)) return Finding.accept(code)
  const meant = Object.hasOwn(names, code) ? names[code] : undefined
  const proposal = meant !== undefined && reference.currencies.includes(meant) ? meant : undefined
  return Finding.refuse(
    "currencyUnknown",
    `Write the currency as the three letters of one in use, such as ${proposal ?? "EUR"}`,
    proposal
  )
}
