/**
 * Where a page or a feed goes on: opaque to callers, bound to what it was given for.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Fingerprint from "./Fingerprint.ts"

/**
 * Schema for a cursor: text to hand back unchanged.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Cursor = Schema.String.check(
  Schema.isPattern(/^[0-9a-f]{16}\.[A-Za-z0-9_./:-]{1,512}$/u, { expected: "a cursor as an earlier page gave it" })
).pipe(Schema.brand("Cursor"))

/**
 * @category models
 * @since 0.1.0
 */
export type Cursor = typeof Cursor.Type

/**
 * A cursor was given for another query, actor or platform, was changed since, or is none. Begin again without one.
 *
 * @category errors
 * @since 0.1.0
 */
export class CursorRefused extends Schema.TaggedError<CursorRefused>()("CursorRefused", {}) {
  override get message(): string {
    return "this cursor belongs to another query; begin again without one"
  }
}

/**
 * Returns the cursor for a key within a scope, the plain value of all that the page depends on.
 *
 * @category constructors
 * @since 0.1.0
 */
export const encode = (scope: unknown, key: string): Cursor => Cursor.make(`${seal(scope, key)}.${key}`)

/**
 * Returns the key in a cursor; `null` if it was made for another scope, or changed since.
 *
 * @category getters
 * @since 0.1.0
 */
export const decode = (scope: unknown, cursor: Cursor): string | null => {
  const key = cursor.slice(17)
  return cursor === `${seal(scope, key)}.${key}` ? key : null
}

/** Tells what was given from what was made up: a key that nobody gave may lie behind all that is ever to come. */
const seal = (scope: unknown, key: string): string => Fingerprint.of([scope, key]).slice(0, 16)
