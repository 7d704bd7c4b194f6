/** A managed-service provider's own portal: a cost centre, an SLA tier, and somebody else who approves. */
import { Portal } from "@clientele/core"

const gold = { at: "/extra/slaTier", is: "gold" } as const
const tiers = [
  { value: "bronze", label: "Bronze: next business day" },
  { value: "silver", label: "Silver: four hours" },
  { value: "gold", label: "Gold: one hour, around the clock" }
]

export const managedServices = Portal.make({
  id: "managed-services",
  version: 1,
  name: "Managed services desk",
  steps: [
    {
      id: "customer",
      label: "Customer",
      fields: [
        { at: "/name", label: "Company", kind: "companyName", required: true },
        { at: "/address/country", label: "Country", kind: "country", required: true, options: { from: "countries" } },
        { at: "/vatId", label: "VAT id", kind: "vatId", country: "/address/country" },
        { at: "/contacts/technical/email", label: "Engineer's e-mail", kind: "email", required: true }
      ]
    },
    {
      id: "contract",
      label: "Contract",
      fields: [
        { at: "/extra/costCentre", label: "Cost centre", kind: "text", required: true, maxLength: 8 },
        {
          at: "/extra/slaTier",
          label: "SLA tier",
          kind: "choice",
          options: { choices: tiers },
          default: { value: "bronze" }
        },
        {
          at: "/extra/onCall",
          label: "On-call phone",
          kind: "phone",
          country: "/address/country",
          required: gold,
          shown: gold
        }
      ]
    }
  ],
  rules: [
    { _tag: "vatCountry", at: "/vatId", country: "/address/country", severity: "warning" },
    { _tag: "empty", at: "/extra/onCall", when: { not: gold }, message: "Only gold customers are called at night" }
  ],
  policies: {
    approval: "manual",
    fourEyes: true,
    visibility: "everyAncestor",
    demoDays: null,
    letters: "/contacts/technical/email",
    login: null,
    provisioning: []
  },
  summary: true
})
