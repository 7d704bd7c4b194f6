/**
 * Numbers under which companies are registered: the Dutch KvK number, the Belgian enterprise number …
 *
 * @since 0.1.0
 */
import * as Finding from "../party/Finding.ts"
import * as Text from "../base/internal/text.ts"
import * as CheckDigits from "./internal/checkDigits.ts"
import { type RegistrationScheme, schemes as table } from "./internal/registrationSchemes.ts"

/**
 * Fewest and most characters of a number whose register is not known here: 2 and 50.
 *
 * @category constants
 * @since 0.1.0
 */
export const bounds = { minimum: 2, maximum: 50 } as const

/**
 * Ids of the schemes that are known: a country, a hyphen, the register.
 *
 * @category constants
 * @since 0.1.0
 */
export const schemes: ReadonlyArray<string> = table.map(({ id }) => id)

/**
 * Returns the scheme that companies of a country (ISO 3166-1 alpha-2) are known by, `NL-KVK`; `null` where none is
 * known here.
 *
 * **Details**
 *
 * Other schemes can be asked for by name: `NL-VESTIGING`, `NL-RSIN`, `FR-SIRET`.
 *
 * @category getters
 * @since 0.1.0
 */
export const schemeOf = (country: string): string | null => byCountry.get(country)?.id ?? null

const byCountry = new Map(
  table
    .filter(({ byName }) => byName !== true)
    .toReversed()
    .map((one) => [one.country, one])
)

const byId = new Map(table.map((one) => [one.id, one]))

/**
 * Returns the id of the scheme that a name means: `BE-KBO` for `BE-CBE` and `be-kbo`; `null` where none is known by it.
 *
 * @category getters
 * @since 0.1.0
 */
export const schemeNamed = (name: string): string | null => named(name)?.id ?? null

const named = (name: string | null): RegistrationScheme | undefined => {
  if (name === null) return undefined
  const known = byId.get(name)
  if (known !== undefined) return known
  const written = name
    .trim()
    .toUpperCase()
    .replace(/[\s_:]+/gu, "-")
  return table.find(({ aliases, id }) => id === written || aliases?.includes(written) === true)
}

/**
 * Returns a registration number in canonical form: capitals and digits without separators, leading zeros kept.
 *
 * **Details**
 *
 * `country` is ISO 3166-1 alpha-2, `scheme` one of that country's by any of its names, by default {@link schemeOf}. Form and, where the
 * register has them, check digits are checked; a KvK number has none. `registrationNumberInvalid` comes with a proposal
 * where leading zeros were lost, or where the number of a branch contains the company's. Where no register is known
 * (Germany, whose numbers repeat per court, and the United States, whose states number by themselves) the text is kept as
 * written, 2 to 50 characters with a digit.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (
  input: string,
  country: string | null,
  scheme: string | null = country === null ? null : schemeOf(country)
): Finding.Parsed<string> => {
  const asked = named(scheme)
  const known = asked?.country === country ? asked : undefined
  if (known === undefined) return free(input)
  const compact = input.length > bounds.maximum * 2 ? "" : Text.number(input)
  const number = canonicalise(compact, known) ?? canonicalise(withoutCountry(compact, known), known)
  if (number !== undefined) return known.text === true ? spaced(input, known) : Finding.accept(number)
  const sibling = table.find((other) => other !== known && other.country === country && isRight(compact, other))
  return Finding.refuse(
    "registrationNumberInvalid",
    sibling === undefined
      ? `This is not a ${known.name}; write it like ${known.example}`
      : `This is a ${sibling.name}; write the ${known.name}, like ${known.example}`,
    guess(compact, known, sibling)
  )
}

/**
 * Returns a canonical number as people of its country group it: `0202.239.951` in Belgium; as it is where they do not.
 *
 * @category rendering
 * @since 0.1.0
 */
export const display = (number: string, country: string | null): string => {
  const form = table.find((one) => one.country === country && isRight(number, one))?.display
  if (form === undefined || form.split("#").length - 1 !== number.length) return number
  let at = 0
  return form.replace(/#/gu, () => number[at++] ?? "")
}

const isRight = (number: string, scheme: RegistrationScheme): boolean =>
  scheme.pattern.test(number) && CheckDigits.registration[scheme.id]?.(number) !== false

/** What follows the letters of the country, by which tax offices write the numbers that they share with registers. */
const withoutCountry = (compact: string, { country }: RegistrationScheme): string =>
  compact.startsWith(country) || (country === "GR" && compact.startsWith("EL")) ? compact.slice(2) : compact

const canonicalise = (compact: string, scheme: RegistrationScheme): string | undefined => {
  const bare =
    scheme.prefix === undefined || scheme.example.startsWith(scheme.prefix) || !compact.startsWith(scheme.prefix)
      ? compact
      : compact.slice(scheme.prefix.length)
  // A padded number first: a Belgian number of nine digits is the old way to write one of ten.
  const written =
    scheme.pad === undefined || !/^\d+$/u.test(bare) || bare.length < scheme.pad - 1
      ? bare
      : bare.padStart(scheme.pad, "0")
  if (isRight(written, scheme)) return written
  const prefixed =
    scheme.prefix !== undefined && scheme.example.startsWith(scheme.prefix) ? scheme.prefix + bare : written
  return isRight(prefixed, scheme) ? prefixed : undefined
}

/** What was probably meant: zeros that a spreadsheet dropped, or the company's part of a branch's number. */
const guess = (
  compact: string,
  scheme: RegistrationScheme,
  sibling: RegistrationScheme | undefined
): string | undefined => {
  const length = scheme.example.length
  if (
    /^\d+$/u.test(compact) &&
    /^\d+$/u.test(scheme.example) &&
    compact.length < length &&
    compact.length >= length - 3
  ) {
    const padded = compact.padStart(length, "0")
    if (isRight(padded, scheme)) return padded
  }
  const company = compact.slice(0, length)
  return sibling?.begins === scheme.id && isRight(company, scheme) ? company : undefined
}

/** With the register apart from the number, and the court before it where one is written: `Aachen HRB 12345`. */
const spaced = (input: string, { prefix = "" }: RegistrationScheme): Finding.Parsed<string> => {
  const line = Text.line(input)
  const at = line.toUpperCase().indexOf(prefix)
  return free(at < 0 ? `${prefix} ${line}` : `${line.slice(0, at)} ${prefix} ${line.slice(at + prefix.length)}`)
}

const free = (input: string): Finding.Parsed<string> => {
  const text = Text.line(input)
  return text.length < bounds.minimum ||
    text.length > bounds.maximum ||
    !/\p{N}/u.test(text) ||
    Text.isUnprintable(text)
    ? Finding.refuse(
        "registrationNumberInvalid",
        `Write the registration number in ${bounds.minimum} to ${bounds.maximum} characters with at least one digit, like HRB 12345`
      )
    : Finding.accept(text)
}
