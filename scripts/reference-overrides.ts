/**
 * Where the reference data follows a better source than the general one. Each entry names its source.
 */

/** What one country changes. `postal: null` says that it has no postal codes. */
export interface Override {
  readonly source: string
  readonly postal?: {
    readonly pattern?: string
    readonly examples?: ReadonlyArray<string>
    readonly required?: boolean
  } | null
  /** What people write before a postal code; the ISO code need not be named. */
  readonly prefixes?: ReadonlyArray<string>
  readonly subdivision?: "required" | "optional" | "none"
  /** Take the list from ISO 3166-2: the codes that match. */
  readonly subdivisionsFromIso?: RegExp
  /** ISO 3166-2 code, or `null` to leave the entry out, by the key of libaddressinput. */
  readonly codes?: Readonly<Record<string, string | null>>
  /** More spellings, by ISO 3166-2 code. */
  readonly aliases?: Readonly<Record<string, ReadonlyArray<string>>>
}

/** Day on which the sources and what follows were last looked through; the version of the data. */
export const reviewed = "2026-11-22"

const carPrefix = "UPU S42 and national practice before 2000: the vehicle code before the postal code"
const upu = "UPU, postal addressing systems of the country"

export const overrides: Readonly<Record<string, Override>> = {
  NL: {
    source: "ISO 3166-2:NL for the provinces: post needs none, and people may give one (CO-12)",
    subdivision: "optional",
    subdivisionsFromIso: /^NL-(DR|FL|FR|GE|GR|LI|NB|NH|OV|UT|ZE|ZH)$/,
    aliases: { "NL-FR": ["Friesland"], "NL-NB": ["Brabant"] }
  },
  BE: {
    source: "bpost: codes run from 1000 to 9999; ISO 3166-2:BE for regions and provinces",
    postal: { pattern: "[1-9]\\d{3}", examples: ["1000", "4000"] },
    prefixes: ["B"],
    subdivision: "optional",
    subdivisionsFromIso: /^BE-/,
    aliases: {
      "BE-BRU": ["Brussel", "Bruxelles", "Brussels", "Région de Bruxelles-Capitale", "Brussels-Capital Region"],
      "BE-VLG": ["Vlaanderen", "Flanders", "Flandre", "Région flamande"],
      "BE-WAL": ["Wallonië", "Wallonie", "Wallonia", "Région wallonne"],
      "BE-VAN": ["Antwerp", "Anvers"],
      "BE-VLI": ["Limbourg"],
      "BE-VBR": ["Brabant flamand"],
      "BE-VOV": ["Flandre orientale"],
      "BE-VWV": ["Flandre occidentale"],
      "BE-WBR": ["Waals-Brabant"],
      "BE-WHT": ["Henegouwen"],
      "BE-WLG": ["Luik"],
      "BE-WLX": ["Luxemburg"],
      "BE-WNA": ["Namen"]
    }
  },
  DE: {
    source: "Deutsche Post: the first two digits run from 01 to 99; ISO 3166-2:DE for the states",
    postal: { pattern: "(?!00)\\d{5}" },
    prefixes: ["D"],
    subdivision: "optional",
    subdivisionsFromIso: /^DE-/
  },
  FR: {
    source: "La Poste: five digits without a space, first two 01 to 98; ISO 3166-2:FR for regions and departments",
    postal: { pattern: "(?:0[1-9]|[1-8]\\d|9[0-8])\\d{3}", examples: ["75001", "33380"] },
    prefixes: ["F"],
    subdivision: "optional",
    subdivisionsFromIso: /^FR-(?!(?:BL|MF|NC|PF|PM|TF|WF|CP)$)/
  },
  ES: {
    source: "Correos: the first two digits are the province, 01 to 52",
    postal: { pattern: "(?:0[1-9]|[1-4]\\d|5[0-2])\\d{3}" },
    prefixes: ["E"]
  },
  AT: {
    source: `Österreichische Post: 1000 to 9999; ISO 3166-2:AT; ${carPrefix}`,
    postal: { pattern: "[1-9]\\d{3}" },
    prefixes: ["A"],
    subdivision: "optional",
    subdivisionsFromIso: /^AT-/
  },
  CH: {
    source: "Die Post: 1000 to 9999; ISO 3166-2:CH for the cantons",
    postal: { pattern: "[1-9]\\d{3}" },
    subdivision: "optional",
    subdivisionsFromIso: /^CH-/,
    aliases: { "CH-SG": ["St. Gallen"] }
  },
  IE: {
    source:
      "Eircode address database, product guide: routing key and unique identifier without letters that read as others",
    postal: { pattern: "(?:D6W|[AC-FHKNPRTV-Y]\\d{2}) [0-9AC-FHKNPRTV-Y]{4}", examples: ["A65 F4E2", "D02 AF30"] }
  },
  SE: {
    source: "PostNord: three digits, a space, two digits",
    postal: { pattern: "[1-9]\\d{2} \\d{2}", examples: ["114 55", "123 45"] }
  },
  IT: { source: `ISO 3166-2:IT; ${carPrefix}`, prefixes: ["I"], codes: { AO: "IT-23" } },
  PT: { source: carPrefix, prefixes: ["P"] },
  LU: { source: carPrefix, prefixes: ["L"] },
  HU: { source: carPrefix, prefixes: ["H"] },
  MT: {
    source: "MaltaPost: three letters, a space, two to four digits",
    postal: { pattern: "[A-Z]{3} \\d{2,4}", examples: ["VLT 1117", "NXR 01"] }
  },
  BH: { source: "libaddressinput, without its word boundaries", postal: { pattern: "(?:1[0-2]|[1-9])\\d{2}" } },
  AI: { source: upu, postal: { pattern: "AI-2640", examples: ["AI-2640"] } },
  AM: {
    source: "HayPost: four digits since 2006, before with 37 in front",
    postal: { pattern: "\\d{4}", examples: ["0010"] },
    prefixes: ["37"]
  },
  OM: { source: upu, postal: { pattern: "\\d{3}", examples: ["133", "112"] }, prefixes: ["PC"] },
  SH: {
    source: "libaddressinput for SH, AC and TA together: one ISO country",
    postal: { pattern: "(?:ASCN|STHL|TDCU) 1ZZ", examples: ["STHL 1ZZ", "ASCN 1ZZ", "TDCU 1ZZ"] }
  },
  // Codes exist and libaddressinput knows none: a loose form is better than refusing a right code.
  GH: { source: upu, postal: { pattern: "[A-Z][A-Z\\d]\\d{7,9}", examples: ["GA1848164"], required: false } },
  LC: { source: upu, postal: { pattern: "LC\\d{2} \\d{3}", examples: ["LC04 101"], required: false } },
  MS: { source: upu, postal: { pattern: "MSR \\d{4}", examples: ["MSR 1110"], required: false } },
  PA: { source: upu, postal: { pattern: "\\d{4}", examples: ["0801"], required: false } },
  PS: { source: upu, postal: { pattern: "P?\\d{7}|\\d{3}", examples: ["P1234567"], required: false } },
  TT: { source: upu, postal: { pattern: "\\d{6}", examples: ["120110"], required: false } },
  WS: { source: upu, postal: { pattern: "WS\\d{4}", examples: ["WS1122"], required: false } },
  CN: { source: "ISO 3166-2:CN", codes: { 15: "CN-NM", 65: "CN-XJ", 71: "CN-TW", 91: "CN-HK", 92: "CN-MO" } },
  TW: { source: "ISO 3166-2:TW", codes: { 金門縣: "TW-KIN", 連江縣: "TW-LIE" } },
  IN: { source: "ISO 3166-2:IN, amendments of 2023", codes: { CT: "IN-CG", OR: "IN-OD", TG: "IN-TS", UT: "IN-UK" } },
  RU: { source: "ISO 3166-2: listed under UA", codes: { "Автономна Республіка Крим": null, Севастополь: null } }
}

