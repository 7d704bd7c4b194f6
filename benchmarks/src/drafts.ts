/**
 * Drafts to check: full ones of MSP Hub and of Copaco, no two with a value in common but choices and places, and the
 * same with three mistakes.
 *
 * Made by arithmetic, so that every run and every contender gets the same ones.
 */

const companies = [
  "Voorbeeld",
  "Bakkerij de Molen",
  "Van Dijk Techniek",
  "Café Noord",
  "Installatie Zuid",
  "Øresund Data"
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
    phone: (n: number) => `+3140${2100000 + n}`
  },
  {
    country: "NL",
    city: "Utrecht",
    state: "NL-UT",
    postalCode: (n: number) => `${3500 + (n % 80)} ED`,
    phone: (n: number) => `+3130${2200000 + n}`
  },
  {
    country: "DE",
    city: "München",
    state: "DE-BY",
    postalCode: (n: number) => `${80331 + (n % 200)}`,
    phone: (n: number) => `+4989${21000000 + n}`
  },
  {
    country: "BE",
    city: "Antwerpen",
    state: "BE-VAN",
    postalCode: (n: number) => `${2000 + (n % 60)}`,
    phone: (n: number) => `+323${2010000 + n}`
  }
] as const

type Random = () => number

/** Park and Miller's generator: the same numbers everywhere. */
const random = (seed: number): Random => {
  let at = (seed * 48_271 + 11) % 2_147_483_647
  return () => (at = (at * 48_271) % 2_147_483_647)
}

const pick = <A>(from: ReadonlyArray<A>, next: Random): A => from[next() % from.length] as A

const label = (n: number) => n.toString(36)

const address = (n: number, place: (typeof places)[number], next: Random) => ({
  country: place.country,
  line1: `${pick(streets, next)} ${1 + (next() % 300)}`,
  ...(next() % 2 === 0 ? { line2: `Hal ${next() % 20}` } : {}),
  city: place.city,
  state: place.state,
  postalCode: place.postalCode(n)
})

const person = (n: number, place: (typeof places)[number], next: Random) => {
  const firstName = pick(firstNames, next)
  return {
    firstName,
    lastName: `${pick(lastNames, next)}-${pick(lastNames, next)}`,
    email: `p${label(n)}.${label(next())}@voorbeeld${label(n)}.nl`,
    ...(next() % 3 === 0 ? {} : { countryCode: place.country, phone: place.phone(n) })
  }
}

const mspHub = (n: number) => {
  const next = random(n + 1)
  const [place, billed] = [pick(places, next), pick(places, next)]
  const admin = person(4 * n + 2, place, next)
  return {
    kind: next() % 9 === 0 ? "individual" : "company",
    name: `${pick(companies, next)} ${label(n)} B.V.`,
    customerType: pick(["silver", "gold"], next),
    subscription: "standard",
    address: address(n, place, next),
    billing: {
      sameAsCustomer: false,
      profileName: `Hoofdkantoor ${label(n)}`,
      billTo: `${pick(companies, next)} Holding ${label(n)} B.V.`,
      address: address(n + 7, billed, next)
    },
    contacts: { primary: person(4 * n, place, next), billing: person(4 * n + 1, billed, next) },
    admin: {
      firstName: admin.firstName,
      lastName: admin.lastName,
      login: `beheer.${label(n)}@voorbeeld.nl`,
      ...(next() % 2 === 0 ? { displayName: `Beheer ${label(n)}` } : {}),
      email: admin.email
    },
    microsoft: { way: "existing", country: place.country, domain: `voorbeeld${label(n)}.nl` },
    salesRepresentatives: Array.from({ length: 1 + (n % 3) }, (_, index) => ({
      name: `${pick(firstNames, next)} ${pick(lastNames, next)}`,
      email: `r${index}.${label(n)}@partner.example.com`,
      ...(index === 0 ? { phone: place.phone(1_000_00 + n) } : {})
    }))
  }
}

/** A number with the check digit of the Dutch eleven-test, for a VAT id. */
const rsin = (n: number): string => {
  for (let body = 10_000_000 + n * 11; ; body++) {
    const digits = String(body)
    const rest = [9, 8, 7, 6, 5, 4, 3, 2].reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11
    if (rest !== 10) return digits + rest
  }
}

const copaco = (n: number) => {
  const next = random(n + 1)
  const place = pick(places.slice(0, 2), next)
  const { email, firstName, lastName } = person(n, place, next)
  return {
    shortName: pick(companies, next),
    name: `${pick(companies, next)} ${label(n)} B.V.`,
    externalKey: String(n),
    registrationNumber: String(17_000_000 + n),
    vatId: `NL${rsin(n)}B01`,
    currency: "EUR",
    qualification: { type: pick(["commercial", "education", "nonProfit"], next) },
    address: address(n, place, next),
    contacts: { primary: { firstName, lastName, role: "CEO", email, phone: place.phone(n) } }
  }
}

/** More than any cache of a few values holds, and few enough to stay near the processor. */
export const count = 256

export const drafts = Array.from({ length: count }, (_, n) => mspHub(n))

export const copacoDrafts = Array.from({ length: count }, (_, n) => copaco(n))

/** A missing name, a list that is too long, a text where a checkbox is. */
export const wrong = drafts.map((draft) => ({
  ...draft,
  name: undefined,
  billing: { ...draft.billing, sameAsCustomer: "no" },
  salesRepresentatives: [1, 2, 3, 4].map((n) => ({ name: `Rep ${n}`, email: `rep${n}@example.net` }))
}))

/** The lists of the partner's own that MSP Hub asks for. */
export const lists = {
  customerTypes: [
    { value: "silver", label: "Silver" },
    { value: "gold", label: "Gold" }
  ],
  subscriptions: [{ value: "standard", label: "Standard" }]
}
