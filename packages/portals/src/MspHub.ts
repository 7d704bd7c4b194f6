/**
 * MSP Hub: a wizard of four steps, from the company to its sales representatives.
 *
 * @since 0.1.0
 */
import { type Condition, type Field, Portal } from "@clientele/core"
import { address } from "./internal/blocks.ts"
import { microsoft } from "./internal/microsoft.ts"

const labels = {
  line1: "Address Line 1",
  line2: "Address Line 2",
  city: "City",
  state: "State",
  postalCode: "ZIP Code",
  country: "Country"
}

const own: Condition.Condition = { not: { at: "/billing/sameAsCustomer", is: true } }

const person = (
  role: "primary" | "billing",
  whose: string,
  rules: ReadonlyArray<string>
): ReadonlyArray<Field.Field> => {
  const at = `/contacts/${role}`
  return [
    { at: `${at}/firstName`, label: `${whose}: First Name`, kind: "personName", required: true, rules },
    { at: `${at}/lastName`, label: `${whose}: Last Name`, kind: "personName", required: true, rules },
    { at: `${at}/email`, label: `${whose}: Email Address`, kind: "email", required: true, rules },
    { at: `${at}/phone`, label: `${whose}: Phone Number`, kind: "phone", country: `${at}/countryCode`, rules },
    { at: `${at}/fax`, label: `${whose}: Fax Number`, kind: "phone", country: `${at}/countryCode`, rules },
    {
      at: `${at}/countryCode`,
      label: `${whose}: Country Code`,
      help: "Of the phone and fax numbers",
      kind: "country",
      required: {
        any: [
          { at: `${at}/phone`, filled: true },
          { at: `${at}/fax`, filled: true }
        ]
      },
      options: { from: "countries" },
      rules
    }
  ]
}

/**
 * The portal of MSP Hub.
 *
 * **Details**
 *
 * Customer types and partner subscriptions are lists of the partner's own (MH-11, MH-15). The billing address may follow
 * the company's, live, but not its profile name and payer (MH-20 to MH-22). The Microsoft step links an account, makes one,
 * or is skipped (MH-39). One to three sales representatives, each with an e-mail of its own (MH-61). Credentials go to the
 * additional communication e-mail, never to the login (MH-35, MH-64).
 *
 * @category portals
 * @since 0.1.0
 */
