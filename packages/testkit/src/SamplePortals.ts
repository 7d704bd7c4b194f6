/**
 * Portals that between them use every policy and most of the vocabulary: what laws and properties run on.
 *
 * @since 0.1.0
 */
import { Portal } from "@clientele/core"

const general: Portal.Step = {
  id: "general",
  label: "General",
  fields: [
    { at: "/name", label: "Name", kind: "companyName", required: true },
    { at: "/externalKey", label: "Customer number", kind: "text", maxLength: 64 },
    { at: "/vatId", label: "VAT id", kind: "vatId", country: "/address/country" },
    { at: "/currency", label: "Currency", kind: "currency", required: true, options: { from: "currencies" } },
    { at: "/address/country", label: "Country", kind: "country", required: true, options: { from: "countries" } },
    { at: "/address/line1", label: "Street", kind: "text", required: true },
    { at: "/address/city", label: "City", kind: "text", required: true },
    {
      at: "/address/state",
      label: "State",
      kind: "subdivision",
      country: "/address/country",
      options: { from: "subdivisions" }
    },
    {
      at: "/address/postalCode",
      label: "Postal code",
      kind: "postalCode",
      required: true,
      country: "/address/country",
      subdivision: "/address/state"
    }
  ]
}

const people: Portal.Step = {
  id: "people",
  label: "People",
  fields: [
    { at: "/admin/firstName", label: "First name", kind: "personName", required: true },
    { at: "/admin/login", label: "Login", kind: "login", required: true },
    { at: "/admin/email", label: "E-mail", kind: "email", required: true },
    { at: "/contacts/admin/email", label: "Administrator's e-mail", kind: "email", required: true },
    { at: "/contacts/primary/phone", label: "Phone", kind: "phone", country: "/address/country" },
    {
      at: "/salesRepresentatives",
      label: "Sales representatives",
      kind: "list",
      items: [
        { at: "/name", label: "Name", kind: "personName", required: true },
        { at: "/email", label: "E-mail", kind: "email", required: true }
      ]
    }
  ]
}

const contract: Portal.Step = {
  id: "contract",
  label: "Contract",
  fields: [
    { at: "/demo", label: "Demo", kind: "flag", right: "enableDemo", default: { value: false } },
    {
      at: "/visibility",
      label: "Visible for",
      kind: "number",
      minimum: 1,
      maximum: 10,
      default: { from: "creatorDistance" }
    },
    {
      at: "/rights",
      label: "Rights",
      kind: "choices",
      right: "setRights",
      options: { from: "rights" },
      default: { value: ["enableDemo"] }
    },
    {
      at: "/licenses",
      label: "Licences",
      kind: "choices",
      right: "setLicenses",
      options: { from: "licenses" },
      default: { value: "inherit" }
    },
    {
      at: "/dataCenter",
      label: "Data centre",
      kind: "choice",
      right: "setDataCenter",
      options: { list: "dataCenters" }
    },
    { at: "/invoiceRecipient/name", label: "Invoices to", kind: "text" },
    { at: "/letters", label: "Letters", kind: "flag", default: { value: true } },
    {
      at: "/microsoft/way",
      label: "Microsoft",
      kind: "choice",
      options: {
        choices: [
          { value: "new", label: "New" },
          { value: "skip", label: "Skip" }
        ]
      }
    },
    {
      at: "/microsoft/domainPrefix",
      label: "Tenant",
      kind: "tenantPrefix",
      required: { at: "/microsoft/way", is: "new" },
      shown: { at: "/microsoft/way", is: "new" }
    }
  ]
}

/**
 * Approves itself; has a login, demos of a week, visibility by creator, delegated rights, licences, data centres, sales
 * representatives, a Microsoft step and provisioning.
 *
 * @category portals
 * @since 0.1.0
 */
export const automatic: Portal.Portal = Portal.make({
  id: "automatic",
  version: 3,
  name: "Automatic",
  steps: [general, people, contract],
  rules: [
    { _tag: "vatCountry", at: "/vatId", country: "/address/country", severity: "warning" },
    { _tag: "count", at: "/salesRepresentatives", minimum: 1, maximum: 3 },
    { _tag: "distinct", at: "/salesRepresentatives", by: "/email" },
    { _tag: "empty", at: "/invoiceRecipient/name", when: { at: "/demo", is: true } },
    { _tag: "withinParent", at: "/visibility", of: "depth" },
    { _tag: "withinParent", at: "/rights", of: "rights" },
    { _tag: "withinParent", at: "/licenses", of: "licenses" }
  ],
  policies: {
    approval: "automatic",
    fourEyes: false,
    visibility: "creator",
    demoDays: 7,
    letters: "/contacts/admin/email",
    login: "/admin/login",
    provisioning: ["adminUser", "microsoftTenant"]
  },
  summary: true
})

/**
 * As {@link automatic}, but somebody else than the submitter approves.
 *
 * @category portals
 * @since 0.1.0
 */
export const manual: Portal.Portal = Portal.make({
  ...automatic,
  id: "manual",
  name: "Manual",
  policies: { ...automatic.policies, approval: "manual", fourEyes: true }
})

/**
 * Little to fill in: a name, a currency, a country, a login if one likes; approved by hand, seen by every ancestor. Its
 * settings (visibility, rights, licences) are changed by commands alone.
 *
 * @category portals
 * @since 0.1.0
 */
export const plain: Portal.Portal = Portal.make({
  id: "plain",
  version: 1,
  name: "Plain",
  steps: [
    {
      id: "all",
      label: "All",
      fields: [
        { at: "/name", label: "Name", kind: "companyName", required: true },
        { at: "/currency", label: "Currency", kind: "currency", required: true, options: { from: "currencies" } },
        { at: "/address/country", label: "Country", kind: "country", required: true, options: { from: "countries" } },
        { at: "/externalKey", label: "Customer number", kind: "text" },
        { at: "/admin/login", label: "Login", kind: "login" },
        { at: "/vatId", label: "VAT id", kind: "vatId", country: "/address/country" }
      ]
    }
  ],
  rules: [],
  policies: {
    approval: "manual",
    fourEyes: false,
    visibility: "everyAncestor",
    demoDays: null,
    letters: null,
    login: "/admin/login",
    provisioning: ["adminUser"]
  },
  summary: false
})

/**
 * All of them.
 *
 * @category constants
 * @since 0.1.0
 */
export const all: ReadonlyArray<Portal.Portal> = [automatic, manual, plain]
