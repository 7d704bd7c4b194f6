/**
 * Postal codes: tolerant in, canonical in store, rendered for each target.
 *
 * @since 0.1.0
 */
import * as Lists from "./internal/lists.ts"
import * as Text from "../base/internal/text.ts"
import type { CountryRule, PostalRule } from "../reference/CountryRule.ts"
import type { ReferenceData } from "../reference/ReferenceData.ts"
import * as Country from "./Country.ts"
import * as Finding from "./Finding.ts"
import * as Subdivision from "./Subdivision.ts"

/**
 * Whom a postal code is written for.
 *
 * **Details**
 *
 * `microsoft` needs the canonical form, which people read too, space included: without it orders fail later (2T-21).
 * `compact` has no separators, for systems that store `5652AW`.
 *
 * @category models
 * @since 0.1.0
 */
export type Target = "microsoft" | "compact"

/** No postal code of the world is longer, separators and country prefix included. */
const maximumLength = 20

/**
 * Returns the canonical postal code of a country, `5652 AW`.
 *
 * **Details**
 *
 * Case, spaces, a separator left out or another in its place (`1049.001`) and a leading country prefix (`NL-5652AW`) do not
 * matter. `country` is ISO 3166-1 alpha-2, `subdivision` a canonical code. Errors: `postalCodeInvalid`, with an example in
 * the sentence, and a proposal where one look-alike (letter O for zero) or a hyphen in the wrong place (`1000-001` in
 * Japan) explains the input; `postalCodeForbidden` where the country has no postal codes;
 * `postalCodeNotInSubdivision` where the code lies in another state; `serverCheckRequired` where the country is not loaded.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (
  input: string,
  country: string,
  reference: ReferenceData,
  subdivision?: string
): Finding.Parsed<string> => {
  const rule = Country.rule(country, reference)
  if (rule === undefined) return Country.withoutRule("The postal code", country, reference)
  if (rule.postal === null) {
    return Finding.refuse("postalCodeForbidden", `There are no postal codes (${rule.name}); leave the field empty`)
  }
  const canonical = canonicalise(input, country, rule.postal)
  if (canonical === undefined) return refuse(input, rule, rule.postal)
  const part = subdivision === undefined ? undefined : Subdivision.rule(subdivision, country, reference)
  if (part?.postal !== undefined && !Lists.pattern(part.postal).test(canonical)) {
    return Finding.refuse(
      "postalCodeNotInSubdivision",
      `${canonical} is not in ${part.name}; correct the postal code or the state or province`
    )
  }
  return Finding.accept(canonical)
}

/**
 * Returns a canonical postal code as a target wants it written.
 *
 * @category rendering
 * @since 0.1.0
 */
export const render = (canonical: string, target: Target): string =>
  target === "compact" ? canonical.replace(/[\s-]/gu, "") : canonical

const canonicalise = (input: string, country: string, rule: PostalRule): string | undefined => {
  const code = input.length > maximumLength * 2 ? undefined : find(input, country, rule)
  return code === undefined || isDividedAs(input, code, rule) ? code : undefined
}

/** What stands between the parts of a code, other than white space. */
const divider = /[\p{Pd}\u2212\u30FC.·_/]/u

/**
 * Whether the hyphens of an input stand where those of its code do, or before all of it, after a country prefix. Hyphens
 * elsewhere are a slip of another code, except in countries whose codes have no parts; spaces are not looked at.
 */
const isDividedAs = (input: string, code: string, rule: PostalRule): boolean => {
  if (!divider.test(input) || !rule.examples.some((example) => /[ -]/u.test(example))) return true
  const allowed = ends(code, /[ -]/u)
  const whole = code.replace(/[ -]/gu, "").length
  const found = ends(input.normalize("NFKC").toUpperCase(), divider)
  return found.every((end, at) => (end >= whole || allowed.includes(end)) && end !== found[at + 1])
}

/** How many letters and digits follow each mark of a text. */
const ends = (text: string, mark: RegExp): ReadonlyArray<number> => {
  const marks: Array<number> = []
  let after = 0
  for (const character of [...text].toReversed()) {
    if (mark.test(character)) marks.push(after)
    else if (/[\p{L}\p{N}]/u.test(character)) after += 1
  }
  return marks
}

const find = (input: string, country: string, rule: PostalRule): string | undefined => {
  const compact = Text.compact(input)
  const pattern = Lists.pattern(rule.pattern)
  // At most one place of a separator fits, so what is written canonically already needs no search for it.
  if (pattern.test(input) && !pattern.test(compact)) return input
  const whole = separate(compact, rule)
  if (whole !== undefined) return whole
  const prefixes = [country, ...(rule.prefixes ?? [])]
  const stripped = prefixes.filter((one) => compact.startsWith(one)).map((one) => compact.slice(one.length))
  // Some countries made their prefix a part of every code (LV-1073); there it may be left out.
  const own = prefixes.filter((one) => rule.examples.every((example) => example.startsWith(one)))
  const tries = stripped.length > 0 ? stripped : own.map((one) => one + compact)
  for (const one of tries) {
    const code = separate(one, rule)
    if (code !== undefined) return code
  }
  return undefined
}

/**
 * Puts the separator of the country's own examples back where the pattern wants it. No country needs code of its own:
 * the pattern accepts the canonical form only, so at most one place fits.
 */
const separate = (compact: string, rule: PostalRule): string | undefined => {
  if (compact.length > maximumLength) return undefined
  const pattern = Lists.pattern(rule.pattern)
  if (pattern.test(compact)) return compact
  for (const separator of new Set(rule.examples.join("").match(/[ -]/gu))) {
    for (let at = 1; at < compact.length; at++) {
      const candidate = compact.slice(0, at) + separator + compact.slice(at)
      if (pattern.test(candidate)) return candidate
    }
  }
  return undefined
}

/** Characters that are taken for one another when a code is read from paper. */
const lookAlikes: Readonly<Record<string, ReadonlyArray<string>>> = {
  "0": ["O"],
  O: ["0"],
  Q: ["0"],
  "1": ["I"],
  I: ["1"],
  L: ["1"],
  "5": ["S"],
  S: ["5"],
  "8": ["B"],
  B: ["8"],
  "2": ["Z"],
  Z: ["2"]
}

const guess = (input: string, country: string, rule: PostalRule): string | undefined => {
  if (input.length > maximumLength * 2) return undefined
  const compact = Text.compact(input)
  const characters = [...compact]
  const one = characters.flatMap((character, at) =>
    (lookAlikes[character] ?? []).map((other) => compact.slice(0, at) + other + compact.slice(at + 1))
  )
  // Who writes O for zero does so throughout.
  const every = Object.entries(lookAlikes).flatMap(([character, others]) =>
    others.map((other) => compact.replaceAll(character, other))
  )
  const fits = (candidates: ReadonlyArray<string>) =>
    Text.only(candidates.flatMap((candidate) => canonicalise(candidate, country, rule) ?? []))
  return canonicalise(compact, country, rule) ?? fits(one) ?? fits(every)
}

const refuse = (input: string, rule: CountryRule, postal: PostalRule): Finding.Parsed<never> =>
  Finding.refuse(
    "postalCodeInvalid",
    `This is not a postal code (${rule.name}); write it like ${postal.examples[0]}`,
    guess(input, rule.code, postal)
  )
