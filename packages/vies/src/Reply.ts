/**
 * What VIES sends back, and what it means.
 *
 * @since 0.1.0
 */
import type { VatRegistry } from "@clientele/core"
import type { HttpClientError } from "effect/http"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

/**
 * The country codes that VIES serves: the member states (Greece as `EL`) and Northern Ireland (`XI`).
 *
 * @category constants
 * @since 0.1.0
 */
export const served: ReadonlySet<string> = new Set(
  "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI".split(" ")
)

/**
 * What VIES says of an id, with what it tells of its holder.
 *
 * @category models
 * @since 0.1.0
 */
export interface Verdict {
  readonly valid: boolean
  readonly reference: string | null
  readonly name: string | null
  readonly address: string | null
}

const text = Schema.optionalKey(Schema.NullOr(Schema.String))

const Success = Schema.Struct({
  valid: Schema.Boolean,
  userError: text,
  requestIdentifier: text,
  name: text,
  address: text
})

const Failure = Schema.Struct({
  errorWrappers: Schema.NonEmptyArray(Schema.Struct({ error: Schema.String }))
})

const decode = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Union([Success, Failure])))

/**
 * The service's own names of what went wrong.
 *
 * **Details**
 *
 * `INVALID_INPUT` says that the id cannot be one, which is an answer; anything unknown is taken as an outage, never as no.
 *
 * @category constants
 * @since 0.1.0
 */
export const errors: { readonly [code: string]: VatRegistry.Reason } = {
  SERVICE_UNAVAILABLE: "registryDown",
  MS_UNAVAILABLE: "memberStateDown",
  TIMEOUT: "timeout",
  GLOBAL_MAX_CONCURRENT_REQ: "busy",
  GLOBAL_MAX_CONCURRENT_REQ_TIME: "busy",
  MS_MAX_CONCURRENT_REQ: "busy",
  MS_MAX_CONCURRENT_REQ_TIME: "busy",
  INVALID_REQUESTER_INFO: "refused",
  VAT_BLOCKED: "refused",
  IP_BLOCKED: "refused"
}

/** What `userError` says where the state answered. */
const verdicts: ReadonlySet<string> = new Set(["VALID", "INVALID", "INVALID_INPUT"])

/**
 * Returns what a response means: a verdict, or why there is none.
 *
 * @category decoding
 * @since 0.1.0
 */
export const read = (status: number, body: string): Result.Result<Verdict, VatRegistry.Reason> => {
  if (status === 429) return Result.fail("busy")
  if (status === 401 || status === 403) return Result.fail("refused")
  const decoded = decode(body)
  if (Result.isFailure(decoded)) return Result.fail(status >= 500 ? "registryDown" : "unreadable")
  const reply = decoded.success
  if ("errorWrappers" in reply) {
    const code = reply.errorWrappers[0].error
    return code === "INVALID_INPUT"
      ? Result.succeed({ valid: false, reference: null, name: null, address: null })
      : Result.fail(errors[code] ?? "registryDown")
  }
  if (status >= 400) return Result.fail("registryDown")
  // A state that is out is also told beside `"valid": false`, which then means nothing.
  const wrong = told(reply.userError)
  if (wrong !== null && !verdicts.has(wrong)) return Result.fail(errors[wrong] ?? "registryDown")
  return Result.succeed({
    valid: reply.valid,
    reference: told(reply.requestIdentifier),
    name: told(reply.name),
    address: told(reply.address)
  })
}

/**
 * Returns why a request brought no response.
 *
 * @category getters
 * @since 0.1.0
 */
export const reasonOf = ({ reason }: HttpClientError.HttpClientError): VatRegistry.Reason =>
  reason._tag === "TransportError" ? "registryDown" : "unreadable"

/**
 * Returns whether asking again at once can help.
 *
 * @category getters
 * @since 0.1.0
 */
export const mayPass = (reason: VatRegistry.Reason): boolean =>
  reason === "busy" || reason === "timeout" || reason === "registryDown"

/** States that do not tell write dashes. */
const told = (value: string | null | undefined): string | null => {
  const trimmed = value?.trim() ?? ""
  return trimmed === "" || /^-+$/u.test(trimmed) ? null : trimmed
}
