/** The drafts that are checked: a full one of MSP Hub, and the same with three mistakes. */

export const valid = {
  kind: "company",
  name: "Voorbeeld Metaalbewerking B.V.",
  customerType: "silver",
  subscription: "standard",
  address: { country: "NL", line1: "Hoevenweg 21", line2: "Hal 3", city: "Eindhoven", state: "NL-NB", postalCode: "5652 AW" },
  billing: {
    sameAsCustomer: false,
    profileName: "Hoofdkantoor",
    billTo: "Voorbeeld Holding B.V.",
    address: { country: "NL", line1: "Stationsplein 1", city: "Utrecht", state: "NL-UT", postalCode: "3511 ED" }
  },
  contacts: {
    primary: { firstName: "Jan", lastName: "Janssen", email: "jan.janssen@example.com", countryCode: "NL", phone: "+31401234567" },
    billing: { firstName: "Piet", lastName: "Pietersen", email: "facturen@example.com", countryCode: "NL", phone: "+31401234568" }
  },
  admin: {
    firstName: "Jan",
    lastName: "Janssen",
    login: "beheer@example.com",
    displayName: "Beheer Voorbeeld",
    email: "jan@example.org"
  },
  microsoft: { way: "existing", country: "NL", domain: "example.com" },
  salesRepresentatives: [
    { name: "Anna de Vries", email: "anna@example.net", phone: "+31201234567" },
    { name: "Bram Bakker", email: "bram@example.net" }
  ]
}

/** A missing name, a list that is too long, a text where a checkbox is. */
export const wrong = {
  ...valid,
  name: undefined,
  billing: { ...valid.billing, sameAsCustomer: "no" },
  salesRepresentatives: [1, 2, 3, 4].map((n) => ({ name: `Rep ${n}`, email: `rep${n}@example.net` }))
}

export const lists = {
  customerTypes: [{ value: "silver", label: "Silver" }, { value: "gold", label: "Gold" }],
  subscriptions: [{ value: "standard", label: "Standard" }]
}
