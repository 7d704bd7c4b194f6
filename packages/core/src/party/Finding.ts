/**
 * What a value says about an input: nothing, a warning, or an error with a proposal.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Schema for how much a finding weighs.
 *
 * **Details**
 *
 * `error` refuses the value; `warning` lets it through and asks a person to look.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Severity = Schema.Literals(["error", "warning"])

/**
 * @category models
 * @since 0.1.0
 */
export type Severity = typeof Severity.Type

/**
 * Schema for one remark about one value.
 *
 * **Details**
 *
 * `code` is stable and camelCase (`postalCodeInvalid`); `message` is a sentence a person understands; `proposal` is a
 * value that would be accepted in place of the input, present only where there is exactly one sensible guess.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Finding = Schema.Struct({
  severity: Severity,
  code: Schema.String,
  message: Schema.String,
  proposal: Schema.optionalKey(Schema.Json)
}).annotate({ identifier: "Finding" })

/**
 * @category models
 * @since 0.1.0
 */
export type Finding = typeof Finding.Type

/**
 * A value read from tolerant input.
 *
 * **Details**
 *
 * `value` is canonical, or `null` exactly when a finding is an error.
 *
 * @category models
 * @since 0.1.0
 */
export interface Parsed<A> {
  readonly value: A | null
  readonly findings: ReadonlyArray<Finding>
}

/**
 * Returns a parsed value, with warnings if any.
 *
 * @category constructors
 * @since 0.1.0
 */
export const accept = <A>(value: A, warnings: ReadonlyArray<Finding> = none): Parsed<A> => ({
  value,
  findings: warnings
})

const none: ReadonlyArray<Finding> = []

/**
 * Returns a refusal: one error, with a proposal where one is given.
 *
 * @category constructors
 * @since 0.1.0
 */
export const refuse = (code: string, message: string, proposal?: Schema.Json): Parsed<never> => ({
  value: null,
  findings: [error(code, message, proposal)]
})

/**
 * Returns a finding of severity `error`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const error = (code: string, message: string, proposal?: Schema.Json): Finding => ({
  severity: "error",
  code,
  message,
  ...(proposal === undefined ? {} : { proposal })
})

/**
 * Returns a finding of severity `warning`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const warning = (code: string, message: string, proposal?: Schema.Json): Finding => ({
  ...error(code, message, proposal),
  severity: "warning"
})

/**
 * Returns the refusal of a check whose reference data is not loaded here.
 *
 * **Details**
 *
 * Never a pass: the server, which holds the data, has to answer. Code `serverCheckRequired`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const notLoaded = (what: string): Parsed<never> =>
  refuse("serverCheckRequired", `${what} can only be checked by the server; submit to have it checked`)
