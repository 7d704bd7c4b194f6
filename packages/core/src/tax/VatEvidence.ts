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
 * an answer, to be asked again at `retryAt`; `since` is when that began. `valid`: the registry confirmed it; `reference` is
 * the registry's consultation number, `null` where it gives none. `invalid`: the registry denied it, with such a number
 * where it gave one. `unavailable`: the registry has not answered since, and nobody said when to ask again.
 *
 * @category schemas
 * @since 0.1.0
 */
export const VatEvidence = Schema.TaggedUnion({
  none: {},
  syntaxInvalid: {},
  unverified: {},
  pending: { retryAt: Instant, since: Schema.optionalKey(Instant) },
  valid: { at: Instant, reference: Schema.NullOr(Schema.String) },
  invalid: { at: Instant, reference: Schema.optionalKey(Schema.String) },
  unavailable: { since: Instant }
}).annotate({ identifier: "VatEvidence" })

/**
 * @category models
 * @since 0.1.0
 */
export type VatEvidence = typeof VatEvidence.Type

/**
 * Evidence and the VAT id that it is about.
 *
 * @category models
 * @since 0.1.0
 */
export interface Known {
  readonly vatId: string
  readonly evidence: VatEvidence
}

/**
 * What a registry answered, in the words of evidence.
 *
 * **Details**
 *
 * `at` is when the answer came. `retryAt` says when to ask again after an outage; `null` or missing: nobody knows.
 *
 * @category models
 * @since 0.1.0
 */
export interface Answered {
  readonly outcome: "valid" | "invalid" | "unavailable"
  readonly at: Instant
  readonly reference?: string | null
  readonly retryAt?: Instant | null
}

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

/**
 * Returns what is known of a VAT id: what was found out about one says nothing about another.
 *
 * **Details**
 *
 * `none` without an id; the evidence that is known where it is about the same id; else `unverified`.
 *
 * @category getters
 * @since 0.1.0
 */
export const about = (vatId: string | undefined, known: Known | null): VatEvidence => {
  if (vatId === undefined) return none
  if (known === null || known.vatId !== vatId) return { _tag: "unverified" }
  const { evidence } = known
  return evidence._tag === "none" || evidence._tag === "syntaxInvalid" ? { _tag: "unverified" } : evidence
}

/**
 * Returns the evidence after an answer about the same id; the very evidence before where the answer changes nothing.
 *
 * **Details**
 *
 * What was confirmed or refuted stays so while the registry is out. An outage begins when it is first seen; `pending` says
 * when to ask again, `unavailable` that nobody knows.
 *
 * @category combinators
 * @since 0.1.0
 */
export const record = (before: VatEvidence, { at, outcome, reference, retryAt }: Answered): VatEvidence => {
  if (outcome === "valid") return { _tag: "valid", at, reference: reference ?? null }
  if (outcome === "invalid") return { _tag: "invalid", at, ...(isGiven(reference) ? { reference } : {}) }
  if (before._tag === "valid" || before._tag === "invalid") return before
  const since = before._tag === "unavailable" || before._tag === "pending" ? (before.since ?? at) : at
  if (isGiven(retryAt)) return { _tag: "pending", retryAt, since }
  return before._tag === "unavailable" ? before : { _tag: "unavailable", since }
}

const isGiven = <A>(value: A | null | undefined): value is A => value !== null && value !== undefined
