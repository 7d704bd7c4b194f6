/**
 * Phone and fax numbers in E.164.
 *
 * @since 0.1.0
 */
import * as Predicate from "effect/Predicate"
import {
  type CountryCode,
  isSupportedCountry,
  type MetadataJson,
  type PhoneNumber,
  parsePhoneNumberWithError
} from "libphonenumber-js/core"
import * as NumberingPlan from "./internal/numberingPlan.ts"
import * as Text from "../base/internal/text.ts"
import type { ReferenceData } from "../reference/ReferenceData.ts"
import * as Finding from "./Finding.ts"

/**
 * Returns a number in E.164, `+31401234567`.
 *
 * **Details**
 *
 * Spaces, brackets, `00`, `tel:` and a `(0)` after the country code are understood. `country` (ISO 3166-1 alpha-2) is the country
 * of a number without a prefix, `null` where it is not known. Errors: `phoneInvalid` where no such number is possible, `serverCheckRequired` where the
 * metadata are not loaded. Warnings: `phoneUnlikely` where the number is possible and not in a range that is handed out,
 * `phoneExtension` where an extension was left out, as E.164 has none. Sources: ITU E.164; libphonenumber's metadata.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string, country: string | null, reference: ReferenceData): Finding.Parsed<string> => {
  const metadata = reference.phones
  if (!isMetadata(metadata)) return Finding.notLoaded("The phone number")
  if (NumberingPlan.isNumber(input, metadata)) return Finding.accept(input)
  const written = read(dialled(input), metadata, country === null ? null : (hosts[country] ?? country))
  const number = written === undefined ? undefined : settle(written, metadata)
  if (written === undefined || number === undefined || !number.isPossible()) {
    return Finding.refuse(
      "phoneInvalid",
      "This is not a phone number; write it with its country code, like +31 40 123 4567"
    )
  }
  const warnings: Array<Finding.Finding> = []
  if (!number.isValid()) {
    warnings.push(
      Finding.warning("phoneUnlikely", `${number.number} is in no range of numbers in use; check it with the customer`)
    )
  }
  if (written.ext !== undefined) {
    warnings.push(
      Finding.warning("phoneExtension", `The extension ${written.ext} is not kept; only ${number.number} is`)
    )
  }
  return Finding.accept(number.number, warnings)
}

/**
 * Returns a number as people read it, `+31 40 123 4567`; as it is where it cannot be read or the metadata are not loaded.
 *
 * @category rendering
 * @since 0.1.0
 */
export const display = (e164: string, reference: ReferenceData): string => {
  const metadata = reference.phones
  return isMetadata(metadata) ? (read(e164, metadata, null)?.formatInternational() ?? e164) : e164
}

/**
 * Reads a number until it reads as itself: a run of zeros after the country code loses one at each reading, and what is
 * stored must never change when it is checked again. No number has more zeros than digits.
 */
const settle = (number: PhoneNumber, metadata: MetadataJson): PhoneNumber | undefined => {
  let settled: PhoneNumber | undefined = number
  for (let round = 0; round < 17 && settled !== undefined; round++) {
    const again = read(settled.number, metadata, null)
    if (again?.number === settled.number) return settled
    settled = again
  }
  return undefined
}

/** Territories that libphonenumber does not list, and the country whose numbers they have. Source: ITU E.164 assignments. */
const hosts: Readonly<Record<string, string>> = { BV: "NO", GS: "FK", HM: "AU", PN: "NZ", UM: "US" }

/** The number out of a link (RFC 3966), with one plus sign of ASCII. */
const dialled = (input: string): string =>
  Text.line(input)
    .replace(/^tel:/iu, "")
    .replace(/;isub=[^;]*/iu, "")
    .replace(/^[+\uFF0B]+/u, "+")

const isMetadata = (phones: unknown): phones is MetadataJson => Predicate.hasProperty(phones, "countries")

const read = (text: string, metadata: MetadataJson, country: string | null): PhoneNumber | undefined => {
  const known = country !== null && isSupportedCountry(country as CountryCode, metadata)
  // Without a country nobody says what is dialled abroad; nearly everywhere it is 00.
  const number = known ? text : text.replace(/^00(?=[\s\d(])/u, "+")
  try {
    return parsePhoneNumberWithError(
      number,
      known ? { defaultCountry: country as CountryCode, extract: false } : { extract: false },
      metadata
    )
  } catch {
    return undefined // the library throws for whatever is not a number
  }
}
