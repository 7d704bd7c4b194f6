/**
 * Port: what speaks against a move from outside the kernel, such as unsettled invoices of the old parent.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { Customer } from "./customer/Customer.ts"

/**
 * Service that may object to a move. Where none is provided nobody objects.
 *
 * **Details**
 *
 * Returns objections as sentences that say what to settle first; none lets the move through. `subtree` begins with the
 * customer that moves.
 *
 * @category services
 * @since 0.1.0
 */
export const MoveGuard = Context.Reference<{
  readonly objections: (
    subtree: ReadonlyArray<Customer>,
    from: Customer,
    to: Customer
  ) => Effect.Effect<ReadonlyArray<string>>
}>("@clientele/core/MoveGuard", { defaultValue: () => ({ objections: () => Effect.succeed([]) }) })