export const portal: Portal.Portal = Portal.make({
  id: "msphub",
  version: 1,
  name: "MSP Hub",
  steps: [
    {
      id: "company",
      label: "Company Information",
      fields: [
        {
          at: "/kind",
          label: "Kind",
          help: "An entity or an individual",
          kind: "choice",
          required: true,
          default: { value: "company" },
          options: {
            choices: [
              { value: "company", label: "Entity" },
              { value: "individual", label: "Individual" }
            ]
          },
          rules: ["MH-01"]
        },
        {
          at: "/name",
          label: "Company Name",
          help: "The official name, used for identification and billing",
          kind: "companyName",
          required: true,
          rules: ["MH-06", "MH-08"]
        },
        {
          at: "/customerType",
          label: "Customer Type",
          help: "Decides discounts and credit terms",
          kind: "choice",
          required: true,
          options: { list: "customerTypes" },
          rules: ["MH-09", "MH-10", "MH-11"]
        },
        {
          at: "/address/country",
          label: "Country",
          kind: "country",
          required: true,
          options: { from: "countries" },
          rules: ["MH-12"]
        },
        {
          at: "/subscription",
          label: "Partner Subscription",
          help: "Under which the customer is billed and invoiced",
          kind: "choice",
          required: true,
          options: { list: "subscriptions" },
          rules: ["MH-13", "MH-14", "MH-15"]
        },
        ...address("/address", labels, ["MH-16", "MH-17", "MH-18", "MH-19"]).filter(({ kind }) => kind !== "country"),
        {
          at: "/billing/sameAsCustomer",
          label: "Billing address is the company address",
          kind: "flag",
          default: { value: false },
          rules: ["MH-20"]
        },
        {
          at: "/billing/profileName",
          label: "Billing Profile Name",
          help: "E.g. headquarters, a department or a branch",
          kind: "text",
          required: true,
          rules: ["MH-20", "MH-21"]
        },
        {
          at: "/billing/billTo",
          label: "Bill To",
          help: "Who pays: the company, its parent, a department or a third party",
          kind: "text",
          required: true,
          rules: ["MH-20", "MH-22"]
        },
        ...address("/billing/address", labels, ["MH-20", "MH-23"], { shown: own }).map((field) => ({
          ...field,
          label: `Billing: ${field.label}`
        }))
      ]
    },
    {
      id: "contacts",
      label: "Contacts",
      help: "The primary contact gets all important messages, the billing contact what concerns billing; the admin user looks after settings, users and their roles. One person may hold several roles.",
      fields: [
        ...person("primary", "Primary Contact", ["MH-24", "MH-25", "MH-27"]),
        ...person("billing", "Billing Contact", ["MH-24", "MH-29"]),
        {
          at: "/admin/firstName",
          label: "Admin User: First Name",
          kind: "personName",
          required: true,
          creationOnly: true,
          rules: ["MH-24", "MH-31", "MH-32"]
        },
        {
          at: "/admin/lastName",
          label: "Admin User: Last Name",
          kind: "personName",
          required: true,
          creationOnly: true,
          rules: ["MH-24", "MH-31", "MH-32"]
        },
        {
          at: "/admin/login",
          label: "Login Email Address",
          help: "Cannot be changed once the customer is created",
          kind: "email",
          required: true,
          creationOnly: true,
          rules: ["MH-31", "MH-33"]
        },
        {
          at: "/admin/displayName",
          label: "Display Name",
          help: "Optional; first and last name unless you write another",
          kind: "personName",
          default: { join: ["/admin/firstName", "/admin/lastName"] },
          creationOnly: true,
          rules: ["MH-31", "MH-34"]
        },
        {
          at: "/admin/email",
          label: "Additional Communication Email Address",
          help: "Receives credentials and notifications; somebody should read it regularly",
          kind: "email",
          required: true,
          creationOnly: true,
          rules: ["MH-31", "MH-35", "MH-36"]
        }
      ],
      imports: [
        {
          label: "Import contact info",
          pairs: ["firstName", "lastName", "email", "phone", "fax", "countryCode"].map((key) => ({
            from: `/contacts/primary/${key}`,
            to: `/contacts/billing/${key}`
          })),
          rules: ["MH-26", "MH-28"]
        }
      ]
    },
    microsoft,
    {
      id: "additional",
      label: "Additional Information",
      fields: [
        {
          at: "/salesRepresentatives",
          label: "Sales Representatives",
          help: "Who answers the customer's inquiries and takes its orders; one to three",
          kind: "list",
          items: [
            { at: "/name", label: "Name", kind: "personName", required: true, rules: ["MH-62"] },
            { at: "/email", label: "Email Address", kind: "email", required: true, rules: ["MH-62"] },
            { at: "/phone", label: "Phone Number", kind: "phone", country: "/address/country", rules: ["MH-62"] }
          ],
          rules: ["MH-58", "MH-59", "MH-60", "MH-61", "MH-62", "MH-63"]
        }
      ]
    }
  ],
  rules: [
    {
      _tag: "count",
      at: "/salesRepresentatives",
      minimum: 1,
      maximum: 3,
      message: "Name one to three sales representatives",
      rules: ["MH-58", "MH-61"]
    },
    {
      _tag: "distinct",
      at: "/salesRepresentatives",
      by: "/email",
      message: "Two sales representatives have this e-mail address; each has one of its own",
      rules: ["MH-61"]
    },
    {
      _tag: "equal",
      at: "/microsoft/address/country",
      with: "/address/country",
      severity: "warning",
      message: "The company's address is in another country; please confirm",
      rules: ["MH-56"]
    }
  ],
  policies: {
    approval: "automatic",
    fourEyes: false,
    visibility: "everyAncestor",
    demoDays: null,
    letters: "/admin/email",
    login: "/admin/login",
    provisioning: ["adminUser", "microsoftTenant"]
  },
  summary: false
})
