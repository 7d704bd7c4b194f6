/** What somebody filled in: plain objects, typed so that the editor knows the keys. */
import type { Profile } from "@clientele/core"

export const acme: Profile.Profile = {
  shortName: "Acme",
  name: "Acme Nederland B.V.",
  externalKey: "A-1",
  registrationNumber: "17048595",
  vatId: "NL006486253B01",
  currency: "EUR",
  qualification: { type: "commercial" },
  address: { country: "NL", city: "Eindhoven", line1: "Hoevenweg 21", postalCode: "5652AW" },
  contacts: {
    primary: { firstName: "Ada", lastName: "Jansen", role: "CEO", email: "ada@acme.nl", phone: "+31 40 230 6306" }
  }
}

export const birch: Profile.Profile = {
  ...acme,
  shortName: "Birch",
  name: "Birch B.V.",
  externalKey: "B-2",
  vatId: "BE0403019261"
}

/** Too much is wrong or missing: all of it is said at once. */
export const cedar: Profile.Profile = {
  ...acme,
  name: "Cedar",
  externalKey: "C-3",
  vatId: "NL006486252B01",
  address: { ...acme.address, postalCode: "0652 AW" },
  contacts: {}
}
