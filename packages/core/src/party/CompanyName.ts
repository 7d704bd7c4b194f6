/**
 * The official name of a company, by the rules of Microsoft Partner Center.
 *
 * @since 0.1.0
 */
import * as Text from "../base/internal/text.ts"
import * as Finding from "./Finding.ts"
import { legalForms } from "./internal/legalForms.ts"

/**
 * Fewest and most characters of a company name: 2 and 255.
 *
 * **Details**
 *
 * Source: domain.md §5 (Partner Center). The most is counted in UTF-16 units, as JSON receivers do.
 *
 * @category constants
 * @since 0.1.0
 */
export const bounds = { minimum: 2, maximum: 255 } as const

/** In characters as people count them. */
const isShorter = (name: string): boolean =>
  name.length < bounds.minimum || (name.length === 2 && name.codePointAt(0) !== name.charCodeAt(0))

/** Whether all letters and digits of a name are the same. */
const isRepeated = (name: string): boolean => {
  if (/^([a-z0-9])(?!\1)[a-z0-9]/u.test(name)) return false
  let first: string | undefined
  for (const character of name) {
    if (character === first || !/[\p{L}\p{N}]/u.test(character)) continue
    if (first !== undefined) return false
    first = character
  }
  return true
}

/** First letter or digit and number of letters and digits of each: folding a name to look it up costs more. */
const sizes: ReadonlySet<number> = new Set(Array.from(legalForms, (form) => form.length * 128 + form.charCodeAt(0)))

const isLegalForm = (name: string): boolean => couldBeLegalForm(name) && legalForms.has(Text.fold(name))

const couldBeLegalForm = (name: string): boolean => {
  let first = 0
  let count = 0
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at)
    if (code > 127) return true
    // Capitals are told apart from small letters by one bit, which all digits have.
    const lower = code | 32
    if ((lower < 97 || lower > 122) && (code < 48 || code > 57)) continue
    if (count === 0) first = lower
    count += 1
  }
  return sizes.has(count * 128 + first)
}

/** Begins with two Latin letters or digits, and has nothing to clean. */
const plain = /^[A-Za-z0-9]{2}(?: ?[!-~\u00A1-\u00AC\u00AE-\u017F])*$/u

const isPlain = (name: string): boolean =>
  name.length <= bounds.maximum &&
  plain.test(name) &&
  (name.charCodeAt(0) | 32) !== (name.charCodeAt(1) | 32) &&
  !isLegalForm(name)

/**
 * Returns a company name on one line, NFC, runs of white space as one space.
 *
 * **Details**
 *
 * Errors: `companyNameLength` (2–255 characters), `companyNameCharacters` (control or unassigned characters),
 * `companyNameSpecials` (no letter or digit at all), `companyNameRepeated` (one character again and again) and
 * `companyNameLegalForm` (`B.V.` without a name).
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string): Finding.Parsed<string> => {
  if (isPlain(input)) return Finding.accept(input)
  const name = Text.line(input)
  if (name.length > bounds.maximum || isShorter(name)) {
    return Finding.refuse(
      "companyNameLength",
      `A company name has ${bounds.minimum} to ${bounds.maximum} characters; this one has ${name.length}`
    )
  }
  if (Text.isUnprintable(name)) {
    return Finding.refuse(
      "companyNameCharacters",
      "The company name holds characters that cannot be printed; type it again"
    )
  }
  if (!/[\p{L}\p{N}]/u.test(name))
    return Finding.refuse("companyNameSpecials", "A company name needs at least one letter or digit")
  if (isRepeated(name.toLowerCase())) {
    return Finding.refuse(
      "companyNameRepeated",
      "A company name is more than one character repeated; write the official name"
    )
  }
  if (isLegalForm(name)) {
    return Finding.refuse("companyNameLegalForm", `${name} is a legal form; write the company's name before it`)
  }
  return Finding.accept(name)
}
