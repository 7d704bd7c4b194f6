import { MspHub } from "@clientele/portals"
import { example, fresh, linked, school } from "../msphub.ts"
import { put, type Row, type Specification } from "../specification.ts"

const { address: _, ...payer } = example.billing
const ticked = { ...payer, sameAsCustomer: true }
const { primary, billing } = example.contacts
const { phone: __, fax: ___, countryCode: ____, ...unreachable } = primary
const american = { country: "US", line1: "200 Main Street", city: "Seattle", state: "WA", postalCode: "98101" }

const contact = (role: string, reachable: string): ReadonlyArray<Row> => [
  [`/contacts/${role}/firstName`, "personName", "RRRR"],
  [`/contacts/${role}/lastName`, "personName", "RRRR"],
  [`/contacts/${role}/email`, "email", "RRRR"],
  [`/contacts/${role}/phone`, "phone", "oooo"],
  [`/contacts/${role}/fax`, "phone", "oooo"],
  [`/contacts/${role}/countryCode`, "country", reachable]
]

export const msphub: Specification = {
  portal: MspHub.portal,
  summary: false,
  scenes: {
    skipped: example,
    linked: {
      ...linked,
      kind: "individual",
      billing: ticked,
      contacts: { primary: unreachable, billing: { ...billing, fax: "+12065550101", countryCode: "US" } }
    },
    fresh: {
      ...fresh,
      billing: { ...payer, address: american },
      contacts: { primary, billing: { ...billing, phone: "+12065550101", countryCode: "US" } }
    },
    school: put(school, { "/admin/displayName": "Service desk", "/microsoft/address/line2": undefined })
  },
  rows: [
    ["/kind", "choice", "DDDD", { default: "company", choices: ["company", "individual"] }],
    ["/name", "companyName", "RRRR"],
    ["/customerType", "choice", "RRRR", { choices: ["gold", "standard"] }],
    ["/address/country", "country", "RRRR"],
    ["/subscription", "choice", "RRRR", { choices: ["monthly", "annual"] }],
    ["/address/line1", "text", "RRRR"],
    ["/address/line2", "text", "oooo"],
    ["/address/city", "text", "RRRR"],
    ["/address/state", "subdivision", "RRRR"],
    ["/address/postalCode", "postalCode", "RRRR"],
    ["/billing/sameAsCustomer", "flag", "dddd", { default: false }],
    ["/billing/profileName", "text", "RRRR"],
    ["/billing/billTo", "text", "RRRR"],
    ["/billing/address/line1", "text", "R-RR"],
    ["/billing/address/line2", "text", "o-oo"],
    ["/billing/address/city", "text", "R-RR"],
    ["/billing/address/state", "subdivision", "o-Ro"],
    ["/billing/address/postalCode", "postalCode", "R-RR"],
    ["/billing/address/country", "country", "R-RR"],
    ...contact("primary", "RoRR"),
    ...contact("billing", "oRRo"),
    ["/admin/firstName", "personName", "RRRR"],
    ["/admin/lastName", "personName", "RRRR"],
    ["/admin/login", "email", "RRRR"],
    ["/admin/displayName", "personName", "dddd", { default: "Ada Admin" }],
    ["/admin/email", "email", "RRRR"],
    ["/microsoft/way", "choice", "RRRR", { choices: ["existing", "new", "skip"] }],
    ["/microsoft/country", "country", "-D--", { default: "US" }],
    ["/microsoft/domain", "domain", "-R--"],
    ["/microsoft/companyName", "companyName", "--RR"],
    ["/microsoft/domainPrefix", "tenantPrefix", "--RR"],
    ["/microsoft/registrationNumber", "registrationNumber", "--oo", { country: "US" }],
    ["/microsoft/qualification/type", "choice", "--RR", { choices: ["commercial", "education", "nonProfit"] }],
    ["/microsoft/qualification/segment", "choice", "---R", { choices: ["k12", "higher"] }],
    ["/microsoft/qualification/website", "website", "---R"],
    ["/microsoft/firstName", "personName", "--RR"],
    ["/microsoft/lastName", "personName", "--RR"],
    ["/microsoft/address/line1", "text", "--RR"],
    ["/microsoft/address/line2", "text", "--oo"],
    ["/microsoft/phone", "phone", "--RR"],
    ["/microsoft/email", "email", "--RR"],
    ["/microsoft/address/city", "text", "--RR"],
    ["/microsoft/address/state", "subdivision", "--RR"],
    ["/microsoft/address/country", "country", "--DD", { default: "US" }],
    ["/microsoft/address/postalCode", "postalCode", "--RR"],
    ["/salesRepresentatives", "list", "...."],
    ["/salesRepresentatives/0/name", "personName", "RRRR"],
    ["/salesRepresentatives/0/email", "email", "RRRR"],
    ["/salesRepresentatives/0/phone", "phone", "oooo"]
  ],
  behaviours: [
    ...[0, 1, 2, 3, 4].map(
      (count) =>
        [
          "skipped",
          {
            "/salesRepresentatives": ["a", "b", "c", "d"]
              .slice(0, count)
              .map((name) => ({ name, email: `${name}@partner.com` }))
          },
          count === 0 || count === 4 ? ["error countOutOfRange /salesRepresentatives"] : []
        ] as const
    ),
    [
      "skipped",
      { "/salesRepresentatives": ["sam@partner.com", "SAM@partner.com"].map((email) => ({ name: "Sam", email })) },
      ["error duplicate /salesRepresentatives/1/email"]
    ],
    [
      "fresh",
      { "/address": { country: "NL", line1: "Hoevenweg 21", city: "Eindhoven", postalCode: "5652 AW" } },
      ["warning mustBeEqual /microsoft/address/country"]
    ]
  ],
  created: {
    status: "active",
    login: "ada@fabrikam.com",
    provisioning: { adminUser: "none", microsoftTenant: "skipped" },
    levels: 10,
    levelsOfDraft: 10
  }
}
