/**
 * Everything that can be filled in about a customer, over all portals.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Address } from "./Address.ts"
import { Contact } from "./Contact.ts"
import { Party } from "./Party.ts"
import * as Personal from "./Personal.ts"
import { Qualification } from "./Qualification.ts"
import { SalesRepresentatives } from "./SalesRepresentatives.ts"

const text = Schema.optionalKey(Schema.String)
const personal = Schema.optionalKey(Personal.Text)
const flag = Schema.optionalKey(Schema.Boolean)

/**
 * Schema for the kind of node a customer is.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Kind = Schema.Literals(["company", "individual", "location", "department"])

/**
 * @category models
 * @since 0.1.0
 */
export type Kind = typeof Kind.Type

/**
 * Schema for the step that connects the customer's Microsoft account.
 *
 * **Details**
 *
 * `way` is `existing` (locate and link by `domain`), `new` (the other keys describe the tenant to be made; its domain is
 * `domainPrefix` + `.onmicrosoft.com`) or `skip`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Microsoft = Schema.Struct({
  way: text,
  country: text,
  domain: personal,
  /** Id of the account that Microsoft's directory found for the domain; filled in at submit, never by a form. */
  account: personal,
  companyName: personal,
  domainPrefix: personal,
  registrationNumber: personal,
  qualification: Schema.optionalKey(Qualification),
  firstName: personal,
  lastName: personal,
  address: Schema.optionalKey(Address),
  phone: personal,
  email: personal
}).annotate({ identifier: "Microsoft" })

/**
 * Schema for what is known about a customer, whichever portal made it; anything may be missing.
 *
 * **Details**
 *
 * Plain JSON. In a draft each text is what was typed; after submit it is canonical. Which keys are required is the
 * portal's matter. `extra` holds the fields that a portal of your own adds. Personal leaves are marked and can be erased.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Profile = Schema.Struct({
  kind: Schema.optionalKey(Schema.String),
  /** Official name of the company or division; a person's name for an individual. */
  name: personal,
  shortName: personal,
  /** The operator's own id for the customer (customer number, ERP id); unique under the direct parent. */
  externalKey: personal,
  registrationNumber: personal,
  /** A second field for the chamber-of-commerce number, where a portal has two; must agree with the first. */
  kvkNumber: personal,
  vatId: personal,
  currency: text,
  industry: text,
  qualification: Schema.optionalKey(Qualification),
  customerType: text,
  subscription: text,
  primaryDomain: personal,
  taxZone: text,
  dataCenter: text,
  /** Start as a demo of one week. */
  demo: flag,
  /** Send letters (welcome, credentials links). */
  letters: flag,
  /** Send customer invoices by e-mail. */
  invoices: flag,
  /** How many levels of ancestors see and manage this customer; 1 is the direct parent. */
  visibility: Schema.optionalKey(Schema.Finite),
  rights: Schema.optionalKey(Schema.Array(Schema.String)),
  /** `inherit`, or the licences chosen from what the parent offers. */
  licenses: Schema.optionalKey(Schema.Union([Schema.Literal("inherit"), Schema.Array(Schema.String)])),
  address: Schema.optionalKey(Address),
  billing: Schema.optionalKey(
    Schema.Struct({
      /** The billing address is the customer's address, live. */
      sameAsCustomer: flag,
      profileName: personal,
      billTo: personal,
      address: Schema.optionalKey(Address)
    })
  ),
  contacts: Schema.optionalKey(
    Schema.Struct({
      primary: Schema.optionalKey(Contact),
      billing: Schema.optionalKey(Contact),
      technical: Schema.optionalKey(Contact),
      admin: Schema.optionalKey(Contact),
      area: Schema.optionalKey(Contact)
    })
  ),
  /** The user that will administer the customer. Its password is never here. */
  admin: Schema.optionalKey(
    Schema.Struct({
      firstName: personal,
      lastName: personal,
      login: personal,
      displayName: personal,
      /** Where this user's letters go; never the login. */
      email: personal
    })
  ),
  salesRepresentatives: Schema.optionalKey(SalesRepresentatives),
  microsoft: Schema.optionalKey(Microsoft),
  licensee: Schema.optionalKey(Party),
  contractor: Schema.optionalKey(Party),
  invoiceRecipient: Schema.optionalKey(Party),
  extra: Schema.optionalKey(
    Schema.Record(Schema.String, Personal.personal(Schema.Union([Schema.String, Schema.Finite, Schema.Boolean])))
  )
}).annotate({ identifier: "Profile" })

/**
 * @category models
 * @since 0.1.0
 */
export type Profile = typeof Profile.Type

/**
 * Returns the address to bill: the customer's own as it is now while the two are said to be the same (MH-20), else the
 * one filled in for billing; `undefined` where there is none.
 *
 * @category getters
 * @since 0.1.0
 */
export const billingAddress = ({ address, billing }: Profile): Address | undefined =>
  billing === undefined || billing.sameAsCustomer === true ? address : billing.address

/**
 * Returns the VAT id under which the customer buys: its own, else the one given for its invoice recipient (OC-23).
 *
 * @category getters
 * @since 0.1.0
 */
export const vatId = (profile: Profile): string | undefined => profile.vatId ?? profile.invoiceRecipient?.vatId
