/**
 * MSP Hub: a wizard of four steps, from the company to its sales representatives.
 *
 * @since 0.1.0
 */
import { type Condition, type Field, Portal } from "@clientele/core"
import { address } from "./internal/blocks.ts"

const labels = {
  line1: "Address Line 1",
  line2: "Address Line 2",
  city: "City",
  state: "State",
  postalCode: "ZIP Code",
  country: "Country"
}

const own: Condition.Condition = { not: { at: "/billing/sameAsCustomer", is: true } }
const existing: Condition.Condition = { at: "/microsoft/way", is: "existing" }
const fresh: Condition.Condition = { at: "/microsoft/way", is: "new" }
const education: Condition.Condition = { all: [fresh, { at: "/microsoft/qualification/type", is: "education" }] }

const person = (role: "primary" | "billing", whose: string, rules: ReadonlyArray<string>): ReadonlyArray<Field.Field> => {
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
      required: { any: [{ at: `${at}/phone`, filled: true }, { at: `${at}/fax`, filled: true }] },
      options: { from: "countries" },
      rules
    }
  ]
}

const accountAddress = address("/microsoft/address", { ...labels, country: "Country/Region" }, ["MH-53", "MH-71"], {
  shown: fresh,
  country: { default: { value: "US" }, rules: ["MH-56", "MH-71"] }
}).map((field) => ({ ...field, label: `Microsoft: ${field.label}` }))

/** Of the account's address, in an order of their own: the document asks for phone and e-mail in between. */
const accountPart = (...keys: ReadonlyArray<keyof typeof labels>): ReadonlyArray<Field.Field> =>
  keys.flatMap((key) => accountAddress.filter(({ at }) => at === `/microsoft/address/${key}`))

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
          options: { choices: [{ value: "company", label: "Entity" }, { value: "individual", label: "Individual" }] },
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
        ...address("/billing/address", labels, ["MH-20", "MH-23"], { shown: own }).map((field) => ({ ...field, label: `Billing: ${field.label}` }))
      ]
    },
    {
      id: "contacts",
      label: "Contacts",
      help: "The primary contact gets all important messages, the billing contact what concerns billing; the admin user looks after settings, users and their roles. One person may hold several roles.",
      fields: [
        ...person("primary", "Primary Contact", ["MH-24", "MH-25", "MH-27"]),
        ...person("billing", "Billing Contact", ["MH-24", "MH-29"]),
        { at: "/admin/firstName", label: "Admin User: First Name", kind: "personName", required: true, creationOnly: true, rules: ["MH-24", "MH-31", "MH-32"] },
        { at: "/admin/lastName", label: "Admin User: Last Name", kind: "personName", required: true, creationOnly: true, rules: ["MH-24", "MH-31", "MH-32"] },
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
      imports: [{
        label: "Import contact info",
        pairs: ["firstName", "lastName", "email", "phone", "fax", "countryCode"].map((key) => ({
          from: `/contacts/primary/${key}`,
          to: `/contacts/billing/${key}`
        })),
        rules: ["MH-26", "MH-28"]
      }]
    },
    {
      id: "microsoft",
      label: "Microsoft Account",
      help: "Needed to buy and manage Microsoft products.",
      fields: [
        {
          at: "/microsoft/way",
          label: "Microsoft account",
          kind: "choice",
          required: true,
          options: {
            choices: [
              { value: "existing", label: "The company has one" },
              { value: "new", label: "Create a new one" },
              { value: "skip", label: "Skip: no Microsoft products" }
            ]
          },
          rules: ["MH-38", "MH-39", "MH-57"]
        },
        {
          at: "/microsoft/country",
          label: "Country of the account",
          kind: "country",
          required: true,
          shown: existing,
          default: { same: "/address/country" },
          options: { from: "countries" },
          rules: ["MH-41"]
        },
        {
          at: "/microsoft/domain",
          label: "Domain Name",
          help: "The complete domain, e.g. example.com",
          kind: "domain",
          required: true,
          shown: existing,
          rules: ["MH-40", "MH-42", "MH-43"]
        },
        {
          at: "/microsoft/companyName",
          label: "Microsoft: Company Name",
          help: "The legal name, as it is registered",
          kind: "companyName",
          required: true,
          shown: fresh,
          rules: ["MH-45", "MH-71"]
        },
        {
          at: "/microsoft/domainPrefix",
          label: "Microsoft: Domain",
          help: ".onmicrosoft.com is put behind it",
          kind: "tenantPrefix",
          required: true,
          shown: fresh,
          rules: ["MH-46", "MH-47", "MH-71"]
        },
        {
          at: "/microsoft/registrationNumber",
          label: "Microsoft: Company Registration ID",
          kind: "registrationNumber",
          country: "/microsoft/address/country",
          shown: fresh,
          rules: ["MH-48", "MH-71"]
        },
        {
          at: "/microsoft/qualification/type",
          label: "Microsoft: Qualification Type",
          kind: "choice",
          required: true,
          shown: fresh,
          options: {
            choices: [
              { value: "commercial", label: "Commercial" },
              { value: "education", label: "Education" },
              { value: "nonProfit", label: "Non-Profit (Charity), registered" }
            ]
          },
          rules: ["MH-49", "MH-51", "MH-71"]
        },
        {
          at: "/microsoft/qualification/segment",
          label: "Microsoft: Segment",
          kind: "choice",
          required: true,
          shown: education,
          options: { choices: [{ value: "k12", label: "Primary and secondary (K12)" }, { value: "higher", label: "Higher education" }] },
          rules: ["MH-50", "MH-71"]
        },
        {
          at: "/microsoft/qualification/website",
          label: "Microsoft: Website of the institution",
          kind: "website",
          required: true,
          shown: education,
          rules: ["MH-50", "MH-71"]
        },
        { at: "/microsoft/firstName", label: "Microsoft: First Name", kind: "personName", required: true, shown: fresh, rules: ["MH-52", "MH-71"] },
        { at: "/microsoft/lastName", label: "Microsoft: Last Name", kind: "personName", required: true, shown: fresh, rules: ["MH-52", "MH-71"] },
        ...accountPart("line1", "line2"),
        {
          at: "/microsoft/phone",
          label: "Microsoft: Phone Number",
          help: "Used to verify the account",
          kind: "phone",
          required: true,
          shown: fresh,
          country: "/microsoft/address/country",
          rules: ["MH-54", "MH-71"]
        },
        {
          at: "/microsoft/email",
          label: "Microsoft: Email Address",
          help: "Becomes the account's primary contact address",
          kind: "email",
          required: true,
          shown: fresh,
          rules: ["MH-55", "MH-71"]
        },
        ...accountPart("city", "state", "country", "postalCode")
      ],
      imports: [{
        label: "Import company info from Step 1",
        pairs: [
          { from: "/name", to: "/microsoft/companyName" },
          { from: "/address/line1", to: "/microsoft/address/line1" },
          { from: "/address/line2", to: "/microsoft/address/line2" },
          { from: "/address/city", to: "/microsoft/address/city" },
          { from: "/address/state", to: "/microsoft/address/state" },
          { from: "/address/postalCode", to: "/microsoft/address/postalCode" },
          { from: "/address/country", to: "/microsoft/address/country" }
        ],
        rules: ["MH-44"]
      }]
    },
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
