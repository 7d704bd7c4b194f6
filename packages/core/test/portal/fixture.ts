/** A small portal that uses every kind of rule, and what a server knows when it checks. */
import { Portal, Rights, type Rule, type Situation, TaxSeller } from "@clientele/core"
import type { Instant } from "@clientele/core/Instant"
import * as Selection from "@clientele/core/reference/Selection"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"

export const world = World.make({
  tax: europe,
  lists: {
    customerTypes: [
      { value: "small", label: "Small" },
      { value: "large", label: "Large" }
    ],
    licenses: [
      { value: "office", label: "Office" },
      { value: "azure", label: "Azure" }
    ]
  }
})

/** A page that has loaded nothing but the codes of countries and currencies. */
export const page = Selection.make()

const policies: Portal.Policies = {
  approval: "automatic",
  fourEyes: false,
  visibility: "creator",
  demoDays: null,
  letters: null,
  login: "/admin/login",
  provisioning: []
}

export const portal = Portal.make({
  id: "sample",
  version: 3,
  name: "Sample",
  steps: [
    {
      id: "company",
      label: "Company",
      fields: [
        { at: "/name", label: "Name", kind: "companyName", required: true },
        {
          at: "/kind",
          label: "Kind",
          kind: "choice",
          options: {
            choices: [
              { value: "company", label: "Company" },
              { value: "individual", label: "Person" }
            ]
          },
          default: { value: "company" }
        },
        {
          at: "/vatId",
          label: "VAT id",
          kind: "vatId",
          country: "/address/country",
          required: { at: "/kind", is: "company" }
        },
        { at: "/registrationNumber", label: "Number", kind: "registrationNumber", country: "/address/country" },
        { at: "/kvkNumber", label: "Number again", kind: "registrationNumber", country: "/address/country" },
        { at: "/customerType", label: "Type", kind: "choice", options: { list: "customerTypes" } },
        { at: "/address/country", label: "Country", kind: "country", required: true, options: { from: "countries" } },
        {
          at: "/address/state",
          label: "State",
          kind: "subdivision",
          country: "/address/country",
          options: { from: "subdivisions" },
          required: true
        },
        {
          at: "/address/postalCode",
          label: "Postal code",
          kind: "postalCode",
          country: "/address/country",
          subdivision: "/address/state",
          required: true
        },
        { at: "/admin/firstName", label: "First name", kind: "personName" },
        { at: "/admin/lastName", label: "Last name", kind: "personName" },
        {
          at: "/admin/displayName",
          label: "Shown as",
          kind: "text",
          maxLength: 40,
          default: { join: ["/admin/firstName", "/admin/lastName"] }
        },
        { at: "/admin/email", label: "E-mail", kind: "email" },
        { at: "/admin/login", label: "Login", kind: "login", default: { same: "/admin/email" } }
      ]
    },
    {
      id: "people",
      label: "People",
      fields: [
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
    },
    {
      id: "settings",
      label: "Settings",
      fields: [
        { at: "/demo", label: "Demo", kind: "flag", right: "enableDemo", default: { value: false } },
        { at: "/invoiceRecipient/name", label: "Recipient", kind: "text", shown: { at: "/demo", is: false } },
        {
          at: "/visibility",
          label: "Levels",
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
        }
      ]
    }
  ],
  rules: [],
  policies,
  summary: true
})

export const withRules = (...rules: ReadonlyArray<Rule.Rule>): Portal.Portal => ({ ...portal, rules })

export const good = {
  name: "Ada Ltd",
  vatId: "NL006486253B01",
  address: { country: "NL", postalCode: "1234AB" },
  admin: { firstName: "Ada", lastName: "King", email: "ada@example.com" }
}

export const server: Situation.Situation = {
  now: "2026-11-22T10:00:00.000Z" as Instant,
  seller: TaxSeller.make("NL"),
  parent: { profile: { name: "Noord B.V." }, depth: 1, rights: ["createCustomers", "enableDemo"], offered: ["office"] },
  creator: { distance: 2, rights: Rights.all }
}
