/**
 * Text that every store can keep.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Schema for text without the character NUL and without halves of surrogate pairs: neither is text to a database, and JSON can
 * carry both.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Legible = Schema.String.check(
  Schema.isPattern(/^[^\u0000\ud800-\udfff]*$/u, { expected: "text without NUL and without halves of characters" })
)
