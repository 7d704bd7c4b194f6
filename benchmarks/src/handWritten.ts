/** The structure of MSP Hub's draft as a careful person writes it by hand: the same questions as ours, the same answers. */

export interface Problem {
  readonly at: string
  readonly code: string
  readonly message: string
}

type Draft = Record<string, unknown>

const control = /[\u0000-\u0008\u000b-\u001f\u007f]/u

const problem = (found: Array<Problem>, at: string, code: string, message: string): void => {
  found.push({ at, code, message })
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "")

const text = (from: Draft, key: string, at: string, label: string, required: boolean, found: Array<Problem>): void => {
  const value = from[key]
  if (isMissing(value)) {
    if (required) problem(found, `${at}/${key}`, "required", `${label} is required`)
  } else if (typeof value !== "string")
    problem(found, `${at}/${key}`, "wrongType", `${label}: expected text, not a ${typeof value}`)
  else if (value.length > 255)
    problem(found, `${at}/${key}`, "tooLong", `${label}: at most 255 characters, not ${value.length}`)
  else if (control.test(value) || !value.isWellFormed()) {
    problem(found, `${at}/${key}`, "characterInvalid", `${label}: holds a character that cannot be stored`)
  }
}

const choice = (
  from: Draft,
  key: string,
  at: string,
  label: string,
  choices: ReadonlySet<string>,
  required: boolean,
  found: Array<Problem>
): void => {
  const value = from[key]
  if (isMissing(value)) {
    if (required) problem(found, `${at}/${key}`, "required", `${label} is required`)
  } else if (typeof value !== "string")
    problem(found, `${at}/${key}`, "wrongType", `${label}: expected text, not a ${typeof value}`)
  else if (!choices.has(value))
    problem(found, `${at}/${key}`, "choiceUnknown", `${label}: choose ${[...choices].join(", ")}`)
}

const nothing: Draft = {}

/** An object with known keys only; what is missing is an empty one, so that its fields are asked for. */
const object = (value: unknown, at: string, keys: ReadonlySet<string>, found: Array<Problem>): Draft | undefined => {
  if (value === undefined || value === null) return nothing
  if (typeof value !== "object" || Array.isArray(value)) {
    problem(found, at, "wrongType", "Expected an object with fields here")
    return undefined
  }
  for (const key in value) {
    if (Object.hasOwn(value, key) && !keys.has(key))
      problem(found, `${at}/${key}`, "fieldUnknown", "MSP Hub has no field here")
  }
  return value as Draft
}

const set = (...keys: ReadonlyArray<string>): ReadonlySet<string> => new Set(keys)

const draftKeys = set(
  "kind",
  "name",
  "customerType",
  "subscription",
  "address",
  "billing",
  "contacts",
  "admin",
  "microsoft",
  "salesRepresentatives"
)
const addressKeys = set("country", "line1", "line2", "city", "state", "postalCode")
const billingKeys = set("sameAsCustomer", "profileName", "billTo", "address")
const contactsKeys = set("primary", "billing")
const contactKeys = set("firstName", "lastName", "email", "phone", "fax", "countryCode")
const adminKeys = set("firstName", "lastName", "login", "displayName", "email")
const microsoftKeys = set(
  "way",
  "country",
  "domain",
  "companyName",
  "domainPrefix",
  "registrationNumber",
  "qualification",
  "firstName",
  "lastName",
  "address",
  "phone",
  "email"
)
const qualificationKeys = set("type", "segment", "website")
const representativeKeys = set("name", "email", "phone")
const kinds = set("company", "individual")
const ways = set("existing", "new", "skip")
const qualifications = set("commercial", "education", "nonProfit")
const segments = set("k12", "higher")

// Whether a country asks for a state or postal code is not a question of structure.
const address = (value: unknown, at: string, required: boolean, found: Array<Problem>): void => {
  const from = object(value, at, addressKeys, found)
  if (from === undefined) return
  text(from, "country", at, "Country", required, found)
  text(from, "line1", at, "Address Line 1", required, found)
  text(from, "line2", at, "Address Line 2", false, found)
  text(from, "city", at, "City", required, found)
  text(from, "state", at, "State", false, found)
  text(from, "postalCode", at, "ZIP Code", false, found)
}

const contact = (value: unknown, at: string, found: Array<Problem>): void => {
  const from = object(value, at, contactKeys, found)
  if (from === undefined) return
  text(from, "firstName", at, "First Name", true, found)
  text(from, "lastName", at, "Last Name", true, found)
  text(from, "email", at, "Email Address", true, found)
  text(from, "phone", at, "Phone Number", false, found)
  text(from, "fax", at, "Fax Number", false, found)
  text(from, "countryCode", at, "Country Code", !isMissing(from["phone"]) || !isMissing(from["fax"]), found)
}

