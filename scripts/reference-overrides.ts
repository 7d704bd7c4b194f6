/**
 * Where the reference data follows a better source than the general one. Each entry names its source.
 */

/** What one country changes. `postal: null` says that it has no postal codes. */
export interface Override {
  /** Where to check it. Whether somebody did, and when, says `checked`. */
  readonly source: string
  /** Day on which the entry was compared with its source, `2026-11-22`; missing: nobody noted one. */
  readonly checked?: string
  /** Where the source is found. */
  readonly url?: string
  readonly postal?: {
    readonly pattern?: string
    readonly examples?: ReadonlyArray<string>
    readonly required?: boolean
  } | null
  /** What to replace in the pattern of the general source, and by what. */
  readonly letters?: readonly [string, string]
  /** Postal codes beside those of the general source, by ISO 3166-2 code of a subdivision. */
  readonly postalAlso?: Readonly<Record<string, ReadonlyArray<string>>>
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

/** Day of the last change to the data, which is their version; no claim that anybody compared them with their sources then. */
export const changed = "2026-11-25"

const carPrefix = "UPU S42 and national practice before 2000: the vehicle code before the postal code"
/** Every routing key of Eircode; none was added since 2015. */
const routingKeys =
  "A4[125]|A6[357]|A75|A8[1-6]|A9[12468]|C15|D0[1-9]|D1[0-8]|D2[024]|D6W|E2[15]|E3[24]|E4[15]|E53|E91|F12|F2[368]|F3[15]|" +
  "F4[25]|F5[26]|F9[1-4]|H1[2468]|H23|H5[34]|H62|H65|H71|H91|K3[246]|K45|K56|K67|K78|N3[79]|N41|N91|P1[247]|P2[45]|P3[126]|" +
  "P43|P47|P51|P56|P61|P67|P72|P75|P81|P85|R14|R21|R32|R35|R4[25]|R5[16]|R9[35]|T12|T23|T34|T45|T56|V1[45]|V23|V3[15]|V42|" +
  "V9[2-5]|W12|W23|W34|W91|X35|X42|X91|Y14|Y21|Y25|Y3[45]"
const royalMail =
  "Royal Mail, programmers' guide to the postcode address file: the last two letters are none of C, I, K, M, O and V"
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
    source:
      "La Poste, base officielle des codes postaux: five digits without a space, first two 01 to 95, 97 and 98 (no department is 96); ISO 3166-2:FR for regions and departments",
    postal: { pattern: "(?:0[1-9]|[1-8]\\d|9[0-578])\\d{3}", examples: ["75001", "33380"] },
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
      "Eircode: the 139 routing keys, with A65 of its own example; the unique identifier without letters that read as others",
    postal: { pattern: `(?:${routingKeys}) [0-9AC-FHKNPRTV-Y]{4}`, examples: ["D02 AF30", "T12 Y03W"] }
  },
  SE: {
    source: "PostNord: three digits, a space, two digits",
    postal: { pattern: "[1-9]\\d{2} \\d{2}", examples: ["114 55", "123 45"] },
    prefixes: ["S"]
  },
  IT: {
    source: `Poste Italiane: 00010 to 98168; ISO 3166-2:IT; ${carPrefix}`,
    postal: { pattern: "(?!0000|99)\\d{5}" },
    prefixes: ["I"],
    codes: { AO: "IT-23" }
  },
  PT: { source: `CTT: 1000-001 to 9980-999; ${carPrefix}`, postal: { pattern: "[1-9]\\d{3}-\\d{3}" }, prefixes: ["P"] },
  LU: {
    source: `Post Luxembourg: four digits, those with a leading zero are parcel lockers; ${carPrefix}`,
    postal: { pattern: "(?!0000)\\d{4}" },
    prefixes: ["L"]
  },
  HU: { source: `Magyar Posta: 1011 to 9985; ${carPrefix}`, postal: { pattern: "[1-9]\\d{3}" }, prefixes: ["H"] },
  MT: {
    source: "MaltaPost: three letters (TP for Tigné Point), a space, four digits, or two before 2007",
    postal: { pattern: "(?:[A-Z]{3}|TP) (?:\\d{4}|\\d{2})", examples: ["VLT 1117", "NXR 01"] }
  },
  BH: { source: "libaddressinput, without its word boundaries", postal: { pattern: "(?:1[0-2]|[1-9])\\d{2}" } },
  AI: { source: upu, postal: { pattern: "AI-2640", examples: ["AI-2640"] } },
  AM: {
    source: "HayPost: four digits since 2006, before 37 and four others, which are none of today's codes",
    postal: { pattern: "(?:37)?\\d{4}", examples: ["0010"] }
  },
  AX: { source: "Posti serves Åland, so that FI stands before its codes too", prefixes: ["FI"] },
  OM: { source: upu, postal: { pattern: "\\d{3}", examples: ["133", "112"] }, prefixes: ["PC"] },
  SH: {
    source: "libaddressinput for SH, AC and TA together: one ISO country",
    postal: { pattern: "(?:ASCN|STHL|TDCU) 1ZZ", examples: ["STHL 1ZZ", "ASCN 1ZZ", "TDCU 1ZZ"] }
  },
  US: {
    source: "USPS: the lowest ZIP code is 00501 (Holtsville); codes that cross the border of a state",
    postalAlso: {
      "US-AZ": ["84536"],
      "US-CA": ["89439", "97635"],
      "US-IL": ["63673"],
      "US-LA": ["71749"],
      "US-ND": ["59221"],
      "US-NM": ["81137", "86515"],
      "US-TN": ["42223"],
      "US-TX": ["73949", "88063"],
      "US-UT": ["86044"]
    },
    postal: { pattern: "((?!00[0-4])\\d{5})(?:-(\\d{4}))?", examples: ["95014", "22162-1010"] }
  },
  AR: {
    source:
      "Correo Argentino: 1000 to 9431; the letter of the province and three letters of the block where they are given",
    postal: { pattern: "((?:[A-HJ-NP-Z])?[1-9]\\d{3})([A-Z]{3})?" }
  },
  GB: { source: royalMail, letters: ["ABD-HJLN-UW-Z", "ABD-HJLNP-UW-Z"] },
  GG: { source: royalMail, letters: ["ABD-HJLN-UW-Z", "ABD-HJLNP-UW-Z"] },
  IM: { source: royalMail, letters: ["ABD-HJLN-UW-Z", "ABD-HJLNP-UW-Z"] },
  JE: { source: royalMail, letters: ["ABD-HJLN-UW-Z", "ABD-HJLNP-UW-Z"] },
  AU: { source: "Australia Post: 0200 to 0299, 0800 to 9999", postal: { pattern: "(?:0[289]\\d{2}|[1-9]\\d{3})" } },
  BA: { source: `${upu}: 70101 to 89240`, postal: { pattern: "[78]\\d{4}" } },
  BD: { source: "Bangladesh Post Office: 1000 to 9499", postal: { pattern: "(?:[1-8]\\d|9[0-4])\\d{2}" } },
  BG: { source: "Bulgarian Posts: 1000 to 9974", postal: { pattern: "[1-9]\\d{3}" } },
  BR: { source: "Correios: 01000-000 to 99999-999", postal: { pattern: "(?:0[1-9]|[1-9]\\d)\\d{3}-\\d{3}" } },
  BY: { source: "Belpochta: 210001 to 247999", postal: { pattern: "2[0-4]\\d{4}" } },
  CO: {
    source: "Códigos postales de Colombia: the first two digits are the department (DANE)",
    postal: {
      pattern: "(?:05|08|1[13579]|18|2[0357]|4[147]|5[024]|6[368]|7[036]|8[1568]|9[14579])\\d{4}",
      examples: ["111221", "130001", "760011"]
    }
  },
  CR: {
    source: "Correos de Costa Rica: five digits, four before 2007, nine with the additional ones",
    postal: { pattern: "\\d{4,5}|\\d{5}-\\d{4}|\\d{3}-\\d{4}", examples: ["10108", "1000", "11051-2059"] }
  },
  CU: { source: "Correos de Cuba: the first digit is 1 to 9", postal: { pattern: "[1-9]\\d{4}" } },
  CY: { source: "Cyprus Post: 1000 to 9999", postal: { pattern: "[1-9]\\d{3}" } },
  CZ: {
    source: "Česká pošta: the first digit is 1 to 7; 0, 8 and 9 are Slovak",
    postal: { pattern: "[1-7]\\d{2} \\d{2}" }
  },
  SK: { source: "Slovenská pošta: the first digit is 0, 8 or 9", postal: { pattern: "[089]\\d{2} \\d{2}" } },
  DK: { source: "PostNord: 0555 to 9990", postal: { pattern: "(?!0000)\\d{4}" } },
  EE: { source: "Omniva: 10001 to 99999", postal: { pattern: "[1-9]\\d{4}" } },
  EG: { source: "Egypt Post: five digits, seven since 2022", postal: { pattern: "\\d{5}(?:\\d{2})?" } },
  GL: {
    source: "Tusass: 3900 to 3992; in PostNord's list of postal codes 2412, Santa Claus, is Greenland's too",
    postal: { pattern: "39(?:[0-8]\\d|9[0-2])|2412" }
  },
  GR: { source: "ELTA: 100 00 to 859 99", postal: { pattern: "[1-8]\\d{2} \\d{2}" } },
  HR: { source: "Hrvatska pošta: 10000 to 53999", postal: { pattern: "[1-5]\\d{4}" } },
  ID: { source: "Pos Indonesia: 10110 to 99974", postal: { pattern: "[1-9]\\d{4}" } },
  IS: { source: "Pósturinn: 101 to 902", postal: { pattern: "[1-9]\\d{2}" } },
  JP: { source: "Japan Post: 〒 before the code", prefixes: ["〒"] },
  KR: {
    source: "Korea Post: five digits since 2015, 01000 to 63999",
    postal: { pattern: "(?:0[1-9]|[1-5]\\d|6[0-3])\\d{3}" }
  },
  KY: { source: "Cayman Islands Postal Service: KY1 to KY3", postal: { pattern: "KY[1-3]-\\d{4}" } },
  KZ: {
    source: "Qazpost: six digits, or seven characters of the register of addresses",
    postal: { pattern: "\\d{6}|[A-Z]\\d{2}[A-Z]\\d[A-Z]\\d" }
  },
  LV: { source: "Latvijas Pasts: LV-1001 to LV-5753", postal: { pattern: "LV-[1-5]\\d{3}", examples: ["LV-1073"] } },
  MA: { source: "Poste Maroc: 10000 to 99999", postal: { pattern: "[1-9]\\d{4}" } },
  MU: {
    source: "Mauritius Post: five digits, R and four digits on Rodrigues, A and four on Agalega",
    postal: { pattern: "\\d{5}|[AR]\\d{4}" }
  },
  MX: { source: "Sepomex: the lowest code is 01000", postal: { pattern: "(?!00)\\d{5}" } },
  NG: { source: "NIPOST: the first digit is the zone, 1 to 9", postal: { pattern: "[1-9]\\d{5}" } },
  NO: {
    source: `Posten: 0001 to 9991; ${carPrefix}`,
    postal: { pattern: "(?!0000)\\d{4}" },
    prefixes: ["N"]
  },
  NZ: { source: "NZ Post: 0110 to 9893", postal: { pattern: "(?!00)\\d{4}" } },
  SA: {
    source: "Saudi national address: five digits, with the additional number where it is given",
    postal: { pattern: "\\d{5}(?:-\\d{4})?", examples: ["11564", "12214-1234"] }
  },
  SG: {
    source: "SingPost: the first two digits are the sector, 01 to 83; S before the code for Singapore",
    postal: { pattern: "(?:0[1-9]|[1-7]\\d|8[0-3])\\d{4}" },
    prefixes: ["S"]
  },
  SJ: {
    source: "Posten: 9170 to 9179 on Svalbard, 8099 on Jan Mayen",
    postal: { pattern: "917\\d|8099", examples: ["9170", "8099"] },
    prefixes: ["NO", "N"]
  },
  SI: { source: "Pošta Slovenije: 1000 to 9600", postal: { pattern: "[1-9]\\d{3}" }, prefixes: ["SLO"] },
  FI: { source: carPrefix, prefixes: ["FIN", "SF"] },
  SO: {
    source: `${upu}: two letters of the region, and no region is SO`,
    postal: { pattern: "(?!SO)[A-Z]{2} \\d{5}" }
  },
  TH: { source: "Thailand Post: 10000 to 96220", postal: { pattern: "[1-9]\\d{4}" } },
  TN: { source: "La Poste Tunisienne: 1000 to 9183", postal: { pattern: "[1-9]\\d{3}" } },
  TR: {
    source: "PTT: the first two digits are the province, 01 to 81; 99 by way of Mersin",
    postal: { pattern: "(?:0[1-9]|[1-7]\\d|8[01]|99)\\d{3}" }
  },
  UA: { source: "Ukrposhta: 01001 to 99999", postal: { pattern: "(?!00)\\d{5}" } },
  VE: {
    source: "Ipostel: four digits, with a letter where it is given",
    postal: { pattern: "\\d{4}(?:-[A-Z])?", examples: ["1010", "1060-A"] }
  },
  ZA: { source: "South African Post Office: 0001 to 9999", postal: { pattern: "(?!0000)\\d{4}" } },
  // Codes exist and libaddressinput knows none: a loose form is better than refusing a right code.
  GH: { source: upu, postal: { pattern: "[A-Z][A-Z\\d]\\d{7,9}", examples: ["GA1848164"], required: false } },
  KN: { source: upu, postal: { pattern: "KN\\d{4}", examples: ["KN0101"], required: false } },
  MW: { source: upu, postal: { pattern: "\\d{6}", examples: ["207201"], required: false } },
  NR: { source: upu, postal: { pattern: "NRU68", examples: ["NRU68"], required: false } },
  NU: { source: upu, postal: { pattern: "9974", examples: ["9974"], required: false } },
  SS: { source: upu, postal: { pattern: "\\d{5}", examples: ["81111"], required: false } },
  SV: { source: `${upu}: CP before the four digits may be left out in input`, prefixes: ["CP"] },
  LC: { source: upu, postal: { pattern: "LC\\d{2} \\d{3}", examples: ["LC04 101"], required: false } },
  MS: { source: upu, postal: { pattern: "MSR \\d{4}", examples: ["MSR 1110"], required: false }, prefixes: ["MSR"] },
  PA: { source: upu, postal: { pattern: "\\d{4}", examples: ["0801"], required: false } },
  PS: { source: upu, postal: { pattern: "P?\\d{7}|\\d{3}", examples: ["P1234567"], required: false } },
  TT: { source: upu, postal: { pattern: "\\d{6}", examples: ["120110"], required: false } },
  WS: { source: upu, postal: { pattern: "WS\\d{4}", examples: ["WS1122"], required: false } },
  MM: { source: "Myanmar Post: five digits, seven since 2021", postal: { pattern: "\\d{5}(?:\\d{2})?" } },
  PY: { source: "Correo Paraguayo: four digits, six since 2020", postal: { pattern: "\\d{4}(?:\\d{2})?" } },
  CN: {
    source: "China Post: the first two digits are the province; ISO 3166-2:CN",
    postal: { pattern: "(?:0[1-7]|1[0-356]|2[0-7]|3[0-6]|4[0-7]|5[1-7]|6[1-7]|7[1-5]|8[1-6]|9[09])\\d{4}" },
    codes: { 15: "CN-NM", 65: "CN-XJ", 71: "CN-TW", 91: "CN-HK", 92: "CN-MO" }
  },
  TW: {
    source: "Chunghwa Post: three, five or six digits; ISO 3166-2:TW",
    postal: { pattern: "[1-9]\\d{2}(?:\\d{2,3})?" },
    codes: { 金門縣: "TW-KIN", 連江縣: "TW-LIE" }
  },
  IN: {
    source:
      "India Post: the first two digits are the circle (10, 29, 35, 54, 55, 65, 66 and 86 to 89 are none); ISO 3166-2:IN, amendments of 2023",
    postal: { pattern: "(?!10|29|35|5[45]|6[56]|8[6-9])[1-9]\\d{5}" },
    codes: { CT: "IN-CG", OR: "IN-OD", TG: "IN-TS", UT: "IN-UK" }
  },
  RU: {
    source: "Pochta Rossii: the first digit is 1 to 6; ISO 3166-2: listed under UA",
    postal: { pattern: "[1-6]\\d{5}" },
    codes: { "Автономна Республіка Крим": null, Севастополь: null }
  }
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
  EA: "ES",
  IC: "ES",
  FX: "FR",
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
  MACAU: "MO",
  MACAO: "MO",
  "IVORY COAST": "CI",
  "CAPE VERDE": "CV",
  SWAZILAND: "SZ",
  BURMA: "MM",
  "EAST TIMOR": "TL",
  "REPUBLIC OF IRELAND": "IE",
  ÉIRE: "IE",
  ESPAÑA: "ES",
  ITALIA: "IT",
  ÖSTERREICH: "AT",
  SCHWEIZ: "CH",
  SUISSE: "CH",
  POLSKA: "PL",
  SVERIGE: "SE",
  NORGE: "NO",
  DANMARK: "DK",
  SUOMI: "FI",
  DUITSLAND: "DE",
  FRANKRIJK: "FR"
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
