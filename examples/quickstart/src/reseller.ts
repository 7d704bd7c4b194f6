/** How the distributor takes on a reseller: a portal of its own. It is data: nothing here runs. */
import { Portal } from "@clientele/core"

/** A name, a place, and what the reseller may do. */
export const reseller = Portal.make({
  id: "reseller",
  version: 1,
  name: "Reseller desk",
  steps: [
    {
      id: "reseller",
      label: "Reseller",
      fields: [
        { at: "/name", label: "Name", kind: "companyName", required: true },
        { at: "/address/country", label: "Country", kind: "country", required: true },
        {
          at: "/rights",
          label: "May",
          kind: "choices",
          options: { from: "rights" },
          default: { value: ["createCustomers"] }
        }
      ]
    }
  ],
  rules: [{ _tag: "withinParent", at: "/rights", of: "rights" }],
  policies: {
    approval: "automatic",
    fourEyes: false,
    visibility: "everyAncestor",
    demoDays: null,
    letters: null,
    login: null,
    provisioning: []
  },
  summary: false
})