/** Countries that ISO 3166-1 leaves to its users and others agreed on. Source: European Commission, Publications Office. */
export const moreCountries = ["XK"]

/** What people write for a country. Three-letter codes come from ISO 3166-1. Source: domain.md §5 and ISO 3166-1 reserved codes. */
export const countryAliases: Readonly<Record<string, string>> = {
  UK: "GB",
  EL: "GR",
  XI: "GB",
  AC: "SH",
  TA: "SH",
  "GREAT BRITAIN": "GB",
  ENGLAND: "GB",
  SCOTLAND: "GB",
  WALES: "GB",
  "NORTHERN IRELAND": "GB",
  HOLLAND: "NL",
  "THE NETHERLANDS": "NL",
  NEDERLAND: "NL",
  BELGIË: "BE",
  BELGIQUE: "BE",
  DEUTSCHLAND: "DE",
  "U.S.": "US",
  "U.S.A.": "US",
  "UNITED STATES OF AMERICA": "US",
  "CZECH REPUBLIC": "CZ",
  TURKEY: "TR",
  "HONG KONG": "HK",
  MACAU: "MO"
}

/**
 * Currencies in use. Source: ISO 4217 list one (SIX, maintenance agency), amendments to 180, without funds codes,
 * metals, testing codes and units of account. Out: HRK (2023), ANG (2025), BGN (2026), ZWL (2024), CUC, SLL.
 */
export const currencies = (
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC " +
  "CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD " +
  "IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR " +
  "MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK " +
  "SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST " +
  "XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
).split(" ")
