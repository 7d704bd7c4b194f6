/**
 * How the registration numbers of companies are written. Data: a scheme more is a row more (and its check digits, if any).
 *
 * Each row names the register or the act that says its form, from knowledge of them: nobody noted a day on which they were looked up.
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
  /** Other names of the scheme. */
  readonly aliases?: ReadonlyArray<string>
  /** Whether it is used only where it is asked for by name: companies of the country are known by another number, or none. */
  readonly byName?: boolean
  /** Whether the number is kept as a text, since what people write around it belongs to it. */
  readonly text?: boolean
  /** Letters that people may leave out before the number. */
  readonly prefix?: string
  /** The scheme whose number this one begins with: that of the company, in the number of its branch. */
  readonly begins?: string
  /** How people see it: each `#` takes one character of the canonical number, the rest is put between. */
  readonly display?: string
  readonly source: string
}

/** What stands before the digits says which register of Companies House, and in which country, the company is in. */
const british: RegExp =
  /^(?:\d{8}|(?:AC|BR|CE|CS|ES|FC|FE|GE|GN|GS|IC|LP|N[ACFILOPRVZ]|OC|OE|PC|R0|RC|S[ACEFGILORZ]|ZC)\d{6}|R\d{7}|(?:IP|NP|RS|SP)[\dA-Z]{6})$/u

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
    aliases: ["NL-VESTIGINGSNUMMER", "NL-KVK-VESTIGING"],
    country: "NL",
    name: "establishment number",
    pattern: /^\d{12}$/u,
    example: "000012345678",
    source: "Kamer van Koophandel"
  },
  {
    id: "NL-RSIN",
    aliases: ["NL-FI", "NL-FISCAL"],
    country: "NL",
    name: "RSIN",
    pattern: /^(?!0{9})\d{9}$/u,
    example: "006486253",
    source: "Kamer van Koophandel; eleven test"
  },
  {
    id: "BE-KBO",
    aliases: ["BE-CBE", "BE-BCE", "BE-ZKU", "BE-EN"],
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
    aliases: ["UK-CRN", "GB-CH", "GB-COH", "GB-CR"],
    country: "GB",
    name: "company number",
    pattern: british,
    example: "01234567",
    source: "Companies House, uniform resource identifiers"
  },
  {
    id: "FR-SIREN",
    aliases: ["FR-RCS"],
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
    aliases: ["LU-RCSL", "LU-LBR"],
    country: "LU",
    name: "RCS number",
    pattern: /^[A-Z]\d{1,6}$/u,
    example: "B123456",
    source: "Luxembourg Business Registers"
  },
  {
    id: "AT-FN",
    aliases: ["AT-FB", "AT-FIRMENBUCH"],
    country: "AT",
    name: "Firmenbuch number",
    pattern: /^FN\d{1,6}[A-Z]$/u,
    example: "FN123456A",
    prefix: "FN",
    source: "Firmenbuch"
  },
  {
    id: "CH-UID",
    aliases: ["CH-IDE", "CH-IDI"],
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
    aliases: ["DK-CVRNR"],
    country: "DK",
    name: "CVR number",
    pattern: /^[1-9]\d{7}$/u,
    example: "13585628",
    display: "## ## ## ##",
    source: "Erhvervsstyrelsen"
  },
  {
    id: "NO-ORG",
    aliases: ["NO-ORGNR", "NO-BRREG"],
    country: "NO",
    name: "organisation number",
    pattern: /^\d{9}$/u,
    example: "923609016",
    display: "### ### ###",
    source: "Brønnøysundregistrene"
  },
  {
    id: "SE-ORG",
    aliases: ["SE-ORGNR", "SE-ORGANISATIONSNUMMER"],
    country: "SE",
    name: "organisation number",
    pattern: /^\d{10}$/u,
    example: "5560360793",
    display: "######-####",
    source: "Bolagsverket"
  },
  {
    id: "FI-YTJ",
    aliases: ["FI-YTUNNUS", "FI-YT", "FI-BID"],
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
    aliases: ["CZ-IČO"],
    country: "CZ",
    name: "IČO",
    pattern: /^\d{8}$/u,
    example: "25123891",
    pad: 8,
    source: "Český statistický úřad"
  },
  {
    id: "EE-REG",
    aliases: ["EE-REGISTRIKOOD", "EE-ARIREGISTER", "EE-RIK"],
    country: "EE",
    name: "registry code",
    pattern: /^\d{8}$/u,
    example: "12345678",
    source: "Äriregister"
  },
  {
    id: "IE-CRO",
    aliases: ["IE-CRN"],
    country: "IE",
    name: "company number",
    pattern: /^\d{3,6}$/u,
    example: "123456",
    source: "Companies Registration Office"
  },
  {
    id: "ES-NIF",
    aliases: ["ES-CIF"],
    country: "ES",
    name: "NIF",
    pattern: /^(?:[A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])$/u,
    example: "B58378431",
    source: "Agencia Tributaria"
  },
  {
    id: "PT-NIPC",
    aliases: ["PT-NIF"],
    country: "PT",
    name: "NIPC",
    pattern: /^\d{9}$/u,
    example: "501964843",
    source: "Instituto dos Registos e do Notariado"
  },
  {
    id: "PL-NIP",
    country: "PL",
    name: "NIP",
    pattern: /^\d{10}$/u,
    example: "8567346215",
    byName: true,
    prefix: "PL",
    source: "Krajowa Administracja Skarbowa"
  },
  {
    id: "PL-REGON",
    country: "PL",
    name: "REGON",
    pattern: /^(?:\d{9}|\d{14})$/u,
    example: "192598184",
    byName: true,
    source: "Główny Urząd Statystyczny"
  },
  {
    id: "SK-ICO",
    country: "SK",
    name: "IČO",
    pattern: /^\d{8}$/u,
    example: "31333532",
    pad: 8,
    source: "Štatistický úrad"
  },
  {
    id: "SI-MATICNA",
    country: "SI",
    name: "matična številka",
    pattern: /^\d{7}(?:[\dA-Z]\d{2})?$/u,
    example: "5300231",
    aliases: ["SI-MS", "SI-PRS"],
    source: "AJPES, Poslovni register Slovenije"
  },
  {
    id: "HR-OIB",
    country: "HR",
    name: "OIB",
    byName: true,
    pattern: /^\d{11}$/u,
    example: "33392005961",
    prefix: "HR",
    source: "Porezna uprava"
  },
  {
    id: "RO-CUI",
    country: "RO",
    name: "CUI",
    byName: true,
    pattern: /^\d{2,10}$/u,
    example: "18547290",
    aliases: ["RO-CIF", "RO-CF"],
    prefix: "RO",
    source: "Oficiul Național al Registrului Comerțului"
  },
  {
    id: "BG-EIK",
    country: "BG",
    name: "EIK",
    pattern: /^(?:\d{9}|\d{13})$/u,
    example: "831641791",
    aliases: ["BG-UIC", "BG-BULSTAT"],
    prefix: "BG",
    source: "BULSTAT Register Act"
  },
  {
    id: "LT-KODAS",
    country: "LT",
    name: "company code",
    pattern: /^(?:\d{9}|\d{7})$/u,
    example: "111952632",
    aliases: ["LT-JAR", "LT-CODE"],
    source: "Registrų centras, Juridinių asmenų registras"
  },
  {
    id: "LV-REG",
    country: "LV",
    name: "registration number",
    pattern: /^[4-9]\d{10}$/u,
    example: "40003521600",
    aliases: ["LV-UR", "LV-REGNR"],
    prefix: "LV",
    source: "Uzņēmumu reģistrs"
  },
  {
    id: "HU-ADOSZAM",
    country: "HU",
    name: "adószám",
    pattern: /^\d{8}(?:\d{3})?$/u,
    example: "12892312",
    byName: true,
    aliases: ["HU-ANUM", "HU-TAX"],
    source: "Nemzeti Adó- és Vámhivatal"
  },
  {
    id: "HU-CEG",
    country: "HU",
    name: "company register number",
    byName: true,
    pattern: /^\d{10}$/u,
    example: "0109174755",
    aliases: ["HU-CEGJEGYZEK", "HU-CG"],
    display: "##-##-######",
    source: "Cégbíróság"
  },
  {
    id: "GR-GEMI",
    country: "GR",
    name: "GEMI number",
    byName: true,
    pattern: /^\d{9,12}$/u,
    example: "000237901000",
    aliases: ["EL-GEMI"],
    source: "General Commercial Registry"
  },
  {
    id: "GR-AFM",
    country: "GR",
    name: "AFM",
    pattern: /^\d{9}$/u,
    example: "094259216",
    byName: true,
    aliases: ["EL-AFM"],
    prefix: "EL",
    source: "AADE"
  },
  {
    id: "IT-CF",
    country: "IT",
    name: "codice fiscale",
    pattern:
      /^(?:\d{11}|[A-Z]{6}[\dL-NP-V]{2}[A-EHLMPR-T](?:[0-24-6LMNQRS][\dL-NP-V]|[37PT][01LM])[A-Z][\dL-NP-V]{3}[A-Z])$/u,
    example: "00743110157",
    byName: true,
    source: "Agenzia delle Entrate"
  },
  {
    id: "IT-PIVA",
    country: "IT",
    name: "partita IVA",
    pattern: /^\d{11}$/u,
    example: "00743110157",
    byName: true,
    aliases: ["IT-IVA"],
    prefix: "IT",
    source: "Agenzia delle Entrate"
  },
  {
    id: "IT-REA",
    country: "IT",
    name: "REA number",
    pattern: /^[A-Z]{2}\d{1,7}$/u,
    example: "MI123456",
    byName: true,
    source: "Registro delle Imprese"
  },
  {
    id: "CY-HE",
    country: "CY",
    name: "company number",
    byName: true,
    pattern: /^(?:HE|AE|S|B|P)\d{1,6}$/u,
    example: "HE123456",
    prefix: "HE",
    aliases: ["CY-REG", "CY-DRCOR"],
    source: "Department of Registrar of Companies"
  },
  {
    id: "MT-MBR",
    country: "MT",
    name: "company number",
    byName: true,
    pattern: /^(?:C|OC|P)\d{1,6}$/u,
    example: "C12345",
    prefix: "C",
    aliases: ["MT-C", "MT-ROC"],
    source: "Malta Business Registry"
  },
  // German numbers repeat per court, so that the court belongs to the number: kept as text, asked for by name.
  ...(["HRA", "HRB", "GNR", "PR", "VR", "GSR"] as const).map(
    (register): RegistrationScheme => ({
      id: `DE-${register}`,
      country: "DE",
      name: `${register} number`,
      byName: true,
      text: true,
      pattern: new RegExp(`^[^\\d]*${register}\\d{1,6}[A-Z]{0,3}$`, "u"),
      example: `${register}12345`,
      prefix: register,
      source: "Handelsregisterverordnung"
    })
  )
]
