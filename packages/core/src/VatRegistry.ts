/**
 * Port: who tells whether a VAT id is registered.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Command } from "./customer/Command.ts"
import type { CustomerId } from "./CustomerId.ts"
import { Instant, toMillis } from "./Instant.ts"
import * as Personal from "./party/Personal.ts"

/**
 * Schema for why a registry gave no answer.
 *
 * **Details**
 *
 * `registryDown` and `memberStateDown`: the service, or the one of the state behind it, is out. `busy`: asked too often.
 * `timeout`, `unreadable`: no answer in time, or one that makes no sense. `refused`: it answers, but not to us. `notServed`:
 * it does not know ids of this country (VIES: GB, NO, CH). `malformed`: the id cannot be one, so it was not sent; that is not
 * the registry's no.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Reason = Schema.Literals([
  "registryDown",
  "memberStateDown",
  "busy",
  "timeout",
  "unreadable",
  "refused",
  "notServed",
  "malformed"
])

/**
 * @category models
 * @since 0.1.0
 */
export type Reason = typeof Reason.Type

/**
 * Schema for what a registry says about a VAT id.
 *
 * **Details**
 *
 * Never a boolean: a registry that does not answer has not said no. `reference` is the number under which the registry
 * can prove the answer, given only to whoever asks with a VAT id of its own. `retryAt` says when asking again makes sense;
 * `null`: never.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Answer = Schema.TaggedUnion({
  valid: {
    at: Instant,
    reference: Schema.NullOr(Schema.String),
    name: Schema.NullOr(Personal.Text),
    address: Schema.NullOr(Personal.Text)
  },
  invalid: { at: Instant, reference: Schema.NullOr(Schema.String) },
  unavailable: { at: Instant, reason: Reason, retryAt: Schema.NullOr(Instant) }
}).annotate({ identifier: "VatRegistryAnswer" })

/**
 * @category models
 * @since 0.1.0
 */
export type Answer = typeof Answer.Type

/**
 * Service that asks a VAT registry.
 *
 * @category services
 * @since 0.1.0
 */
export class VatRegistry extends Context.Service<
  VatRegistry,
  {
    /** Asks for a VAT id with its prefix (`NL006486253B01`). Never fails: no answer is an answer too. */
    readonly check: (vatId: string) => Effect.Effect<Answer>
  }
>()("@clientele/core/VatRegistry") {}

/**
 * Returns the command that records an answer about a customer's VAT id.
 *
 * **Details**
 *
 * Carries no instant: the server's clock says when the answer came, and the outage's end is told in seconds from then, a
 * minute at least and a week at most. What the answer makes of the evidence decides `VatEvidence.record`.
 *
 * @category converting
 * @since 0.1.0
 */
export const toCommand = (customer: CustomerId, vatId: string, answer: Answer): RecordVatEvidence => ({
  _tag: "recordVatEvidence",
  customer,
  vatId,
  outcome: answer._tag,
  ...(answer._tag === "unavailable"
    ? answer.retryAt === null
      ? {}
      : { retryAfter: secondsUntil(answer.retryAt, answer.at) }
    : { reference: answer.reference })
})

type RecordVatEvidence = Extract<Command, { readonly _tag: "recordVatEvidence" }>

const secondsUntil = (retryAt: Instant, at: Instant): number =>
  Math.min(Math.max(Math.ceil((toMillis(retryAt) - toMillis(at)) / 1000), 60), 604_800)
