/** The step of MSP Hub that links a Microsoft account, makes one, or is skipped. */
import type { Condition, Field, Portal } from "@clientele/core"
import { address } from "./blocks.ts"

const existing: Condition.Condition = { at: "/microsoft/way", is: "existing" }
const fresh: Condition.Condition = { at: "/microsoft/way", is: "new" }
const education: Condition.Condition = { all: [fresh, { at: "/microsoft/qualification/type", is: "education" }] }

const accountAddress = address(
  "/microsoft/address",
  {
    line1: "Microsoft: Address Line 1",
    line2: "Microsoft: Address Line 2",
    city: "Microsoft: City",
    state: "Microsoft: State",
    postalCode: "Microsoft: ZIP Code",
    country: "Microsoft: Country/Region"
  },
  ["MH-53", "MH-71"],
  { shown: fresh, country: { default: { value: "US" }, rules: ["MH-56", "MH-71"] } }
)

/** Of the account's address, in an order of their own: the document asks for phone and e-mail in between. */
const accountPart = (...keys: ReadonlyArray<string>): ReadonlyArray<Field.Field> =>
  keys.flatMap((key) => accountAddress.filter(({ at }) => at === `/microsoft/address/${key}`))

export const microsoft: Portal.Step = {
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
      options: {
        choices: [
          { value: "k12", label: "Primary and secondary (K12)" },
          { value: "higher", label: "Higher education" }
        ]
      },
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
    {
      at: "/microsoft/firstName",
      label: "Microsoft: First Name",
      kind: "personName",
      required: true,
      shown: fresh,
      rules: ["MH-52", "MH-71"]
    },
    {
      at: "/microsoft/lastName",
      label: "Microsoft: Last Name",
      kind: "personName",
      required: true,
      shown: fresh,
      rules: ["MH-52", "MH-71"]
    },
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
  imports: [
    {
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
    }
  ]
}
