/**
 * VAT identification numbers: form and check digits. Whether a number is registered, only VIES knows.
 *
 * @since 0.1.0
 */
import * as Finding from "../party/Finding.ts"
import * as Text from "../base/internal/text.ts"
import * as CheckDigits from "./internal/checkDigits.ts"
import { holders, partsOf, posts, prefixAliases, schemes, type VatScheme } from "./internal/vatSchemes.ts"

/** Longest input that is looked at; the longest id with all its separators has half of that. */
const maximumInput = 50

/**
 * Returns a VAT id in canonical form, with its prefix and without separators: `NL006486253B01`.
 *
 * **Details**
 *
 * Knows the member states of the EU (Greece is `EL`), `XI`, `GB`, `NO` and `CHE`. Case and separators do not matter; `GR` is read as
 * `EL`; Belgian numbers of nine digits get the zero that they had to get in 2005; the prefix may be missing where `country` (ISO 3166-1 alpha-2) is given. Dutch numbers pass by mod-11 or by
 * mod-97. Wrong form or check digits are `vatIdInvalid`. In a country whose ids are not known here the text is kept in
 * capitals with the warning `vatIdUnchecked`. Another country than `country` is no fault of the id: see {@link foreign}.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string, country: string | null = null): Finding.Parsed<string> => {
  const compact = input.length > maximumInput ? "" : Text.number(input)
  const home = country === null ? [] : schemesOf(country)
  const prefixed = prefixOf(compact)
  // The prefix speaks first: a French number may begin with the letters of another country, a German one never does.
  for (const scheme of prefixed === undefined ? home : [prefixed, ...home]) {
    const body = bodyOf(compact, scheme)
    if (isRight(body, scheme)) return Finding.accept(scheme.prefix + body + (scheme.suffix ?? ""))
  }
  // Where no scheme is known, letters at the start need not be a prefix: Mexican numbers begin with a name.
  const meant = country !== null && home.length === 0 ? undefined : (prefixed ?? home[0])
  if (meant !== undefined) {
    return Finding.refuse(
      "vatIdInvalid",
      `This is not a VAT id of ${meant.country}: its form or check digits are wrong; write it like ${meant.example}`,
      guess(bodyOf(compact, meant), meant)
    )
  }
  if (country === null) {
    return Finding.refuse("vatIdInvalid", "Write the VAT id with the letters of its country, like NL006486253B01")
  }
  return /^[A-Z0-9&]{2,25}$/u.test(compact)
    ? Finding.accept(compact, [
        Finding.warning("vatIdUnchecked", `How tax ids of ${country} are made is not known here; check it by eye`)
      ])
    : Finding.refuse("vatIdInvalid", "Write the tax id in 2 to 25 letters and digits")
}

/**
 * Returns the country (ISO 3166-1 alpha-2) of a canonical VAT id: `GR` for `EL…`, `GB` for `XI…`; `null` for a text
 * that is no known VAT id.
 *
 * @category getters
 * @since 0.1.0
 */
export const country = (vatId: string): string | null => schemeOf(vatId)?.country ?? null

/**
 * Returns the letters that a canonical VAT id begins with, by which VIES knows its country (`EL`, `XI`); `null` for a text
 * that is no known VAT id.
 *
 * @category getters
 * @since 0.1.0
 */
export const prefix = (vatId: string): string | null => schemeOf(vatId)?.prefix ?? null

/**
 * Returns the warning `vatIdForeign` where a canonical VAT id belongs to another country than the address.
 *
 * **Details**
 *
 * A company may be registered for VAT abroad, so this is a question for a person. Monaco holds French ids, the Isle of Man British and
 * Liechtenstein Swiss ones; Réunion is in France, and the German postal code 87491 in Austria (Jungholz). `country` is ISO
 * 3166-1 alpha-2, `postalCode` canonical. `null` where they agree or the id's country is not known. Agrees with the tax
 * zone's reason `vatIdOfOtherCountry` for every place inside the EU's VAT area.
 *
 * @category checking
 * @since 0.1.0
 */
