/**
 * What one country asks of an address.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Schema for one subdivision (state, province, canton …) of a country.
 *
 * **Details**
 *
 * `code` is ISO 3166-2 (`NL-NB`). `aliases` are other spellings that mean the same.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SubdivisionRule = Schema.Struct({
  code: Schema.String,
  name: Schema.String,
  aliases: Schema.optionalKey(Schema.Array(Schema.String)),
  /** Pattern (anchored) that a canonical postal code of this subdivision matches, where known. */
  postal: Schema.optionalKey(Schema.String)
})

/**
 * @category models
 * @since 0.1.0
 */
export type SubdivisionRule = typeof SubdivisionRule.Type

/**
 * Schema for the postal codes of a country.
 *
 * **Details**
 *
 * `pattern` is anchored and matches the canonical form only (`5652 AW`, with its space).
 *
 * @category schemas
 * @since 0.1.0
 */
export const PostalRule = Schema.Struct({
  required: Schema.Boolean,
  pattern: Schema.String,
  /** Canonical examples; the first is shown to people. */
  examples: Schema.Array(Schema.String),
  /** What people write before the code and it does not need, in capitals (`D` in `D-10115`); the ISO code always counts. */
  prefixes: Schema.optionalKey(Schema.Array(Schema.String))
})

/**
 * @category models
 * @since 0.1.0
 */
export type PostalRule = typeof PostalRule.Type

/**
 * Schema for the rules of one country.
 *
 * @category schemas
 * @since 0.1.0
 */
export const CountryRule = Schema.Struct({
  /** ISO 3166-1 alpha-2. */
  code: Schema.String,
  /** English short name. */
  name: Schema.String,
  /** `null`: the country has no postal codes. */
  postal: Schema.NullOr(PostalRule),
  /** Whether an address names a city; `optional` where the district may stand for it. */
  city: Schema.Literals(["required", "optional", "none"]),
  /** Whether an address names a subdivision; `optional` where post does not need it but people may give it. */
  subdivision: Schema.Literals(["required", "optional", "none"]),
  subdivisions: Schema.Array(SubdivisionRule),
  /** The list is that of ISO 3166-2 and post does not use it: what is not in it is kept as written. */
  otherSubdivisions: Schema.optionalKey(Schema.Boolean),
  /** Order of lines of an address in the notation of libaddressinput, e.g. `%N%n%O%n%A%n%Z %C`. */
  format: Schema.String
}).annotate({ identifier: "CountryRule" })

/**
 * @category models
 * @since 0.1.0
 */
export type CountryRule = typeof CountryRule.Type
