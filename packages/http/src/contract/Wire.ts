/**
 * What several parts of the contract share: headers, answers with a version, and paths.
 *
 * @since 0.1.0
 */
import { CustomerId, CustomerView, Execution } from "@clientele/core"
import * as Schema from "effect/Schema"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as Problems from "./Problems.ts"

/**
 * Path parameters of whatever concerns one customer.
 *
 * @category schemas
 * @since 0.1.0
 */
export const about = { customer: CustomerId.CustomerId }

/**
 * Returns the schemas of a body that says what changes: as JSON, or as the JSON merge patch that it is.
 *
 * @category schemas
 * @since 0.1.0
 */
export const patch = <S extends Schema.Top>(changes: S): readonly [S, S] => [
  changes,
  changes.pipe(HttpApiSchema.asJson({ contentType: "application/merge-patch+json" })) as S
]

/**
 * How a command is to be run, as headers: `Idempotency-Key` (1–200 characters of the caller's choice, kept for seven days) and
 * `If-Match` (the `ETag` that the caller has seen, or `*`).
 *
 * @category schemas
 * @since 0.1.0
 */
export const how = {
  "idempotency-key": Schema.optionalKey(
    Schema.String.check(
      Schema.isMinLength(1),
      Schema.isMaxLength(200),
      Schema.isPattern(/^[\x20-\x7e]+$/u, { expected: "letters, digits and signs of ASCII" })
    )
  ),
  "if-match": Schema.optionalKey(
    Schema.String.check(Schema.isPattern(/^(?:\*|"\d{1,9}")$/u, { expected: 'an ETag such as "7", or *' }))
  )
}

/**
 * @category models
 * @since 0.1.0
 */
export type How = Schema.Struct.Type<typeof how>

/**
 * Returns how the kernel is to run a command, as its headers say it.
 *
 * @category converting
 * @since 0.1.0
 */
export const toOptions = (headers: How): Execution.ExecuteOptions => {
  const key = headers["idempotency-key"]
  const match = headers["if-match"]
  return {
    ...(key === undefined ? {} : { idempotencyKey: key }),
    ...(match === undefined || match === "*" ? {} : { version: Number(match.slice(1, -1)) })
  }
}

/**
 * Returns the headers that say how the kernel is to run a command.
 *
 * @category converting
 * @since 0.1.0
 */
export const fromOptions = ({ idempotencyKey, version }: Execution.ExecuteOptions): How => ({
  ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
  "if-match": version === undefined ? "*" : etag(version)
})

/**
 * Returns the `ETag` of a version.
 *
 * @category converting
 * @since 0.1.0
 */
export const etag = (version: number): string => `"${version}"`

const versioned = { etag: Schema.String }

/**
 * A customer, with its version as `ETag`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Shown = HttpApiSchema.WithHeaders(CustomerView.CustomerView, versioned)

/**
 * What a command did, with the customer's version as `ETag`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Done = HttpApiSchema.WithHeaders(Execution.Executed, versioned)

/**
 * What a command that makes a customer did.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Created = HttpApiSchema.WithHeaders(Execution.Executed.pipe(Problems.created), {
  ...versioned,
  location: Schema.String
})
