/** Two portals that the example adds to Copaco's own. Both are data: nothing here runs. */
import { Portal } from "@clientele/core"
import { Copaco } from "@clientele/portals"

/** How Copaco takes on a reseller: a name, a place, and the right to create customers of its own. */
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

/** Copaco's portal with one step more. Its document asks for no login; a portal as a value is easily given one. */
export const copacoWithLogin = Portal.make({
  ...Copaco.portal,
  id: "copaco-with-login",
  name: "Copaco Cloud Portal, with a login",
  steps: [
    ...Copaco.portal.steps,
    {
      id: "login",
      label: "Login",
      fields: [{ at: "/admin/login", label: "Login", kind: "login", required: true }]
    }
  ],
  policies: { ...Copaco.portal.policies, login: "/admin/login" }
})
