/**
 * Valid and broken values for the kinds of fields, in the Netherlands, Belgium, Germany, Great Britain and the United States.
 *
 * @since 0.1.0
 */
import type { Field } from "@clientele/core"
import type { Dice } from "./Dice.ts"

/**
 * The countries for which values can be made.
 *
 * @category constants
 * @since 0.1.0
 */
export const countries = ["NL", "BE", "DE", "GB", "US"] as const

/**
 * @category models
 * @since 0.1.0
 */
export type Country = (typeof countries)[number]

const companies = [
  "Copaco",
  "Hoeven",
  "Brabant Cloud",
  "Münchner Software",
  "Café Société",
  "O'Neill & Zonen",
  "Łódź Data"
]
const forms: Record<Country, string> = { NL: "B.V.", BE: "NV", DE: "GmbH", GB: "Ltd", US: "Inc." }
const first = ["Jan", "Zoë", "José-María", "Mary Ann", "Søren", "O'Brien", "李"]
const last = ["Janssen", "van der Berg", "Müller", "D'Arcy", "Smith-Jones", "Ångström"]
const words = [
  "Hoevenweg 21",
  "Rue de la Loi 16/2",
  "Straße 1a",
  "10 Downing Street",
  "1 Microsoft Way",
  "Eindhoven",
  "x"
]

/**
 * Postal codes that exist in form, as people write them.
 *
 * @category constants
 * @since 0.1.0
 */
export const postalCodes: Record<Country, ReadonlyArray<string>> = {
  NL: ["5652 AW", "5652AW", "1011 ab", "9999 XX"],
  BE: ["1000", "9000", "B-1000"],
  DE: ["10115", "01067", "D-80331"],
  GB: ["SW1A 1AA", "ec1a1bb", "M1 1AE"],
  US: ["98052", "12345-6789", "10001"]
}

const digit = (text: string, at: number) => Number(text[at])

/** Belgium: the last two digits are 97 minus the rest modulo 97. */
const belgian = (dice: Dice): string => {
  const body = `0${dice.digits(7)}`
  return body + String(97 - (Number(body) % 97)).padStart(2, "0")
}

/** Netherlands: eleven test over eight digits; a rest of 10 has no check digit. */
const dutch = (dice: Dice): string => {
  for (let tries = 0; ; tries++) {
    const body = `${dice.roll(10)}${String(1234567 + dice.roll(8_000_000) + tries).slice(-7)}`
    const sum = [9, 8, 7, 6, 5, 4, 3, 2].reduce((total, weight, at) => total + weight * digit(body, at), 0)
    if (sum % 11 < 10) return `${body}${sum % 11}`
  }
}

