/**
 * A person to talk to, in one of the roles a customer has.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Personal from "./Personal.ts"

/**
 * Schema for a contact as it is filled in or stored; anything may be missing.
 *
 * **Details**
 *
 * `sameAs` is a live reference (`own` is none): while it is set, the contact is whoever the named one is, and the other
 * keys are not looked at. `Resolve` follows it. `email` is where letters go; it is never a login. `countryCode` is ISO 3166-1 alpha-2, for phone and fax
 * written without a prefix.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Contact = Schema.Struct({
  sameAs: Schema.optionalKey(Schema.String),
  firstName: Schema.optionalKey(Personal.Text),
  lastName: Schema.optionalKey(Personal.Text),
  role: Schema.optionalKey(Personal.Text),
  email: Schema.optionalKey(Personal.Text),
  phone: Schema.optionalKey(Personal.Text),
  fax: Schema.optionalKey(Personal.Text),
  countryCode: Schema.optionalKey(Schema.String),
  /** What the person answers for, e.g. "support"; only area contacts have one. */
  area: Schema.optionalKey(Schema.String)
}).annotate({ identifier: "Contact" })

/**
 * @category models
 * @since 0.1.0
 */
export type Contact = typeof Contact.Type

/**
 * Schema for the roles in which a customer names a person.
 *
 * **Details**
 *
 * `area` is the contact person with an area of responsibility (OC-24), shown to Professional users and administrators.
 * Sales representatives are a list of their own.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Role = Schema.Literals(["primary", "billing", "technical", "admin", "area"])

/**
 * @category models
 * @since 0.1.0
 */
export type Role = typeof Role.Type
