/**
 * A country as people write it, and its rules.
 *
 * @since 0.1.0
 */
import * as Lists from "./internal/lists.ts"
import * as Text from "../base/internal/text.ts"
import type { CountryRule } from "../reference/CountryRule.ts"
import type { ReferenceData } from "../reference/ReferenceData.ts"
import * as Finding from "./Finding.ts"

/** No country has a longer English name; folding a long text costs time. */
const longestName = 100

/**
 * Returns the ISO 3166-1 alpha-2 code of a country.
 *
 * **Details**
 *
 * Case and surrounding space do not matter. A code that people write for another (`UK`, `EL`, `NLD`) is `countryAlias` with the
 * ISO code as proposal; an English name of a country whose rules are loaded is `countryUnknown` with its code as
 * proposal; anything else is `countryUnknown`.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string, reference: ReferenceData): Finding.Parsed<string> => {
  const typed = Text.line(input)
  const code = typed.toUpperCase()
  if (Lists.includes(reference.countryCodes, code)) return Finding.accept(code)
  const meant = Object.hasOwn(reference.countryAliases, code) ? reference.countryAliases[code] : undefined
  if (meant !== undefined) {
    return Finding.refuse("countryAlias", `${typed} is not the ISO code of a country; write ${meant}`, meant)
  }
  const name = code.length > longestName ? "" : Text.fold(code)
  const named = name === "" ? [] : Object.values(reference.countries).filter((rule) => Text.fold(rule.name) === name)
  const proposal = Text.only(named.map((rule) => rule.code))
  return Finding.refuse(
    "countryUnknown",
    proposal === undefined
      ? "Write the country as its two letters from ISO 3166, such as NL"
      : `Write the country as its two letters from ISO 3166: ${proposal}`,
    proposal
  )
}

/**
 * Returns the rules of a country; `undefined` where they are not loaded here or the code is no country's.
 *
 * @category getters
 * @since 0.1.0
 */
export const rule = (code: string, reference: ReferenceData): CountryRule | undefined =>
  Object.hasOwn(reference.countries, code) ? reference.countries[code] : undefined

/**
 * Returns why the rules of a country cannot be applied here; for use where {@link rule} found none.
 *
 * **Details**
 *
 * `serverCheckRequired` where the country exists and its rules are not loaded, `countryUnknown` where there is no such
 * country; the sentence then names the code that was given, and the one that is probably meant. `what` begins the
 * sentence: `The postal code`. No proposal: that would stand in place of the postal code.
 *
 * @category parsing
 * @since 0.1.0
 */
export const withoutRule = (what: string, code: string, reference: ReferenceData): Finding.Parsed<never> =>
  Lists.includes(reference.countryCodes, code)
    ? Finding.notLoaded(what)
    : Finding.refuse(
        "countryUnknown",
        `${what} can only be checked once the country is known; ${first(code, reference)}`
      )

const first = (code: string, reference: ReferenceData): string => {
  const typed = code.length > longestName ? "" : Text.line(code)
  if (typed === "") return "choose the country first"
  const { findings, value } = parse(typed, reference)
  const meant = value ?? findings[0]?.proposal
  return typeof meant === "string"
    ? `${typed} is not the ISO code of a country; write ${meant}`
    : `${typed} is not the ISO code of a country; choose one`
}
