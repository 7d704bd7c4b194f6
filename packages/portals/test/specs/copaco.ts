import { Copaco } from "@clientele/portals"
import type { Specification } from "../specification.ts"

const address = {
  country: "NL",
  city: "Eindhoven",
  state: "Noord Brabant",
  line1: "Hoevenweg 21",
  line2: "Gebouw B",
  postalCode: "5652AW"
}

export const copaco: Specification = {
  portal: Copaco.portal,
  summary: false,
  scenes: {
    whole: {
      shortName: "Fabrikam",
      name: "Fabrikam Bakkerijen B.V.",
      externalKey: "123",
      registrationNumber: "17048595",
      vatId: "NL006486253B01",
      currency: "EUR",
      qualification: { type: "nonProfit" },
      address,
      contacts: {
        primary: {
          firstName: "Jan",
          lastName: "Janssen",
          role: "CEO",
          email: "jan@fabrikam.nl",
          phone: "+31 20 234 5678"
        }
      }
    }
  },
  rows: [
    ["/shortName", "text", "R"],
    ["/name", "companyName", "R"],
    ["/externalKey", "text", "R", { longest: 64 }],
    ["/registrationNumber", "registrationNumber", "R"],
    ["/vatId", "vatId", "R"],
    ["/currency", "currency", "R"],
    ["/qualification/type", "choice", "R", { choices: ["commercial", "education", "nonProfit", "government"] }],
    ["/address/country", "country", "R"],
    ["/address/city", "text", "R"],
    ["/address/state", "subdivision", "o"],
    ["/address/line1", "text", "R"],
    ["/address/line2", "text", "o"],
    ["/address/postalCode", "postalCode", "R"],
    ["/contacts/primary/firstName", "personName", "R"],
    ["/contacts/primary/lastName", "personName", "R"],
    ["/contacts/primary/role", "text", "R"],
    ["/contacts/primary/email", "email", "R"],
    ["/contacts/primary/phone", "phone", "R"]
  ],
  behaviours: [["whole", { "/vatId": "BE0403019261" }, ["warning vatIdForeign /vatId"]]],
  created: { status: "pendingApproval", login: null, provisioning: {}, levels: 10, levelsOfDraft: 10 }
}
