/**
 * Copaco Cloud Portal: one page in three blocks, approved by hand.
 *
 * @since 0.1.0
 */
import { Portal } from "@clientele/core"

/**
 * The portal of Copaco.
 *
 * **Details**
 *
 * Everything is required but the state and the second address line (CO-04). A created customer waits to be approved; the
 * same operator may do it (CO-20, CO-21). The industry field asks for the customer's status, its qualification (CO-11).
 *
 * @category portals
 * @since 0.1.0
 */
export const portal: Portal.Portal = Portal.make({
  id: "copaco",
  version: 1,
  name: "Copaco Cloud Portal",
  steps: [
    {
      id: "general",
      label: "General",
      fields: [
        {
          at: "/shortName",
          label: "Short name",
          help: "What the company is called for short, e.g. Copaco",
          kind: "text",
          required: true,
          rules: ["CO-04", "CO-05"]
        },
        {
          at: "/name",
          label: "Full name",
          help: "The company's full name, e.g. Copaco Netherlands B.V.",
          kind: "companyName",
          required: true,
          rules: ["CO-06"]
        },
        {
          at: "/externalKey",
          label: "ERP ID",
          help: "The customer's id in your own bookkeeping, e.g. 123",
          kind: "text",
          required: true,
          maxLength: 64,
          rules: ["CO-07"]
        },
        {
          at: "/registrationNumber",
          label: "Registration number",
          help: "The number at the chamber of commerce, e.g. 17048595",
          kind: "registrationNumber",
          required: true,
          country: "/address/country",
          rules: ["CO-08"]
        },
        {
          at: "/vatId",
          label: "Tax ID",
          help: "The customer's VAT id, e.g. NL006486253B01",
          kind: "vatId",
          required: true,
          country: "/address/country",
          rules: ["CO-09"]
        },
        {
          at: "/currency",
          label: "Currency",
          help: "The currency used for the customer in the platform, e.g. Euro",
          kind: "currency",
          required: true,
          options: { from: "currencies" },
          rules: ["CO-10"]
        },
        {
          at: "/qualification/type",
          label: "Industry",
          help: "The status under which the customer buys, e.g. non-profit",
          kind: "choice",
          required: true,
          options: {
            choices: [
              { value: "commercial", label: "Commercial" },
              { value: "education", label: "Education" },
              { value: "nonProfit", label: "Non-profit" },
              { value: "government", label: "Government" }
            ]
          },
          rules: ["CO-11"]
        }
      ]
    },
    {
      id: "address",
      label: "Primary address",
      fields: [
        {
          at: "/address/country",
          label: "Country",
          help: "Where the customer is located, e.g. Netherlands",
          kind: "country",
          required: true,
          options: { from: "countries" },
          rules: ["CO-12"]
        },
        {
          at: "/address/city",
          label: "City",
          help: "Where the customer is located, e.g. Eindhoven",
          kind: "text",
          required: true,
          rules: ["CO-12"]
        },
        {
          at: "/address/state",
          label: "State/Province",
          help: "Optional, e.g. Noord Brabant",
          kind: "subdivision",
          country: "/address/country",
          options: { from: "subdivisions" },
          rules: ["CO-04", "CO-12"]
        },
        {
          at: "/address/line1",
          label: "Address",
          help: "Street and number, e.g. Hoevenweg 21",
          kind: "text",
          required: true,
          rules: ["CO-13"]
        },
        { at: "/address/line2", label: "Secondary address", help: "Optional", kind: "text", rules: ["CO-04", "CO-14"] },
        {
          at: "/address/postalCode",
          label: "Zip/Postal code",
          help: "With or without its space, e.g. 5652AW",
          kind: "postalCode",
          required: true,
          country: "/address/country",
          subdivision: "/address/state",
          rules: ["CO-15"]
        }
      ]
    },
    {
      id: "contact",
      label: "Primary contact information",
      help: "This person is the contact for Copaco Cloud.",
      fields: [
        {
          at: "/contacts/primary/firstName",
          label: "First name",
          kind: "personName",
          required: true,
          rules: ["CO-17"]
        },
        { at: "/contacts/primary/lastName", label: "Last name", kind: "personName", required: true, rules: ["CO-17"] },
        {
          at: "/contacts/primary/role",
          label: "Role",
          help: "E.g. CEO",
          kind: "text",
          required: true,
          rules: ["CO-17"]
        },
        { at: "/contacts/primary/email", label: "Email address", kind: "email", required: true, rules: ["CO-18"] },
        {
          at: "/contacts/primary/phone",
          label: "Phone number",
          help: "With its country code, e.g. +31(0)123456789",
          kind: "phone",
          required: true,
          country: "/address/country",
          rules: ["CO-18"]
        }
      ]
    }
  ],
  rules: [{ _tag: "vatCountry", at: "/vatId", country: "/address/country", severity: "warning", rules: ["CO-09"] }],
  policies: {
    approval: "manual",
    fourEyes: false,
    visibility: "everyAncestor",
    demoDays: null,
    letters: null,
    login: null,
    provisioning: []
  },
  summary: false
})
