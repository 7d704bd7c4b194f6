/**
 * How the VAT ids of each country are written. Data: a country more is a row more (and its check digits).
 */

/** One way of writing VAT ids. */
export interface VatScheme {
  /** What the canonical id begins with. */
  readonly prefix: string
  /** ISO 3166-1 alpha-2 of the country whose businesses hold it. */
  readonly country: string
  /** Anchored pattern of what stands between prefix and suffix. */
  readonly pattern: RegExp
  /** A number of the right form and check digits, for messages. */
  readonly example: string
  /** Where the form is said. */
  readonly source: string
  /** What the canonical id ends with. */
  readonly suffix?: string
  /** Other endings that mean the same; the ending may also be missing. */
  readonly endings?: ReadonlyArray<string>
  /** Pattern of the way in which the number was written once, a zero shorter. */
  readonly old?: RegExp
  /** Length of the number where zeros at its start get lost in spreadsheets. */
  readonly lost?: number
  /** How people see it: each `#` takes one character of the canonical id, the rest is put between. */
  readonly display?: string
}

/**
 * What says more of a form than the Commission's page on VIES, or stands in its place. Pages and acts are named from knowledge of
 * them: nobody noted a day on which they were looked up. A test compares the rows with two programs that others wrote.
 */
const acts: Readonly<Record<string, string>> = {
  BE: "Law of 16 January 2003 on the Crossroads Bank for Enterprises",
  BG: "BULSTAT Register Act",
  CHE: "UIDG (SR 431.03)",
  DE: "UStG § 27a",
  DK: "CVR-loven",
  EL: "Directive 2006/112/EC Art. 215: EL for Greece",
  ES: "Orden EHA/451/2008; Real Decreto 1065/2007 art. 19-22",
  FI: "Yritys- ja yhteisötietolaki 244/2001",
  FR: "INSEE, SIREN",
  GB: "HMRC, VATREC5050",
  IE: "Revenue, numbers since 2013",
  IT: "DPR 633/1972 art. 35",
  NL: "Belastingdienst, btw-id since 2020",
  NO: "Enhetsregisterloven",
  SE: "Lag (1974:174) om identitetsbeteckning för juridiska personer m.fl."
}

const sourceOf = (prefix: string): string => {
  const vies = ["GB", "NO", "CHE"].includes(prefix) ? [] : ["European Commission, VIES: structure of VAT numbers"]
  return [...vies, ...(acts[prefix] === undefined ? [] : [acts[prefix]])].join("; ")
}

const scheme = (prefix: string, pattern: RegExp, example: string, more: Partial<VatScheme> = {}): VatScheme => ({
  prefix,
  country: prefix,
  pattern,
  example,
  source: sourceOf(prefix),
  ...more
})

const gb = /^(?!0{9})(?:\d{9}|\d{12}|GD[0-4]\d\d|HA[5-9]\d\d|GD8888[0-4]\d{4}|HA8888[5-9]\d{4})$/u

/**
 * Public bodies, foreign and religious ones have a letter, other companies a digit or, where they are no national ones, a
 * letter (the EU's VAT number algorithms); persons have a letter (Real Decreto 1065/2007, art. 19–22).
 */
const es = /^(?![A-Z]0{7}|0{8})(?:[NPQRSW]\d{7}[A-J]|[A-HJUV]\d{7}[\dA-J]|[KLMXYZ]\d{7}[A-Z]|\d{8}[A-Z])$/u

/**
 * All schemes. No prefix begins another. Registers count from 1, so that no number is all zeros, though a weighted sum would
 * let it pass; where the check digit of zeros is another (AT, BE, CZ, HR, IT, LT, LV, PT, RO), the sum refuses it itself.
 */
