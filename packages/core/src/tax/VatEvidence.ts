/**
 * What is known about a customer's VAT id: never a boolean, since a registry that is down says neither yes nor no.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Instant } from "../Instant.ts"

/**
 * Schema for the evidence about a VAT id.
 *
 * **Details**
 *
 * `none`: there is no VAT id. `syntaxInvalid`: it cannot be one. `unverified`: nobody asked yet. `pending`: asked without
 * an answer, to be asked again at `retryAt`. `valid`: the registry confirmed it; `reference` is the registry's consultation
 * number, `null` where it gives none. `invalid`: the registry denied it. `unavailable`: the registry has not answered since.
 *
 * @category schemas
 * @since 0.1.0
 */
export const VatEvidence = Schema.TaggedUnion({
  none: {},
  syntaxInvalid: {},
  unverified: {},
  pending: { retryAt: Instant },
  valid: { at: Instant, reference: Schema.NullOr(Schema.String) },
  invalid: { at: Instant },
  unavailable: { since: Instant }
}).annotate({ identifier: "VatEvidence" })

/**
 * @category models
 * @since 0.1.0
 */
export type VatEvidence = typeof VatEvidence.Type

/**
 * The evidence of a customer that gave no VAT id.
 *
 * @category constants
 * @since 0.1.0
 */
export const none: VatEvidence = { _tag: "none" }

/**
 * Returns whether the registry said yes.
 *
 * @category getters
 * @since 0.1.0
 */
export const confirmed = (evidence: VatEvidence): boolean => evidence._tag === "valid"

/**
 * Returns whether the id is known not to be one: the registry said no, or the id cannot exist.
 *
 * **Gotchas**
 *
 * Not the opposite of {@link confirmed}: a registry that is down neither confirms nor rejects.
 *
 * @category getters
 * @since 0.1.0
 */
export const rejected = (evidence: VatEvidence): boolean =>
  evidence._tag === "invalid" || evidence._tag === "syntaxInvalid"
