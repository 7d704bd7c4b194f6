/**
 * A point in time as stored and sent.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Schema for an instant: ISO 8601 in UTC with milliseconds, `2026-11-22T09:30:00.000Z`.
 *
 * **Details**
 *
 * Always 24 characters, so instants sort and compare as text. Comes from the server's clock, never from a caller.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Instant = Schema.String.check(
  Schema.isPattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u, {
    expected: "an instant like 2026-11-22T09:30:00.000Z"
  })
).pipe(Schema.brand("Instant"))

/**
 * @category models
 * @since 0.1.0
 */
export type Instant = typeof Instant.Type

/**
 * Milliseconds in a day of 24 hours.
 *
 * @category constants
 * @since 0.1.0
 */
export const day = 86_400_000

/**
 * Returns the instant that lies `millis` milliseconds after 1970-01-01T00:00:00Z.
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromMillis = (millis: number): Instant => new Date(millis).toISOString() as Instant

/**
 * Returns the milliseconds since 1970-01-01T00:00:00Z.
 *
 * @category getters
 * @since 0.1.0
 */
export const toMillis = (instant: Instant): number => Date.parse(instant)

/**
 * Returns the instant `millis` milliseconds later (earlier if negative).
 *
 * @category combinators
 * @since 0.1.0
 */
export const plus = (instant: Instant, millis: number): Instant => fromMillis(toMillis(instant) + millis)

/**
 * Returns the calendar day in UTC, `2026-11-22`.
 *
 * @category getters
 * @since 0.1.0
 */
export const toDay = (instant: Instant): string => instant.slice(0, 10)
