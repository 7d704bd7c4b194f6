/**
 * Partner Control Panel: a wizard of three tabs, the last one a summary.
 *
 * @since 0.1.0
 */
import { Portal } from "@clientele/core"
import { address } from "./internal/blocks.ts"

/**
 * The portal of the partner Control Panel.
 *
 * **Details**
 *
 * A new customer has no service (CP-02). Its administrator is made at the first provisioning, which the first service
 * starts (CP-08). Letters are on and go to the alternate e-mail, never to the login (CP-15, CP-16, CP-21): it is the one
 * address of the primary contact, who is that administrator (CP-09). The general contact information can wait, but what
 * is missing is a warning, since it appears on the welcome letter (CP-18, CP-19).
 *
 * @category portals
 * @since 0.1.0
 */
export const portal: Portal.Portal = Portal.make({
  id: "control-panel",
  version: 1,
  name: "Partner Control Panel",
  steps: [
    {
      id: "step1",
      label: "Step 1: customer",
      fields: [
        {
          at: "/name",
          label: "Customer Name",
          help: "The name of the business",
          kind: "companyName",
          required: true,
          rules: ["CP-04", "CP-05"]
        },
        {
          at: "/primaryDomain",
          label: "Primary Domain",
          help: "The customer's registered domain, e.g. example.com",
          kind: "domain",
          required: true,
          rules: ["CP-04", "CP-06"]
        },
        {
          at: "/admin/displayName",
          label: "User Display Name",
          help: "The primary contact, made as an administrator when the customer is first provisioned",
          kind: "personName",
          required: true,
          rules: ["CP-04", "CP-07", "CP-08", "CP-09"]
        },
        {
          at: "/admin/login",
          label: "User Login Name",
          help: "The primary e-mail address or UPN of that user",
          kind: "upn",
          required: true,
          rules: ["CP-04", "CP-10"]
        },
        {
          at: "/admin/password",
          label: "Password",
          help: "Of that administrator; can be generated, as words that can be spoken",
          kind: "secret",
          required: true,
          rules: ["CP-04", "CP-11", "CP-12", "CP-13"]
        },
        {
          at: "/admin/passwordRetype",
          label: "Retype Password",
          kind: "secret",
          required: true,
          rules: ["CP-04", "CP-14"]
        },
        {
          at: "/admin/email",
          label: "Alternate Email",
          help: "Of the primary contact; where all letters go",
          kind: "email",
          required: true,
          rules: ["CP-04", "CP-15", "CP-21"]
        },
        {
          at: "/letters",
          label: "Send Letters",
          help: "Sends the new account's login to the alternate e-mail",
          kind: "flag",
          default: { value: true },
          rules: ["CP-16", "CP-17"]
        }
      ]
    },
    {
      id: "step2",
      label: "Step 2: contact information",
      help: "Can be filled in later, but is shown on the welcome letter and in the account's window.",
      fields: [
        { at: "/contacts/primary/firstName", label: "First name", kind: "personName", rules: ["CP-18"] },
        { at: "/contacts/primary/lastName", label: "Last name", kind: "personName", rules: ["CP-18"] },
        { at: "/contacts/primary/phone", label: "Phone", kind: "phone", country: "/address/country", rules: ["CP-18"] },
        ...address(
          "/address",
          {
            line1: "Address",
            line2: "Address (second line)",
            city: "City",
            state: "State",
            postalCode: "Postal code",
            country: "Country"
          },
          ["CP-18"],
          { required: false }
        )
      ]
    },
    {
      id: "step3",
      label: "Step 3: summary",
      help: "Check everything once more before the customer is created.",
      fields: []
    }
  ],
  rules: [
    {
      _tag: "complete",
      at: [
        "/contacts/primary/firstName",
        "/contacts/primary/lastName",
        "/contacts/primary/phone",
        "/address/line1",
        "/address/city",
        "/address/postalCode",
        "/address/country"
      ],
      severity: "warning",
      message: "Better filled in: it is shown on the welcome letter",
      rules: ["CP-19"]
    }
  ],
  policies: {
    approval: "automatic",
    fourEyes: false,
    visibility: "everyAncestor",
    demoDays: null,
    letters: "/admin/email",
    login: "/admin/login",
    provisioning: ["adminUser"]
  },
  summary: true
})