const billing = (value: unknown, found: Array<Problem>): void => {
  const from = object(value, "/billing", billingKeys, found)
  if (from === undefined) return
  const same = from["sameAsCustomer"]
  if (same !== undefined && same !== null && typeof same !== "boolean") {
    problem(
      found,
      "/billing/sameAsCustomer",
      "wrongType",
      `Billing address is the company address: expected true or false, not a ${typeof same}`
    )
  }
  text(from, "profileName", "/billing", "Billing Profile Name", true, found)
  text(from, "billTo", "/billing", "Bill To", true, found)
  address(from["address"], "/billing/address", same !== true, found)
}

const admin = (value: unknown, found: Array<Problem>): void => {
  const from = object(value, "/admin", adminKeys, found)
  if (from === undefined) return
  text(from, "firstName", "/admin", "Admin User: First Name", true, found)
  text(from, "lastName", "/admin", "Admin User: Last Name", true, found)
  text(from, "login", "/admin", "Login Email Address", true, found)
  text(from, "displayName", "/admin", "Display Name", false, found)
  text(from, "email", "/admin", "Additional Communication Email Address", true, found)
}

const microsoft = (value: unknown, found: Array<Problem>): void => {
  const from = object(value, "/microsoft", microsoftKeys, found)
  if (from === undefined) return
  choice(from, "way", "/microsoft", "Microsoft account", ways, true, found)
  const fresh = from["way"] === "new"
  text(from, "country", "/microsoft", "Country of the account", false, found)
  text(from, "domain", "/microsoft", "Domain Name", from["way"] === "existing", found)
  text(from, "companyName", "/microsoft", "Company Name", fresh, found)
  text(from, "domainPrefix", "/microsoft", "Domain", fresh, found)
  text(from, "registrationNumber", "/microsoft", "Company Registration ID", false, found)
  if (fresh || from["qualification"] !== undefined) {
    const qualification = object(from["qualification"], "/microsoft/qualification", qualificationKeys, found)
    if (qualification !== undefined) {
      const education = fresh && qualification["type"] === "education"
      choice(qualification, "type", "/microsoft/qualification", "Qualification Type", qualifications, fresh, found)
      choice(qualification, "segment", "/microsoft/qualification", "Segment", segments, education, found)
      text(qualification, "website", "/microsoft/qualification", "Website of the institution", education, found)
    }
  }
  text(from, "firstName", "/microsoft", "First Name", fresh, found)
  text(from, "lastName", "/microsoft", "Last Name", fresh, found)
  if (fresh || from["address"] !== undefined) address(from["address"], "/microsoft/address", fresh, found)
  text(from, "phone", "/microsoft", "Phone Number", fresh, found)
  text(from, "email", "/microsoft", "Email Address", fresh, found)
}

const representatives = (value: unknown, found: Array<Problem>): void => {
  const at = "/salesRepresentatives"
  if (value !== undefined && value !== null && !Array.isArray(value))
    return problem(found, at, "wrongType", "Sales Representatives: expected a list")
  const list: ReadonlyArray<unknown> = Array.isArray(value) ? value : []
  if (list.length > 100) return problem(found, at, "wrongType", "Sales Representatives: expected at most 100 items")
  if (list.length < 1 || list.length > 3)
    problem(found, at, "countOutOfRange", "Name one to three sales representatives")
  for (let index = 0; index < list.length; index++) {
    const here = `${at}/${index}`
    const from = object(list[index], here, representativeKeys, found)
    if (from === undefined) continue
    text(from, "name", here, "Name", true, found)
    text(from, "email", here, "Email Address", true, found)
    text(from, "phone", here, "Phone Number", false, found)
  }
}

/** Returns everything that is wrong with a draft. */
export const check = (value: unknown): ReadonlyArray<Problem> => {
  const found: Array<Problem> = []
  const from = object(value, "", draftKeys, found)
  if (from === undefined) return found
  choice(from, "kind", "", "Kind", kinds, false, found)
  text(from, "name", "", "Company Name", true, found)
  text(from, "customerType", "", "Customer Type", true, found)
  text(from, "subscription", "", "Partner Subscription", true, found)
  address(from["address"], "/address", true, found)
  billing(from["billing"], found)
  const contacts = object(from["contacts"], "/contacts", contactsKeys, found)
  if (contacts !== undefined) {
    contact(contacts["primary"], "/contacts/primary", found)
    contact(contacts["billing"], "/contacts/billing", found)
  }
  admin(from["admin"], found)
  microsoft(from["microsoft"], found)
  representatives(from["salesRepresentatives"], found)
  return found
}
