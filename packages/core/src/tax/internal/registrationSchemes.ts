/**
 * How the registration numbers of companies are written. Data: a scheme more is a row more (and its check digits, if any).
 */

/** One register and the form of its numbers. */
export interface RegistrationScheme {
  /** ISO 3166-1 alpha-2, a hyphen and the register. */
  readonly id: string
  readonly country: string
  /** What people call the number. */
  readonly name: string
  /** Anchored pattern of the canonical number. */
  readonly pattern: RegExp
  readonly example: string
  /** Length to which leading zeros are added without asking, where the register itself writes the number both ways. */
  readonly pad?: number
  /** Letters that people may leave out before the number. */
  readonly prefix?: string
  /** The scheme whose number this one begins with: that of the company, in the number of its branch. */
  readonly begins?: string
  /** How people see it: each `#` takes one character of the canonical number, the rest is put between. */
  readonly display?: string
  readonly source: string
}

/** The first scheme of a country is the one that its companies are known by. */
export const schemes: ReadonlyArray<RegistrationScheme> = [
  // No check digit: third-party sources that claim one disagree with numbers that the register itself gives as examples.
  {
    id: "NL-KVK",
    country: "NL",
    name: "KvK number",
    pattern: /^\d{8}$/u,
    example: "17048595",
    source: "Kamer van Koophandel"
  },
  {
    id: "NL-VESTIGING",
    country: "NL",
    name: "establishment number",
    pattern: /^\d{12}$/u,
    example: "000012345678",
    source: "Kamer van Koophandel"
  },
  {
    id: "NL-RSIN",
    country: "NL",
    name: "RSIN",
    pattern: /^\d{9}$/u,
    example: "006486253",
    source: "Kamer van Koophandel; eleven test"
  },
  {
    id: "BE-KBO",
    country: "BE",
    name: "enterprise number",
    pattern: /^[01]\d{9}$/u,
    example: "0202239951",
    pad: 10,
    prefix: "BE",
    display: "####.###.###",
    source: "Kruispuntbank van Ondernemingen"
  },
  {
    id: "GB-CRN",
    country: "GB",
    name: "company number",
    pattern: /^(?:\d{8}|[A-Z]{2}\d{6}|R\d{7})$/u,
    example: "01234567",
    source: "Companies House, uniform resource identifiers"
  },
  {
    id: "FR-SIREN",
    country: "FR",
    name: "SIREN",
    pattern: /^\d{9}$/u,
    example: "303265045",
    display: "### ### ###",
    source: "INSEE"
  },
  {
    id: "FR-SIRET",
    country: "FR",
    name: "SIRET",
    pattern: /^\d{14}$/u,
    begins: "FR-SIREN",
    example: "73282932000074",
    display: "### ### ### #####",
    source: "INSEE"
  },
  {
    id: "LU-RCS",
    country: "LU",
    name: "RCS number",
    pattern: /^[A-Z]\d{1,6}$/u,
    example: "B123456",
    source: "Luxembourg Business Registers"
  },
  {
    id: "AT-FN",
    country: "AT",
    name: "Firmenbuch number",
    pattern: /^FN\d{1,6}[A-Z]$/u,
    example: "FN123456A",
    prefix: "FN",
    source: "Firmenbuch"
  },
  {
    id: "CH-UID",
    country: "CH",
    name: "UID",
    pattern: /^CHE\d{9}$/u,
    example: "CHE107787577",
    prefix: "CHE",
    display: "###-###.###.###",
    source: "Federal Statistical Office"
  },
  {
    id: "DK-CVR",
    country: "DK",
    name: "CVR number",
    pattern: /^\d{8}$/u,
    example: "13585628",
    display: "## ## ## ##",
    source: "Erhvervsstyrelsen"
  },
  {
    id: "NO-ORG",
    country: "NO",
    name: "organisation number",
    pattern: /^\d{9}$/u,
    example: "923609016",
    display: "### ### ###",
    source: "Brønnøysundregistrene"
  },
  {
    id: "SE-ORG",
    country: "SE",
    name: "organisation number",
    pattern: /^\d{10}$/u,
    example: "5560360793",
    display: "######-####",
    source: "Bolagsverket"
  },
  {
    id: "FI-YTJ",
    country: "FI",
    name: "business id",
    pattern: /^\d{8}$/u,
    example: "20774740",
    pad: 8,
    display: "#######-#",
    source: "YTJ"
  },
  {
    id: "PL-KRS",
    country: "PL",
    name: "KRS number",
    pattern: /^\d{10}$/u,
    example: "0000127206",
    source: "Krajowy Rejestr Sądowy"
  },
  {
    id: "CZ-ICO",
    country: "CZ",
    name: "IČO",
    pattern: /^\d{8}$/u,
    example: "25123891",
    pad: 8,
    source: "Český statistický úřad"
  },
  {
    id: "EE-REG",
    country: "EE",
    name: "registry code",
    pattern: /^\d{8}$/u,
    example: "12345678",
    source: "Äriregister"
  },
  {
    id: "IE-CRO",
    country: "IE",
    name: "company number",
    pattern: /^\d{5,6}$/u,
    example: "123456",
    source: "Companies Registration Office"
  },
  {
    id: "ES-NIF",
    country: "ES",
    name: "NIF",
    pattern: /^(?:[A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])$/u,
    example: "B58378431",
    source: "Agencia Tributaria"
  },
  {
    id: "PT-NIPC",
    country: "PT",
    name: "NIPC",
    pattern: /^\d{9}$/u,
    example: "501964843",
    source: "Instituto dos Registos e do Notariado"
  }
]
