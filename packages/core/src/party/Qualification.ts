/**
 * The status under which a customer buys: commercial, education, non-profit, government.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Personal from "./Personal.ts"

/**
 * The qualifications there are. Not the industry.
 *
 * @category constants
 * @since 0.1.0
 */
export const types = ["commercial", "education", "nonProfit", "government"] as const

/**
 * The segments of an educational institution.
 *
 * @category constants
 * @since 0.1.0
 */
export const segments = ["k12", "higher"] as const

/**
 * Schema for a qualification as it is filled in or stored.
 *
 * **Details**
 *
 * `type` is one of {@link types}. `education` needs a `segment` (one of {@link segments}) and the institution's
 * `website`; the others have neither.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Qualification = Schema.Struct({
  type: Schema.optionalKey(Schema.String),
  segment: Schema.optionalKey(Schema.String),
  website: Schema.optionalKey(Personal.Text)
}).annotate({ identifier: "Qualification" })

/**
 * @category models
 * @since 0.1.0
 */
export type Qualification = typeof Qualification.Type
