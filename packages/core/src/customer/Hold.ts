/**
 * What keeps a customer from doing something, and why: one region of its state.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Instant } from "../Instant.ts"
import * as Personal from "../party/Personal.ts"
import { UserId } from "../UserId.ts"

/**
 * Schema for the reason of a hold.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Reason = Schema.Literals(["administrative", "credit", "verification", "compliance", "disabled"])

/**
 * @category models
 * @since 0.1.0
 */
export type Reason = typeof Reason.Type

/**
 * Schema for what a hold can block.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Blocked = Schema.Literals(["login", "purchase", "increase", "decrease", "renew", "cancel", "edit"])

/**
 * @category models
 * @since 0.1.0
 */
export type Blocked = typeof Blocked.Type

/**
 * What each reason blocks.
 *
 * **Details**
 *
 * Administrative: login and whatever buys. Credit and verification: buying new and buying more. Disabled: also login and
 * renewal. Compliance: everything but correcting the data.
 *
 * @category constants
 * @since 0.1.0
 */
export const masks: { readonly [R in Reason]: ReadonlyArray<Blocked> } = {
  administrative: ["login", "purchase", "increase", "renew"],
  credit: ["purchase", "increase"],
  verification: ["purchase", "increase"],
  compliance: ["login", "purchase", "increase", "decrease", "renew", "cancel"],
  disabled: ["login", "purchase", "increase", "renew"]
}

/**
 * Schema for one hold.
 *
 * **Details**
 *
 * `level` is the depth at which its setter is at home (-1 for support): whoever is at that level or above lifts it.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Hold = Schema.Struct({
  reason: Reason,
  by: UserId,
  level: Schema.Int,
  at: Instant,
  note: Schema.NullOr(Personal.Text)
}).annotate({ identifier: "Hold" })

/**
 * @category models
 * @since 0.1.0
 */
export type Hold = typeof Hold.Type

/**
 * Returns what a set of holds blocks together, each once, in the order of the vocabulary.
 *
 * @category getters
 * @since 0.1.0
 */
export const blocked = (holds: ReadonlyArray<{ readonly reason: Reason }>): ReadonlyArray<Blocked> =>
  Blocked.literals.filter((what) => holds.some(({ reason }) => masks[reason].includes(what)))
