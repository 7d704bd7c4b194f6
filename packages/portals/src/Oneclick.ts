/**
 * oneclick customer admin: one page, demos, visibility by levels, delegated rights.
 *
 * @since 0.1.0
 */
import { type Condition, type Field, Portal } from "@clientele/core"
import { address } from "./internal/blocks.ts"

const labels = {
  line1: "street and number",
  line2: "address (second line)",
  city: "city",
  state: "state",
  postalCode: "postal code",
  country: "country"
}

const party = (
  at: string,
  whose: string,
  rules: ReadonlyArray<string>,
  shown?: Condition.Condition
): ReadonlyArray<Field.Field> => {
  const more = shown === undefined ? {} : { shown }
  return [
    { at: `${at}/name`, label: `${whose}: company`, kind: "companyName", required: true, rules, ...more },
    ...address(`${at}/address`, labels, rules, more).map((field) => ({ ...field, label: `${whose}: ${field.label}` })),
    { at: `${at}/email`, label: `${whose}: e-mail`, kind: "email", rules, ...more },
    { at: `${at}/phone`, label: `${whose}: phone`, kind: "phone", country: `${at}/address/country`, rules, ...more }
  ]
}

const source = (at: string, label: string, rules: ReadonlyArray<string>, more: Partial<Field.Field>): Field.Field => ({
  at: `${at}/sameAs`,
  label,
  kind: "sameAs",
  options: {
    choices: [
      { value: "licensee", label: "From the licensee" },
      { value: "parent", label: "From the parent division" },
      { value: "own", label: "Entered by hand" }
    ]
  },
  rules,
  ...more
})

const standard: Condition.Condition = { not: { at: "/demo", is: true } }

/** A contact person is optional, but whoever begins to name one names all of it. */
const named: Condition.Condition = {
  any: ["area", "firstName", "lastName", "email", "phone"].map((key) => ({ at: `/contacts/area/${key}`, filled: true }))
}

/**
 * The portal of oneclick.
 *
 * **Details**
 *
 * A customer may be a company, a location or a department (OC-03). As many levels of parent divisions see it as are needed
 * for its creator to manage it (OC-06, OC-07). A demo lasts one week and has no invoice recipient; entering one ends it
 * (OC-11 to OC-13). Licences are inherited from the parent, live (OC-17); of the rights below only the one to make demos is
 * given (OC-19). Contractor and invoice recipient stay references until somebody enters data by hand (OC-22, OC-23).
 *
 * @category portals
 * @since 0.1.0
 */
