/**
 * How commands are run, and what they answer.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { ActionNotAllowed } from "./access/Authority.ts"
import { CommandId } from "./CommandId.ts"
import { CustomerId } from "./CustomerId.ts"
import type { CustomerNotFound } from "./CustomerNotFound.ts"
import type { CustomerStoreUnavailable, VersionConflict } from "./CustomerStore.ts"
import type { CommandRefused } from "./customer/CommandRefused.ts"
import { CustomerView } from "./customer/CustomerView.ts"
import type { MicrosoftDirectoryUnavailable } from "./MicrosoftDirectory.ts"
import { type DraftRefused, Issue } from "./portal/Issue.ts"
import type { Portal } from "./portal/Portal.ts"
import type { Custom } from "./portal/Situation.ts"
import type { ReferenceData } from "./reference/ReferenceData.ts"
import type { Seller } from "./tax/TaxSeller.ts"

/**
 * The idempotency key was used before for another command. Take a fresh key.
 *
 * @category errors
 * @since 0.1.0
 */
export class IdempotencyConflict extends Schema.TaggedError<IdempotencyConflict>()("IdempotencyConflict", {
  key: Schema.String
}) {
  override get message(): string {
    return "this idempotency key was used for another command; take a fresh one"
  }
}

/**
 * What `Customers` is set up with.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  readonly portals: ReadonlyArray<Portal>
  readonly reference: ReferenceData
  /** Who sells and how; without it no tax zone is derived. */
  readonly seller?: Seller
  /** Days for which a closed customer can be reopened, and before which it cannot be erased; 90 where nothing is said. */
  readonly retentionDays?: number
  /** Functions behind the portals' `custom` rules, by id. */
  readonly custom?: Readonly<Record<string, Custom>>
}

/**
 * How a command is to be run.
 *
 * @category models
 * @since 0.1.0
 */
export interface ExecuteOptions {
  /** Version that the caller has seen; another one is a `VersionConflict`. Without it the newest is taken. */
  readonly version?: number
  /**
   * 1–200 characters of the caller's choice: the same key with the same command is carried out once in seven days and
   * answered alike.
   */
  readonly idempotencyKey?: string
}

/**
 * Schema for the answer to a command.
 *
 * **Details**
 *
 * `customer` is the customer after it. `warnings` are what a person should look at. `replayed` is set where an
 * idempotency key was known and nothing was done again.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Executed = Schema.Struct({
  customer: CustomerView,
  command: CommandId,
  warnings: Schema.Array(Issue),
  replayed: Schema.Boolean
}).annotate({ identifier: "Executed" })

/**
 * @category models
 * @since 0.1.0
 */
export type Executed = typeof Executed.Type

/**
 * Schema for what a command would do.
 *
 * **Details**
 *
 * `customer` is the customer as it would be; `others` are the other customers that would be written, as far as the actor
 * sees them, and `unseen` counts the rest. `viewers` names for each customer of a moved subtree that the actor sees
 * the ancestors that would come to see it, and those that no longer would.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Preview = Schema.Struct({
  customer: CustomerView,
  warnings: Schema.Array(Issue),
  others: Schema.Array(CustomerView),
  unseen: Schema.Int,
  viewers: Schema.Array(
    Schema.Struct({ customer: CustomerId, gained: Schema.Array(CustomerId), lost: Schema.Array(CustomerId) })
  )
}).annotate({ identifier: "Preview" })

/**
 * @category models
 * @since 0.1.0
 */
export type Preview = typeof Preview.Type

/**
 * Why a command was not carried out.
 *
 * @category errors
 * @since 0.1.0
 */
export type ExecuteError =
  | CustomerNotFound
  | ActionNotAllowed
  | CommandRefused
  | DraftRefused
  | VersionConflict
  | IdempotencyConflict
  | CustomerStoreUnavailable
  | MicrosoftDirectoryUnavailable