export const schemes: ReadonlyArray<VatScheme> = [
  scheme("AT", /^U\d{8}$/u, "ATU13585627", { display: "## ### ### ##" }),
  // Until 2005 the number had nine digits; it is still written so.
  scheme("BE", /^[01]\d{9}$/u, "BE0202239951", { display: "## ####.###.###", old: /^[2-9]\d{8}$/u }),
  scheme("BG", /^(?!0+$)\d{9,10}$/u, "BG831642181"),
  scheme("CHE", /^(?!0{9})\d{9}$/u, "CHE107787577MWST", {
    country: "CH",
    suffix: "MWST",
    endings: ["TVA", "IVA", "TPV"],
    display: "###-###.###.### ####"
  }),
  scheme("CY", /^(?!12|0{8})\d{8}[A-Z]$/u, "CY10259033P"),
  scheme("CZ", /^\d{8,10}$/u, "CZ25123891"),
  scheme("DE", /^[1-9]\d{8}$/u, "DE136695976", { display: "## ### ### ###" }),
  scheme("DK", /^[1-9]\d{7}$/u, "DK13585628", { display: "## ## ## ## ##" }),
  scheme("EE", /^(?!0{9})\d{9}$/u, "EE100931558"),
  scheme("EL", /^(?!0{9})\d{9}$/u, "EL094259216", { country: "GR", lost: 9 }),
  scheme("ES", es, "ESB58378431"),
  scheme("FI", /^(?!0{8})\d{8}$/u, "FI20774740"),
  scheme("FR", /^(?!..0{9})[A-HJ-NP-Z\d]{2}\d{9}$/u, "FR40303265045", { display: "## ## ### ### ###" }),
  scheme("GB", gb, "GB980780684", { display: "## ### #### ##" }),
  scheme("HR", /^\d{11}$/u, "HR33392005961"),
  scheme("HU", /^(?!0{8})\d{8}$/u, "HU12892312"),
  scheme("IE", /^(?!0[0A-Z+*]0{5})(?:\d{7}[A-W]{1,2}|\d[A-Z+*]\d{5}[A-W])$/u, "IE6433435F"),
  scheme("IT", /^\d{11}$/u, "IT00743110157"),
  scheme("LT", /^(?:\d{9}|\d{12})$/u, "LT119511515"),
  scheme("LU", /^(?!0{8})\d{8}$/u, "LU15027442"),
  scheme("LV", /^\d{11}$/u, "LV40003521600"),
  // 37 less a remainder by 37.
  scheme("MT", /^[1-9]\d{5}(?:0[1-9]|[12]\d|3[0-7])$/u, "MT11679112"),
  // Belastingdienst: the suffix counts the holder's registrations, from B01.
  scheme("NL", /^(?!0{9})\d{9}B(?!00)\d\d$/u, "NL006486253B01", { display: "## ####.##.###.###", lost: 12 }),
  scheme("NO", /^(?!0{9})\d{9}$/u, "NO923609016MVA", { suffix: "MVA", endings: [], display: "## ### ### ### ###" }),
  scheme("PL", /^(?!0{10})\d{10}$/u, "PL8567346215"),
  scheme("PT", /^\d{9}$/u, "PT501964843"),
  scheme("RO", /^\d{2,10}$/u, "RO18547290"),
  scheme("SE", /^(?!0{10})\d{10}01$/u, "SE123456789701"),
  scheme("SI", /^[1-9]\d{7}$/u, "SI50223054"),
  scheme("SK", /^[1-9]\d{9}$/u, "SK2022749619"),
  // Northern Ireland: British numbers, under a prefix of their own for goods.
  scheme("XI", gb, "XI980780684", { country: "GB", display: "## ### #### ##" })
]

/** Prefixes that people write for another; the ISO code of Greece is the common one. */
export const prefixAliases: Readonly<Record<string, string>> = { GR: "EL", UK: "GB" }

/**
 * Countries whose businesses hold another country's ids: Monaco French, the Isle of Man British, Liechtenstein Swiss ones;
 * and codes that people write for a country.
 */
export const holders: Readonly<Record<string, string>> = {
  MC: "FR",
  IM: "GB",
  LI: "CH",
  EL: "GR",
  UK: "GB",
  XI: "GB"
}

/**
 * Parts of a country with a code of their own: the country's ids are no foreign ones there. Ids without a prefix are not
 * taken for that country's: New Caledonia and others have numbers of their own.
 */
export const partsOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries("GP MQ GF RE YT MF BL PM TF WF PF NC".split(" ").map((code) => [code, "FR"])),
  ...Object.fromEntries("AW CW SX BQ".split(" ").map((code) => [code, "NL"])),
  AX: "FI",
  EA: "ES",
  FO: "DK",
  GL: "DK",
  IC: "ES",
  SJ: "NO"
}

/** Postal codes of one country's post that lead into another one: whose ids are at home there. A test holds them against the tax data. */
export const posts: ReadonlyArray<{
  readonly country: string
  readonly postal: RegExp
  readonly holders: ReadonlyArray<string>
}> = [
  // Jungholz, Mittelberg
  { country: "DE", postal: /^(?:87491|8756[789])$/u, holders: ["AT"] },
  // Akrotiri and Dhekelia
  { country: "GB", postal: /^BFPO ?5[789]$/u, holders: ["CY"] },
  // Büsingen, which has Swiss tax, on either post
  { country: "DE", postal: /^78266$/u, holders: ["DE", "CH"] },
  { country: "CH", postal: /^8238$/u, holders: ["CH", "DE"] },
  // Campione
  { country: "CH", postal: /^6911$/u, holders: ["CH", "IT"] }
]
