import { TwoTCloud } from "@clientele/portals"
import type { Specification } from "../specification.ts"

const own = {
  name: "Fabrikam Bakkerijen B.V.",
  taxZone: "nl",
  address: {
    country: "NL",
    city: "Eindhoven",
    state: "Noord Brabant",
    line1: "Hoevenweg 21",
    line2: "Gebouw B",
    postalCode: "5652AW"
  },
  contacts: {
    primary: { firstName: "Jan", lastName: "Janssen", email: "jan@fabrikam.nl", phone: "+31 20 234 5678" },
    billing: {
      sameAs: "own",
      firstName: "Bea",
      lastName: "Betaler",
      email: "bea@fabrikam.nl",
      phone: "+31 20 234 5678"
    },
    technical: {
      sameAs: "own",
      firstName: "Ted",
      lastName: "Techniek",
      email: "ted@fabrikam.nl",
      phone: "+31 20 234 5678"
    }
  },
  invoices: false,
  registrationNumber: "17048595",
  vatId: "NL006486253B01",
  kvkNumber: "17048595",
  externalKey: "123",
  admin: { login: "jan" }
}
const incomplete = (at: string) => `warning incomplete ${at}`
const sources = ["primary", "own"]

export const twoTCloud: Specification = {
  portal: TwoTCloud.portal,
  summary: false,
  scenes: {
    own,
    same: {
      name: "Fabrikam Bakeries Inc.",
      taxZone: "world",
      address: { country: "US", city: "Seattle", state: "WA", line1: "100 Main Street", postalCode: "98101" },
      contacts: { primary: { firstName: "Mary", lastName: "Baker", email: "mary@fabrikam.com" } },
      admin: { login: "mary" }
    }
  },
  rows: [
    ["/name", "companyName", "RR"],
    ["/taxZone", "taxZone", "..", { choices: ["nl", "eu", "oss", "world"] }],
    ["/address/line1", "text", "RR"],
    ["/address/line2", "text", "oo"],
    ["/address/city", "text", "RR"],
    ["/address/state", "subdivision", "oR"],
    ["/address/postalCode", "postalCode", "RR"],
    ["/address/country", "country", "RR"],
    ["/contacts/primary/firstName", "personName", "RR"],
    ["/contacts/primary/lastName", "personName", "RR"],
    ["/contacts/primary/email", "email", "RR"],
    ["/contacts/primary/phone", "phone", "oo"],
    ...(["billing", "technical"] as const).flatMap((role) => [
      [`/contacts/${role}/sameAs`, "sameAs", "DD", { default: "primary", choices: sources }] as const,
      [`/contacts/${role}/firstName`, "personName", "R-"] as const,
      [`/contacts/${role}/lastName`, "personName", "R-"] as const,
      [`/contacts/${role}/email`, "email", "R-"] as const,
      [`/contacts/${role}/phone`, "phone", "o-"] as const
    ]),
    ["/invoices", "flag", "dd", { default: true }],
    ["/registrationNumber", "registrationNumber", "oo"],
    ["/vatId", "vatId", "oo"],
    ["/kvkNumber", "registrationNumber", "oo"],
    ["/externalKey", "text", "oo", { longest: 64 }],
    ["/admin/login", "login", "RR"],
    ["/admin/password", "secret", "ss"],
    ["/admin/passwordRetype", "secret", "ss"]
  ],
  behaviours: [
    ["same", {}, ["/registrationNumber", "/vatId", "/kvkNumber"].map(incomplete)],
    ["own", { "/registrationNumber": undefined }, [incomplete("/registrationNumber")]],
    ["own", { "/vatId": undefined }, [incomplete("/vatId")]],
    ["own", { "/kvkNumber": undefined }, [incomplete("/kvkNumber")]],
    ["own", { "/taxZone": undefined }, ["error taxZoneRequired /taxZone"]],
    ["own", { "/taxZone": "world" }, ["warning taxZoneMismatch /taxZone"]],
    ["own", { "/kvkNumber": "17048596" }, ["error mustBeEqual /kvkNumber"]],
    ["own", { "/vatId": "BE0403019261" }, ["warning vatIdForeign /vatId"]],
    ["own", { "/name": "Cloud North" }, ["warning sameAsParent /name"]],
    ["own", { "/address/line1": "Partnerlaan 1" }, ["warning sameAsParent /address/line1"]],
    ["own", { "/contacts/primary/email": "info@partner.nl" }, ["warning sameAsParent /contacts/primary/email"]],
    ["own", { "/contacts/primary/phone": "+31 20 234 5600" }, ["warning sameAsParent /contacts/primary/phone"]],
    [
      "own",
      { "/registrationNumber": "17048500", "/kvkNumber": undefined },
      ["warning sameAsParent /registrationNumber", incomplete("/kvkNumber")]
    ],
    ["own", { "/vatId": "NL000099998B57" }, ["warning sameAsParent /vatId"]],
    [
      "own",
      { "/kvkNumber": "17048500", "/registrationNumber": undefined },
      [incomplete("/registrationNumber"), "warning sameAsParent /kvkNumber"]
    ],
    // The billing contact may be the reseller itself.
    ["own", { "/contacts/billing/email": "info@partner.nl" }, []]
  ],
  created: { status: "active", login: "jan", provisioning: { adminUser: "none" }, levels: 10, levelsOfDraft: 10 }
}