export const portal: Portal.Portal = Portal.make({
  id: "oneclick",
  version: 1,
  name: "oneclick customer admin",
  parent: {
    label: "Parent division",
    help: "Your own division, unless you choose one of your customers to create one level further down",
    rules: ["OC-04", "OC-05"]
  },
  steps: [
    {
      id: "place",
      label: "Place and access",
      fields: [
        {
          at: "/kind",
          label: "Kind",
          help: "A location or department can be managed like a customer of its own",
          kind: "choice",
          required: true,
          default: { value: "company" },
          options: {
            choices: [
              { value: "company", label: "Company" },
              { value: "location", label: "Location" },
              { value: "department", label: "Department" }
            ]
          },
          rules: ["OC-03"]
        },
        {
          at: "/visibility",
          label: "Hierarchy levels of parent divisions with access to this customer",
          help: "Preselected so that you can manage it; one more lets your own parent division see it",
          kind: "number",
          required: true,
          minimum: 1,
          maximum: 10,
          default: { from: "creatorDistance" },
          rules: ["OC-06", "OC-07"]
        },
        {
          at: "/dataCenter",
          label: "Customer data center",
          help: "Can be changed afterwards by support only",
          kind: "choice",
          required: true,
          options: { list: "dataCenters" },
          rules: ["OC-08", "OC-09"]
        },
        {
          at: "/externalKey",
          label: "Customer ID",
          help: "Optional, e.g. from your own system",
          kind: "text",
          maxLength: 64,
          rules: ["OC-10"]
        },
        {
          at: "/demo",
          label: "Create customer in demo mode",
          help: "For one week, without an invoice recipient",
          kind: "flag",
          right: "enableDemo",
          default: { value: false },
          rules: ["OC-11", "OC-12"]
        }
      ]
    },
    {
      id: "licenses",
      label: "License availability",
      fields: [
        {
          at: "/licenses",
          label: "Licenses to choose from",
          help: "All of the parent division's, as it has them at any time, unless you choose some of them",
          kind: "choices",
          right: "setLicenses",
          default: { value: "inherit" },
          options: { from: "licenses" },
          rules: ["OC-16", "OC-17"]
        }
      ]
    },
    {
      id: "rights",
      label: "Rights when creating customers under this customer",
      fields: [
        {
          at: "/rights",
          label: "Rights",
          kind: "choices",
          right: "setRights",
          default: { value: ["enableDemo"] },
          options: { from: "rights" },
          rules: ["OC-18", "OC-19"]
        }
      ]
    },
    {
      id: "parties",
      label: "Division and parties",
      fields: [
        { at: "/name", label: "Name of the division", kind: "companyName", required: true, rules: ["OC-20"] },
        ...party("/licensee", "Licensee / Service Recipient", ["OC-21"]),
        source("/contractor", "Contractor", ["OC-22"], { required: true }),
        ...party("/contractor", "Contractor", ["OC-22"], { at: "/contractor/sameAs", is: "own" }),
        source("/invoiceRecipient", "Invoice recipient", ["OC-12", "OC-23"], { required: true, shown: standard }),
        ...party("/invoiceRecipient", "Invoice recipient", ["OC-23"], {
          all: [standard, { at: "/invoiceRecipient/sameAs", is: "own" }]
        }),
        {
          at: "/invoiceRecipient/vatId",
          label: "Invoice recipient: VAT ID",
          help: "Optional, wherever the rest comes from",
          kind: "vatId",
          country: "/invoiceRecipient/address/country",
          shown: standard,
          rules: ["OC-23"]
        }
      ]
    },
    {
      id: "contact",
      label: "Contact person",
      help: "Optional: add yourself, with what you answer for. All Professional users and administrators see it.",
      fields: [
        {
          at: "/contacts/area/area",
          label: "Area of responsibility",
          help: "E.g. support",
          kind: "text",
          required: named,
          rules: ["OC-24", "OC-25"]
        },
        { at: "/contacts/area/firstName", label: "First name", kind: "personName", required: named, rules: ["OC-24"] },
        { at: "/contacts/area/lastName", label: "Last name", kind: "personName", required: named, rules: ["OC-24"] },
        { at: "/contacts/area/email", label: "E-mail", kind: "email", required: named, rules: ["OC-24"] },
        {
          at: "/contacts/area/phone",
          label: "Phone",
          kind: "phone",
          country: "/licensee/address/country",
          rules: ["OC-24"]
        }
      ]
    }
  ],
  rules: [
    {
      _tag: "empty",
      at: "/invoiceRecipient",
      when: { at: "/demo", is: true },
      message: "A demo has no invoice recipient; leave it out, or create the customer without demo mode",
      rules: ["OC-12"]
    },
    { _tag: "withinParent", at: "/visibility", of: "depth", rules: ["OC-07"] },
    { _tag: "withinParent", at: "/licenses", of: "licenses", rules: ["OC-17"] },
    { _tag: "withinParent", at: "/rights", of: "rights", rules: ["OC-18"] },
    {
      _tag: "vatCountry",
      at: "/invoiceRecipient/vatId",
      country: "/invoiceRecipient/address/country",
      severity: "warning",
      rules: ["OC-23"]
    }
  ],
  policies: {
    approval: "automatic",
    fourEyes: false,
    visibility: "creator",
    demoDays: 7,
    letters: null,
    login: null,
    provisioning: []
  },
  summary: false
})
