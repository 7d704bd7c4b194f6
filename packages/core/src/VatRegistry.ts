/**
 * Port: who tells whether a VAT id is registered.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Instant } from "./Instant.ts"
import * as Personal from "./party/Personal.ts"
import type { VatEvidence } from "./tax/VatEvidence.ts"

/**
 * Schema for why a registry gave no answer.
 *
 * **Details**
 *
 * `registryDown` and `memberStateDown`: the service, or the one of the state behind it, is out. `busy`: asked too often.
 * `timeout`, `unreadable`: no answer in time, or one that makes no sense. `refused`: it answers, but not to us. `notServed`:
 * it does not know ids of this country (VIES: GB, NO, CH).
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
  "notServed"
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
    /** Asks for a canonical VAT id (`NL006486253B01`). Never fails: no answer is an answer too. */
    readonly check: (vatId: string) => Effect.Effect<Answer>
  }
>()("@clientele/core/VatRegistry") {}

/**
 * Returns the evidence that an answer is, for `recordVatEvidence`.
 *
 * **Details**
 *
 * What was confirmed or refuted stays so while the registry is out. An outage begins when it is first seen.
 *
 * @category converting
 * @since 0.1.0
 */
export const toEvidence = (answer: Answer, before: VatEvidence): VatEvidence => {
  switch (answer._tag) {
    case "valid":
      return { _tag: "valid", at: answer.at, reference: answer.reference }
    case "invalid":
      return { _tag: "invalid", at: answer.at }
    case "unavailable":
      return before._tag === "valid" || before._tag === "invalid" || before._tag === "unavailable"
        ? before
        : { _tag: "unavailable", since: answer.at }
  }
}
