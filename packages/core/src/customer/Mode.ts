/**
 * Whether a customer is a demo: one region of its state.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Instant from "../Instant.ts"

/**
 * Schema for the mode of a customer. A demo becomes standard once, by an invoice recipient, and never again a demo.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Mode = Schema.TaggedUnion({
  standard: {},
  demo: { endsAt: Instant.Instant }
}).annotate({ identifier: "Mode" })

/**
 * @category models
 * @since 0.1.0
 */
export type Mode = typeof Mode.Type

/**
 * Returns whether a demo has run out. The instant `endsAt` itself counts as expired (OC-11).
 *
 * @category getters
 * @since 0.1.0
 */
export const isExpired = (mode: Mode, now: Instant.Instant): boolean => mode._tag === "demo" && now >= mode.endsAt

/**
 * Returns the days left of a demo, begun ones included; 0 when it has run out or there is none.
 *
 * @category getters
 * @since 0.1.0
 */
export const daysLeft = (mode: Mode, now: Instant.Instant): number =>
  mode._tag === "demo"
    ? Math.max(0, Math.ceil((Instant.toMillis(mode.endsAt) - Instant.toMillis(now)) / Instant.day))
    : 0
