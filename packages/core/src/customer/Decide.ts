/**
 * From a command to events: every rule of the customer's life, pure.
 *
 * @since 0.1.0
 */
import type * as Result from "effect/Result"
import * as Actor from "../access/Actor.ts"
import type { Command } from "./Command.ts"
import type { Customer } from "./Customer.ts"
import { type Context, type Decision, refuse, type Refused } from "./Decision.ts"
import { handlers } from "./internal/all.ts"
import * as LegalMoves from "./LegalMoves.ts"
import * as Mode from "./Mode.ts"

/**
 * Decides what a command causes.
 *
 * **Details**
 *
 * Pure: no clock, no randomness, no store. Fails with `CommandRefused` where the table of legal moves or a guard says no,
 * with `DraftRefused` where the portal's check does. Whether the actor may ask at all is settled before, by `Authority`.
 *
 * @category deciding
 * @since 0.1.0
 */
export const decide = (
  context: Context,
  state: Customer | null,
  command: Command
): Result.Result<Decision, Refused> => {
  const stage = state?.lifecycle._tag ?? null
  const move = LegalMoves.of(command._tag)
  if (!move.from.includes(stage)) {
    return refuse(
      command._tag,
      state,
      "notInThisStage",
      stage === null
        ? `there is no customer to ${command._tag} yet`
        : `${command._tag} is not possible while ${stage}; this stage takes: ${LegalMoves.accepted(stage).join(", ") || "nothing"}`
    )
  }
  if (
    state !== null &&
    move.commercial &&
    Mode.isExpired(state.mode, context.now) &&
    !Actor.isSupport(context.actor, state.platform)
  ) {
    return refuse(
      command._tag,
      state,
      "demoExpired",
      "the demo has ended; upgrade, enter an invoice recipient, or close",
      {
        endedAt: state.mode._tag === "demo" ? state.mode.endsAt : ""
      }
    )
  }
  return handlers[command._tag](context, state as never, command as never)
}
