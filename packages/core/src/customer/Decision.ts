/**
 * What a decision knows, and what it says.
 *
 * @since 0.1.0
 */
import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Result from "effect/Result"
import type { Actor } from "../access/Actor.ts"
import type { CustomerId } from "../CustomerId.ts"
import type { Instant } from "../Instant.ts"
import type { PlatformId } from "../PlatformId.ts"
import type { DraftRefused, Issue } from "../portal/Issue.ts"
import type { Portal } from "../portal/Portal.ts"
import type { Custom } from "../portal/Situation.ts"
import type { ReferenceData } from "../reference/ReferenceData.ts"
import type { Seller } from "../tax/TaxSeller.ts"
import type { Name } from "./Command.ts"
import { CommandRefused, type Reason } from "./CommandRefused.ts"
import type { Customer } from "./Customer.ts"
import type { Event } from "./Event.ts"

/**
 * All that a decision knows beside the state of its customer.
 *
 * @category models
 * @since 0.1.0
 */
export interface Context {
  /** The server's clock. */
  readonly now: Instant
  readonly actor: Actor
  /** The customers above, nearest first, up to the root. For `open` and `create` the parent comes first. */
  readonly line: ReadonlyArray<Customer>
  /** The customers below, each after its parent. Only commands that the table calls structural, and those that end a close, look at it. */
  readonly below: ReadonlyArray<Customer>
  /** For `move`: the new parent and the customers above it. */
  readonly target: ReadonlyArray<Customer>
  /** What guards outside the kernel say against a move, as sentences. */
  readonly objections: ReadonlyArray<string>
  /** The portal of the customer. */
  readonly portal: Portal
  readonly reference: ReferenceData
  readonly seller: Seller | undefined
  readonly custom: Readonly<Record<string, Custom>>
  /** Days for which a closed customer can be reopened, and before which it cannot be erased. */
  readonly retentionDays: number
  /** Identities for what the command may open. */
  readonly fresh: { readonly customer: CustomerId; readonly platform: PlatformId }
}

/**
 * What a command causes.
 *
 * @category models
 * @since 0.1.0
 */
export interface Decision {
  readonly events: NonEmptyReadonlyArray<Event>
  /** Events of customers below that the same command writes (narrowing). */
  readonly below: ReadonlyArray<{ readonly customer: CustomerId; readonly events: NonEmptyReadonlyArray<Event> }>
  /** What a person should look at although it passed. */
  readonly warnings: ReadonlyArray<Issue>
  /** Set where the events record that the command was refused: a refused erasure. */
  readonly refusal: CommandRefused | null
}

/**
 * Why a command causes nothing.
 *
 * @category models
 * @since 0.1.0
 */
export type Refused = CommandRefused | DraftRefused

/**
 * Returns a refusal.
 *
 * @category constructors
 * @since 0.1.0
 */
export const refuse = (
  command: Name,
  state: Customer | null,
  reason: Reason,
  sentence: string,
  details: CommandRefused["details"] = {}
): Result.Result<never, CommandRefused> =>
  Result.fail(new CommandRefused({ command, stage: state?.lifecycle._tag ?? null, reason, sentence, details }))

/**
 * Returns an acceptance.
 *
 * @category constructors
 * @since 0.1.0
 */
export const accept = (
  events: NonEmptyReadonlyArray<Event>,
  more: Partial<Omit<Decision, "events">> = {}
): Result.Result<Decision, never> => Result.succeed({ events, below: [], warnings: [], refusal: null, ...more })
