import { Rights } from "@clientele/core"
import { Oneclick } from "@clientele/portals"
import { type Row, situation, type Specification } from "../specification.ts"

const address = {
  country: "NL",
  city: "Eindhoven",
  state: "Noord Brabant",
  line1: "Hoevenweg 21",
  line2: "Gebouw B",
  postalCode: "5652AW"
}
const american = { country: "US", city: "Seattle", state: "WA", line1: "100 Main Street", postalCode: "98101" }
const party = { name: "Fabrikam Bakkerijen B.V.", address, email: "info@fabrikam.nl", phone: "+31 20 234 5678" }

const standard = {
  kind: "department",
  visibility: 1,
  dataCenter: "eu-west",
  externalKey: "123",
  demo: false,
  licenses: ["office"],
  rights: ["createCustomers"],
  name: "Marketing",
  licensee: party,
  contractor: { sameAs: "own", ...party },
  invoiceRecipient: { sameAs: "own", ...party, vatId: "NL006486253B01" },
  contacts: {
    area: { area: "support", firstName: "Jan", lastName: "Janssen", email: "jan@partner.nl", phone: "+31 20 234 5678" }
  }
}

const creator = { distance: 2, rights: Rights.all }
const creatorWith = (rights: ReadonlyArray<Rights.Right>) => ({ ...situation, creator: { distance: 2, rights } })

const partyRows = (at: string, asked: string): ReadonlyArray<Row> => {
  const optional = asked.replaceAll("R", "o")
  return [
    [`${at}/name`, "companyName", asked],
    [`${at}/address/line1`, "text", asked],
    [`${at}/address/line2`, "text", optional],
    [`${at}/address/city`, "text", asked],
    [`${at}/address/state`, "subdivision", asked.replace(/^R/u, "o")],
    [`${at}/address/postalCode`, "postalCode", asked],
    [`${at}/address/country`, "country", asked],
    [`${at}/email`, "email", optional],
    [`${at}/phone`, "phone", optional]
  ]
}
const sources = { choices: ["licensee", "parent", "own"] }

export const oneclick: Specification = {
  portal: Oneclick.portal,
  summary: false,
  scenes: {
    standard,
    demo: {
      dataCenter: "eu-north",
      demo: true,
      name: "Trial",
      licensee: { ...party, address: american },
      contractor: { sameAs: "parent" }
    },
    references: {
      dataCenter: "eu-north",
      name: "Sales",
      licensee: { name: "Fabrikam Inc.", address: american },
      contractor: { sameAs: "own", name: "Fabrikam Inc.", address: american },
      invoiceRecipient: { sameAs: "licensee", vatId: "NL006486253B01" }
    },
    abroad: {
      dataCenter: "eu-north",
      name: "Sales",
      licensee: { name: "Fabrikam Inc.", address: american },
      contractor: { sameAs: "licensee" },
      invoiceRecipient: { sameAs: "own", name: "Fabrikam Inc.", address: american }
    }
  },
  rows: [
    ["/kind", "choice", "DDDD", { default: "company", choices: ["company", "location", "department"] }],
    ["/visibility", "number", "DDDD", { default: 2, between: [1, 10] }],
    ["/dataCenter", "choice", "RRRR", { choices: ["eu-west", "eu-north"] }],
    ["/externalKey", "text", "oooo", { longest: 64 }],
    ["/demo", "flag", "dddd", { default: false, right: true }],
    ["/licenses", "choices", "dddd", { default: "inherit", right: true, choices: ["office", "backup"] }],
    ["/rights", "choices", "dddd", { default: ["enableDemo"], right: true }],
    ["/name", "companyName", "RRRR"],
    ...partyRows("/licensee", "RRRR"),
    ["/contractor/sameAs", "sameAs", "RRRR", sources],
    ...partyRows("/contractor", "R-R-"),
    ["/invoiceRecipient/sameAs", "sameAs", "R-RR", sources],
    ...partyRows("/invoiceRecipient", "R--R"),
    ["/invoiceRecipient/vatId", "vatId", "o-oo"],
    ["/contacts/area/area", "text", "Rooo"],
    ["/contacts/area/firstName", "personName", "Rooo"],
    ["/contacts/area/lastName", "personName", "Rooo"],
    ["/contacts/area/email", "email", "Rooo"],
    ["/contacts/area/phone", "phone", "oooo"]
  ],
  behaviours: [
    ["demo", { "/invoiceRecipient/sameAs": "licensee" }, ["error mustBeEmpty /invoiceRecipient"]],
    ["demo", { "/invoiceRecipient/vatId": "NL006486253B01" }, ["error mustBeEmpty /invoiceRecipient"]],
    ["standard", { "/visibility": 2 }, []],
    ["standard", { "/visibility": 3 }, ["error levelsExceeded /visibility"]],
    ["standard", { "/licenses": ["office", "backup"] }, []],
    ["standard", { "/licenses": ["storage"] }, ["error choiceUnknown /licenses"]],
    ["standard", { "/rights": ["createCustomers", "enableDemo", "setRights"] }, []],
    ["standard", { "/invoiceRecipient/vatId": "BE0403019261" }, ["warning vatIdForeign /invoiceRecipient/vatId"]],
    ["standard", { "/rights": ["setRights"] }, [], creatorWith(["enableDemo", "setLicenses", "setRights"])],
    [
      "standard",
      { "/rights": ["createCustomers", "enableDemo"] },
      ["error rightsExceeded /rights"],
      creatorWith(["enableDemo", "setLicenses", "setRights"])
    ],
    ["standard", {}, ["error rightMissing /licenses", "error rightMissing /rights"], creatorWith([])],
    ["demo", {}, ["/visibility", "/licenses", "/rights"].map((at) => `error serverCheckRequired ${at}`), { creator }],
    [
      "references",
      { "/contacts/area/phone": "+1 206 555 0100" },
      [
        "error required /contacts/area/area",
        "error required /contacts/area/firstName",
        "error required /contacts/area/lastName",
        "error required /contacts/area/email"
      ]
    ]
  ],
  created: { status: "active", login: null, provisioning: {}, levels: 1, levelsOfDraft: 2, demo: ["demo", 7] }
}
