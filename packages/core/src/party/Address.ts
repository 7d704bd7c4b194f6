/**
 * A postal address.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Personal from "./Personal.ts"

/**
 * Schema for an address as it is filled in or stored; anything may be missing.
 *
 * **Details**
 *
 * `country` is ISO 3166-1 alpha-2, `state` ISO 3166-2 (`NL-NB`), `postalCode` canonical (`5652 AW`) once checked; in a
 * draft they are whatever was typed. Lines and city may name a person's home and are personal.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Address = Schema.Struct({
  country: Schema.optionalKey(Schema.String),
  line1: Schema.optionalKey(Personal.Text),
  line2: Schema.optionalKey(Personal.Text),
  city: Schema.optionalKey(Personal.Text),
  state: Schema.optionalKey(Schema.String),
  postalCode: Schema.optionalKey(Personal.Text)
}).annotate({ identifier: "Address" })

/**
 * @category models
 * @since 0.1.0
 */
export type Address = typeof Address.Type
