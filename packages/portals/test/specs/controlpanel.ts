import { ControlPanel } from "@clientele/portals"
import type { Specification } from "../specification.ts"

const bare = {
  name: "Fabrikam Bakkerijen B.V.",
  primaryDomain: "fabrikam.nl",
  admin: { displayName: "Jan Janssen", login: "jan@fabrikam.nl", email: "jan@home.nl" }
}
const incomplete = (at: string) => `warning incomplete ${at}`
const welcome = [
  "/contacts/primary/firstName",
  "/contacts/primary/lastName",
  "/contacts/primary/phone",
  "/address/line1",
  "/address/city",
  "/address/postalCode",
  "/address/country"
]

export const controlPanel: Specification = {
  portal: ControlPanel.portal,
  summary: true,
  scenes: {
    whole: {
      ...bare,
      letters: false,
      contacts: { primary: { firstName: "Jan", lastName: "Janssen", phone: "+31 20 234 5678" } },
      address: {
        country: "NL",
        city: "Eindhoven",
        state: "Noord Brabant",
        line1: "Hoevenweg 21",
        line2: "Gebouw B",
        postalCode: "5652AW"
      }
    },
    bare
  },
  rows: [
    ["/name", "companyName", "RR"],
    ["/primaryDomain", "domain", "RR"],
    ["/admin/displayName", "personName", "RR"],
    ["/admin/login", "upn", "RR"],
    ["/admin/password", "secret", "ss"],
    ["/admin/passwordRetype", "secret", "ss"],
    ["/admin/email", "email", "RR"],
    ["/letters", "flag", "dd", { default: true }],
    ["/contacts/primary/firstName", "personName", "oo"],
    ["/contacts/primary/lastName", "personName", "oo"],
    ["/contacts/primary/phone", "phone", "oo"],
    ["/address/line1", "text", "oo"],
    ["/address/line2", "text", "oo"],
    ["/address/city", "text", "oo"],
    ["/address/state", "subdivision", "oo"],
    ["/address/postalCode", "postalCode", "oo"],
    ["/address/country", "country", "oo"]
  ],
  behaviours: [
    ["bare", {}, welcome.map(incomplete)],
    ...welcome.map((at) => ["whole", { [at]: undefined }, [incomplete(at)]] as const)
  ],
  created: {
    status: "active",
    login: "jan@fabrikam.nl",
    provisioning: { adminUser: "none" },
    levels: 10,
    levelsOfDraft: 10
  }
}