export const foreign = (vatId: string, country: string, postalCode: string | null = null): Finding.Finding | null => {
  const scheme = schemeOf(vatId)
  return scheme === undefined || isAtHome(scheme, country, postalCode ?? "")
    ? null
    : Finding.warning(
        "vatIdForeign",
        `${vatId} is a VAT id of ${scheme.country} and the address is in ${country}; confirm that both are right`
      )
}

/**
 * Returns a canonical VAT id as people of its country group it: `NL 0064.86.253.B01`; any other text as it is.
 *
 * @category rendering
 * @since 0.1.0
 */
export const display = (vatId: string): string => {
  const form = schemeOf(vatId)?.display
  if (form === undefined || form.split("#").length - 1 !== vatId.length) return vatId
  let at = 0
  return form.replace(/#/gu, () => vatId[at++] ?? "")
}

const isAtHome = (scheme: VatScheme, country: string, postalCode: string): boolean => {
  const post = posts.find((one) => one.country === country && one.postal.test(postalCode))
  if (post !== undefined) return post.holders.includes(scheme.country)
  return schemesOf(country).includes(scheme) || (Object.hasOwn(partsOf, country) && partsOf[country] === scheme.country)
}

const byCountry = Map.groupBy(schemes, ({ country }) => country)

const byPrefix = new Map(schemes.map((scheme) => [scheme.prefix, scheme]))

const schemesOf = (country: string): ReadonlyArray<VatScheme> => {
  const schemes = byCountry.get(Object.hasOwn(holders, country) ? (holders[country] ?? country) : country) ?? []
  // Northern Ireland's own prefix first.
  return country === "XI" ? schemes.toReversed() : schemes
}

/** The scheme whose prefix, or another spelling of it, a text begins with. Prefixes have two letters or three. */
const prefixOf = (text: string): VatScheme | undefined => {
  const two = text.slice(0, 2)
  const alias = Object.hasOwn(prefixAliases, two) ? prefixAliases[two] : undefined
  return byPrefix.get(alias ?? two) ?? byPrefix.get(text.slice(0, 3))
}

const schemeOf = (vatId: string): VatScheme | undefined => {
  const scheme = byPrefix.get(vatId.slice(0, 2)) ?? byPrefix.get(vatId.slice(0, 3))
  if (scheme === undefined || !vatId.endsWith(scheme.suffix ?? "")) return undefined
  const body = vatId.slice(scheme.prefix.length, vatId.length - (scheme.suffix ?? "").length)
  return isRight(body, scheme) ? scheme : undefined
}

/** What follows the prefix; `undefined` where the text begins with none of the scheme's. */
const named = (compact: string, scheme: VatScheme): string | undefined => {
  if (compact.startsWith(scheme.prefix)) return compact.slice(scheme.prefix.length)
  const alias = prefixAliases[compact.slice(0, 2)]
  return alias === scheme.prefix ? compact.slice(2) : undefined
}

/** The number between prefix and suffix, as it is written today. */
const bodyOf = (compact: string, scheme: VatScheme): string => {
  const body = withoutSuffix(named(compact, scheme) ?? compact, scheme)
  return scheme.old?.test(body) === true ? `0${body}` : body
}

/** What was probably meant, where a spreadsheet dropped the zeros at the start. */
const guess = (body: string, scheme: VatScheme): string | undefined => {
  if (scheme.lost === undefined || body.length < scheme.lost - 3) return undefined
  const padded = body.padStart(scheme.lost, "0")
  return isRight(padded, scheme) ? scheme.prefix + padded : undefined
}

const withoutSuffix = (body: string, scheme: VatScheme): string => {
  if (scheme.suffix === undefined) return body
  const ending = [scheme.suffix, ...(scheme.endings ?? [])].find((one) => body.endsWith(one))
  return ending === undefined ? body : body.slice(0, -ending.length)
}

const isRight = (body: string, scheme: VatScheme): boolean =>
  scheme.pattern.test(body) && CheckDigits.vat[scheme.prefix]?.(body) === true
