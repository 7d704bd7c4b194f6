/**
 * 2tCloud Service Automation: a wizard of four screens, no approval.
 *
 * @since 0.1.0
 */
import { type Condition, type Field, Portal } from "@clientele/core"
import { address } from "./internal/blocks.ts"

const contact = (
  role: "billing" | "technical",
  label: string,
  id: string,
  own: Condition.Condition
): ReadonlyArray<Field.Field> => [
  {
    at: `/contacts/${role}/sameAs`,
    label,
    help: "The customer's own until you untick it and give other details",
    kind: "sameAs",
    required: true,
    default: { value: "primary" },
    options: {
      choices: [
        { value: "primary", label: "Same as the customer information" },
        { value: "own", label: "Other details" }
      ]
    },
    rules: [id, "2T-13", "2T-14"]
  },
  {
    at: `/contacts/${role}/firstName`,
    label: `${label}: first name`,
    kind: "personName",
    required: true,
    shown: own,
    rules: [id]
  },
  {
    at: `/contacts/${role}/lastName`,
    label: `${label}: last name`,
    kind: "personName",
    required: true,
    shown: own,
    rules: [id]
  },
  {
    at: `/contacts/${role}/email`,
    label: `${label}: e-mail`,
    kind: "email",
    required: true,
    shown: own,
    rules: role === "billing" ? [id, "2T-15", "2T-16"] : [id]
  },
  {
    at: `/contacts/${role}/phone`,
    label: `${label}: phone`,
    kind: "phone",
    country: "/address/country",
    shown: own,
    rules: [id]
  }
]

/**
 * The portal of 2tCloud.
 *
 * **Details**
 *
 * The operator chooses the tax zone (2T-06); submitting without one proposes the zone that follows from the address, and
 * another choice is a warning. Names and addresses equal to the partner's own are a warning (2T-09), but not on the billing
 * contact, where a reseller may put itself (2T-16). A created customer is active at once (2T-32).
 *
 * @category portals
 * @since 0.1.0
 */
export const portal: Portal.Portal = Portal.make({
  id: "twotcloud",
  version: 1,
  name: "2tCloud Service Automation",
  steps: [
    {
      id: "account",
      label: "Account information",
      fields: [
        {
          at: "/name",
          label: "Customer name",
          help: "The customer's name, not yours",
          kind: "companyName",
          required: true,
          rules: ["2T-04", "2T-09", "2T-10"]
        },
        {
          at: "/taxZone",
          label: "TAX Zone",
          help: "Choose it yourself: with the wrong zone, tax may be missing from the invoice",
          kind: "taxZone",
          options: { from: "taxZones" },
          rules: ["2T-05", "2T-06", "2T-07"]
        }
      ]
    },
    {
      id: "customer",
      label: "Customer information",
      help: "Fill in the customer's details, not your own: subscriptions are created with them.",
      fields: [
        ...address(
          "/address",
          {
            line1: "Address",
            line2: "Address (second line)",
            city: "City",
            state: "State",
            postalCode: "Zip / Postal Code",
            country: "Country"
          },
          ["2T-08", "2T-10", "2T-18", "2T-19"]
        ),
        {
          at: "/contacts/primary/firstName",
          label: "First name",
          kind: "personName",
          required: true,
          rules: ["2T-08", "2T-10"]
        },
        {
          at: "/contacts/primary/lastName",
          label: "Last name",
          kind: "personName",
          required: true,
          rules: ["2T-08", "2T-10"]
        },
        { at: "/contacts/primary/email", label: "E-mail", kind: "email", required: true, rules: ["2T-08", "2T-10"] },
        {
          at: "/contacts/primary/phone",
          label: "Phone",
          kind: "phone",
          country: "/address/country",
          rules: ["2T-08", "2T-10"]
        },
        ...contact("billing", "Billing Contact Information", "2T-11", { at: "/contacts/billing/sameAs", is: "own" }),
        ...contact("technical", "Technical Contact Information", "2T-12", {
          at: "/contacts/technical/sameAs",
          is: "own"
        }),
        {
          at: "/invoices",
          label: "Send customer invoices",
          help: "Invoices go by e-mail to the billing contact",
          kind: "flag",
          default: { value: true },
          rules: ["2T-15", "2T-17"]
        }
      ]
    },
    {
      id: "additional",
      label: "Additional information",
      help: "Nothing here is required, but some subscriptions need it.",
      fields: [
        {
          at: "/registrationNumber",
          label: "RegNum (KvK)",
          help: "Optional, but some subscriptions need it",
          kind: "registrationNumber",
          country: "/address/country",
          rules: ["2T-23"]
        },
        {
          at: "/vatId",
          label: "VATNum",
          help: "Optional, but some subscriptions need it",
          kind: "vatId",
          country: "/address/country",
          rules: ["2T-24"]
        },
        {
          at: "/kvkNumber",
          label: "KvK Number",
          help: "Optional, but some subscriptions need it; the same number as RegNum (KvK)",
          kind: "registrationNumber",
          country: "/address/country",
          rules: ["2T-25"]
        },
        {
          at: "/externalKey",
          label: "Customer Number",
          help: "Optional: your own number for the customer, used with the API",
          kind: "text",
          maxLength: 64,
          rules: ["2T-27"]
        }
      ]
    },
    {
      id: "login",
      label: "Customer Control Panel",
      help: "The account with which the customer signs in. Nobody is told: whether to hand it over is up to you.",
      fields: [
        {
          at: "/admin/login",
          label: "Login Name",
          help: "Unique in the whole platform",
          kind: "login",
          required: true,
          rules: ["2T-28", "2T-30", "2T-31"]
        },
        { at: "/admin/password", label: "Password", kind: "secret", required: true, rules: ["2T-30"] },
        { at: "/admin/passwordRetype", label: "Password (again)", kind: "secret", required: true, rules: ["2T-30"] }
      ]
    }
  ],
  rules: [
    { _tag: "taxZone", at: "/taxZone", severity: "warning", rules: ["2T-06", "2T-07"] },
    {
      _tag: "notParents",
      at: [
        "/name",
        "/address/line1",
        "/contacts/primary/email",
        "/contacts/primary/phone",
        "/registrationNumber",
        "/vatId",
        "/kvkNumber"
      ],
      severity: "warning",
      rules: ["2T-09", "2T-10"]
    },
    {
      _tag: "equal",
      at: "/kvkNumber",
      with: "/registrationNumber",
      message: "RegNum (KvK) holds another number; both name the same registration",
      rules: ["2T-23", "2T-25"]
    },
    { _tag: "vatCountry", at: "/vatId", country: "/address/country", severity: "warning", rules: ["2T-24"] },
    {
      _tag: "complete",
      at: ["/registrationNumber", "/vatId", "/kvkNumber"],
      severity: "warning",
      message: "Better filled in: some subscriptions need it",
      rules: ["2T-23", "2T-24", "2T-25", "2T-26"]
    }
  ],
  policies: {
    approval: "automatic",
    fourEyes: false,
    visibility: "everyAncestor",
    demoDays: null,
    letters: null,
    login: "/admin/login",
    provisioning: ["adminUser"]
  },
  summary: false
})