/** Germany: ISO 7064 modulo 11, 10. */
const german = (dice: Dice): string => {
  const body = `${1 + dice.roll(9)}${dice.digits(7)}`
  let product = 10
  for (const one of body) {
    const sum = (Number(one) + product) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return `${body}${(11 - product) % 10}`
}

/** Great Britain: weights 8 to 2, then 97 taken off until it is negative. */
const british = (dice: Dice): string => {
  const body = `${1 + dice.roll(9)}${dice.digits(6)}`
  const sum = [8, 7, 6, 5, 4, 3, 2].reduce((total, weight, at) => total + weight * digit(body, at), 0)
  return body + String(97 - (sum % 97)).padStart(2, "0")
}

const vatIds: Record<Country, (dice: Dice) => string> = {
  NL: (dice) => dice.one(["NL006486253B01", "NL000099998B57", `NL${dutch(dice)}B0${1 + dice.roll(9)}`]),
  BE: (dice) => `BE${belgian(dice)}`,
  DE: (dice) => `DE${german(dice)}`,
  GB: (dice) => `GB${british(dice)}`,
  US: (dice) => `${10 + dice.roll(89)}-${dice.digits(7)}`
}

const registrations: Record<Country, (dice: Dice) => string> = {
  NL: (dice) => `${1 + dice.roll(9)}${dice.digits(7)}`,
  BE: belgian,
  DE: (dice) => `HRB ${1 + dice.roll(99_999)}`,
  GB: (dice) => `0${dice.digits(7)}`,
  US: (dice) => `C${1 + dice.roll(9_999_999)}`
}

const phones: Record<Country, (dice: Dice) => string> = {
  NL: (dice) => dice.one([`+3120${2 + dice.roll(7)}${dice.digits(6)}`, `+31(0)12345678${dice.roll(10)}`]),
  BE: (dice) => `+322${2 + dice.roll(7)}${dice.digits(6)}`,
  DE: (dice) => `+4930${2 + dice.roll(7)}${dice.digits(6)}`,
  GB: (dice) => `+442079460${dice.digits(3)}`,
  US: (dice) => `+1206555${"01"}${dice.digits(2)}`
}

/**
 * Returns a valid value of a kind in a country; `undefined` for kinds whose values depend on more than that (choices,
 * lists, references, tax zones) or that no draft holds (secrets).
 *
 * @category generating
 * @since 0.1.0
 */
export const valid = (kind: Field.Kind, country: Country, dice: Dice): unknown => {
  const unique = `${dice.digits(4)}${dice.count()}`
  switch (kind) {
    case "text":
      return `${dice.one(words)}${dice.chance(50) ? ` ${unique}` : ""}`
    case "number":
      return dice.roll(10)
    case "flag":
      return dice.chance(50)
    case "companyName":
      return `${dice.one(companies)} ${unique} ${forms[country]}`
    case "personName":
      return dice.one(dice.chance(50) ? first : last)
    case "country":
      return country
    case "postalCode":
      return dice.one(postalCodes[country])
    case "email":
      return `${dice.one(["jan", "info+test", "Zoe.B"])}${unique}@${dice.one(["copaco.com", "example.co.uk", "Example.nl"])}`
    case "phone":
      return phones[country](dice)
    case "domain":
      return `copaco${unique}.${dice.one(["nl", "com", "co.uk"])}`
    case "tenantPrefix":
      return `copaco${unique}`
    case "website":
      return `https://www.copaco${unique}.nl`
    case "vatId":
      return vatIds[country](dice)
    case "registrationNumber":
      return registrations[country](dice)
    case "upn":
      return dice.one([`Jan.Janssen${unique}@Copaco.com`, `jan${unique}@copaco.onmicrosoft.com`])
    case "login":
      return dice.one([`jan${unique}`, `Jan.Janssen${unique}@Copaco.com`, `José${unique}`])
    default:
      return undefined
  }
}

/**
 * What a value of a kind that is wrong looks like, and the code that says so. Kinds that take any text are missing.
 *
 * @category constants
 * @since 0.1.0
 */
export const broken: {
  readonly [K in Field.Kind]?: (country: Country) => { readonly value: unknown; readonly code: string }
} = {
  number: () => ({ value: 1.5, code: "numberOutOfRange" }),
  choice: () => ({ value: "none of these", code: "choiceUnknown" }),
  choices: () => ({ value: ["none of these"], code: "choiceUnknown" }),
  companyName: () => ({ value: "B.V.", code: "companyNameLegalForm" }),
  personName: () => ({ value: "<script>", code: "personNameInvalid" }),
  country: () => ({ value: "UK", code: "countryAlias" }),
  subdivision: () => ({ value: "Atlantis", code: "subdivisionUnknown" }),
  postalCode: () => ({ value: "!", code: "postalCodeInvalid" }),
  email: () => ({ value: "jan at copaco.com", code: "emailInvalid" }),
  phone: () => ({ value: "12", code: "phoneInvalid" }),
  domain: () => ({ value: "co.uk", code: "domainNotRegistrable" }),
  tenantPrefix: () => ({ value: "1-", code: "tenantPrefixInvalid" }),
  website: () => ({ value: "copaco", code: "websiteInvalid" }),
  vatId: () => ({ value: "!", code: "vatIdInvalid" }),
  registrationNumber: (country) => ({
    value: country === "DE" || country === "US" ? "none" : "1",
    code: "registrationNumberInvalid"
  }),
  currency: () => ({ value: "EURO", code: "currencyUnknown" }),
  login: () => ({ value: "two words", code: "loginInvalid" }),
  upn: () => ({ value: "jan", code: "loginInvalid" })
}
