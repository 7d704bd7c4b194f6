/**
 * Why a sale is treated as it is, in words and with the article it rests on.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Schema for one reason of a decision.
 *
 * **Details**
 *
 * `code` is stable and camelCase; `message` a sentence a person understands; `article` the provision it rests on, or the
 * policy of the seller where there is none.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Reason = Schema.Struct({
  code: Schema.String,
  message: Schema.String,
  article: Schema.String
}).annotate({ identifier: "TaxReason" })

/**
 * @category models
 * @since 0.1.0
 */
export type Reason = typeof Reason.Type
