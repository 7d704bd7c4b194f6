/**
 * The partner's people who look after a customer.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Personal from "./Personal.ts"

/**
 * Schema for one sales representative.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SalesRepresentative = Schema.Struct({
  name: Schema.optionalKey(Personal.Text),
  email: Schema.optionalKey(Personal.Text),
  phone: Schema.optionalKey(Personal.Text)
}).annotate({ identifier: "SalesRepresentative" })

/**
 * @category models
 * @since 0.1.0
 */
export type SalesRepresentative = typeof SalesRepresentative.Type

/**
 * The most a customer can have: three (MH-61).
 *
 * @category constants
 * @since 0.1.0
 */
export const maximum = 3

/**
 * Schema for the representatives of a customer.
 *
 * **Details**
 *
 * How many are needed, and that no two share an e-mail address, are rules of the portal: a draft may hold any number.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SalesRepresentatives = Schema.Array(SalesRepresentative)

/**
 * @category models
 * @since 0.1.0
 */
export type SalesRepresentatives = typeof SalesRepresentatives.Type
