/** Drafts that the five portals accept, made by arithmetic: no two with the same names, keys, logins or domains. */
import type { Portal } from "@clientele/core"
import { ControlPanel, Copaco, MspHub, Oneclick, TwoTCloud } from "@clientele/portals"

type Random = (sides: number) => number

const companies = [
  "Bakkerij de Molen",
  "Van Dijk Techniek",
  "Café Noord",
  "Installatie Zuid",
  "Øresund Data",
  "Haven Logistiek"
]
const firstNames = ["Jan", "Anna", "Piet", "Noor", "Bram", "Zoë", "Willem", "Fatima", "Sofie", "Jürgen", "Mees"]
const lastNames = ["Janssen", "de Vries", "Bakker", "van den Berg", "Özdemir", "Visser", "Müller", "Smit", "Meijer"]
const streets = ["Hoevenweg", "Stationsplein", "Kerkstraat", "Dorpsstraat", "Laan van Nieuw-Oost-Indië", "Singel"]
const places = [
  {
    country: "NL",
    city: "Eindhoven",
    state: "NL-NB",
    postalCode: (n: number) => `${5600 + (n % 90)} AW`,
    phone: "+3140"
  },
  {
    country: "NL",
    city: "Utrecht",
    state: "NL-UT",
    postalCode: (n: number) => `${3500 + (n % 80)} ED`,
    phone: "+3130"
  },
  { country: "DE", city: "München", state: "DE-BY", postalCode: (n: number) => `${80331 + (n % 200)}`, phone: "+4989" },
  { country: "BE", city: "Antwerpen", state: "BE-VAN", postalCode: (n: number) => `${2000 + (n % 60)}`, phone: "+323" }
] as const

const pick = <A>(from: ReadonlyArray<A>, random: Random): A => from[random(from.length)] as A
const label = (n: number) => n.toString(36)

interface Person {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
}

/** What a draft is made of. */
interface Parts {
  readonly n: number
  readonly random: Random
  readonly name: string
  readonly address: object
  readonly country: string
  readonly phone: string
  readonly person: (which: string) => Person
}

const parts = (n: number, random: Random, only?: string): Parts => {
  const place = pick(
    places.filter(({ country }) => only === undefined || country === only),
    random
  )
  return {
    n,
    random,
    name: `${pick(companies, random)} ${label(n)} B.V.`,
    country: place.country,
    phone: `${place.phone}${2_000_000 + (n % 900_000)}`,
    address: {
      country: place.country,
      line1: `${pick(streets, random)} ${1 + random(300)}`,
      city: place.city,
      state: place.state,
      postalCode: place.postalCode(n)
    },
    person: (which) => ({
      firstName: pick(firstNames, random),
      lastName: pick(lastNames, random),
      email: `${which}.${label(n)}@klant${label(n)}.nl`
    })
  }
}

/** A number with the check digit of the Dutch eleven-test, for a VAT id. */
const rsin = (n: number): string => {
  for (let body = 10_000_000 + ((n * 7) % 80_000_000); ; body++) {
    const digits = String(body)
    const rest = [9, 8, 7, 6, 5, 4, 3, 2].reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11
    if (rest !== 10) return digits + rest
  }
}

const copaco = ({ address, n, name, person, phone, random }: Parts) => ({
  shortName: name.slice(0, 20),
  name,
  externalKey: label(n),
  registrationNumber: String(17_000_000 + (n % 60_000_000)),
  vatId: `NL${rsin(n)}B01`,
  currency: "EUR",
  qualification: { type: pick(["commercial", "education", "nonProfit"], random) },
  address,
  contacts: { primary: { ...person("info"), role: "CEO", phone } }
})

const twoTCloud = ({ address, country, n, name, person, phone }: Parts) => ({
  name,
  taxZone: country === "NL" ? "nl" : "oss",
  address,
  contacts: { primary: { ...person("info"), phone }, billing: { sameAs: "primary" }, technical: { sameAs: "primary" } },
  externalKey: label(n),
  admin: { login: `beheer-${label(n)}` }
})

const mspHub = ({ address, country, n, name, person, phone, random }: Parts) => ({
  kind: "company",
  name,
  customerType: "direct",
  subscription: pick(["monthly", "annual"], random),
  address,
  billing: { sameAsCustomer: true, profileName: `Hoofdkantoor ${label(n)}`, billTo: name },
  contacts: { primary: { ...person("info"), countryCode: country, phone }, billing: person("factuur") },
  admin: { ...person("beheer"), login: `beheer@klant${label(n)}.nl` },
  microsoft: random(3) === 0 ? { way: "skip" } : { way: "existing", country, domain: `klant${label(n)}.nl` },
  salesRepresentatives: Array.from({ length: 1 + random(3) }, (_, at) => ({
    name: `${pick(firstNames, random)} ${pick(lastNames, random)}`,
    email: `r${at}.${label(n)}@partner.example.com`
  }))
})

const controlPanel = ({ address, n, name, person, phone }: Parts) => {
  const { email, firstName, lastName } = person("beheer")
  return {
    name,
    primaryDomain: `klant${label(n)}.nl`,
    admin: { displayName: `${firstName} ${lastName}`, login: `beheer@paneel${label(n)}.nl`, email },
    contacts: { primary: { firstName, lastName, phone } },
    address
  }
}

/** `demo`: without a recipient of invoices; `may`: what it may do itself, as resellers are set up. */
const oneclick = ({ address, n, name, phone }: Parts, levels: number, demo: boolean, may: ReadonlyArray<string>) => ({
  kind: "company",
  visibility: levels,
  dataCenter: n % 2 === 0 ? "ams" : "fra",
  externalKey: label(n),
  demo,
  rights: may,
  name,
  licensee: { name: `${name.slice(0, -5)} Holding B.V.`, address, email: `info@klant${label(n)}.nl`, phone },
  contractor: { sameAs: "licensee" },
  ...(demo ? {} : { invoiceRecipient: { sameAs: "licensee" } })
})

/** A portal with a draft that it accepts. */
export interface Drafted {
  readonly portal: Portal.Portal
  readonly draft: object
}

/** A distributor or a reseller: it may have customers of its own. */
export const partner = (n: number, random: Random, levels: number): Drafted => ({
  portal: Oneclick.portal,
  draft: oneclick(parts(n, random), levels, false, ["createCustomers", "enableDemo", "setDataCenter", "setRights"])
})

/** An end customer, of any of the five portals. */
export const endCustomer = (n: number, random: Random, levels: number): Drafted => {
  switch (random(5)) {
    case 0:
      return { portal: Copaco.portal, draft: copaco(parts(n, random, "NL")) }
    case 1:
      return { portal: TwoTCloud.portal, draft: twoTCloud(parts(n, random)) }
    case 2:
      return { portal: MspHub.portal, draft: mspHub(parts(n, random)) }
    case 3:
      return { portal: ControlPanel.portal, draft: controlPanel(parts(n, random)) }
    default:
      return { portal: Oneclick.portal, draft: oneclick(parts(n, random), levels, random(4) === 0, ["enableDemo"]) }
  }
}
