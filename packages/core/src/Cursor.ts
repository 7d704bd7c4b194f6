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
 * Cursors of one scope.
 *
 * @category models
 * @since 0.1.0
 */
export interface Cursors {
  /** Returns the cursor for a key. */
  readonly encode: (key: string) => Cursor
  /** Returns the key in a cursor; `null` if it was made for another scope, or changed since. */
  readonly decode: (cursor: Cursor) => string | null
}

/**
 * Returns the cursors of a scope, the plain value of all that the page depends on.
 *
 * @category constructors
 * @since 0.1.0
 */
export const within = (scope: unknown): Cursors => {
  const mark = Fingerprint.of(scope)
  // Tells what was given from what was made up: a key that nobody gave may lie behind all that is ever to come.
  // Joined, not concatenated: of a page with one text in two pieces the engine writes all JSON the slow way.
  const sealed = (key: string) => [Fingerprint.of([mark, key]).slice(0, 16), key].join(".") as Cursor
  return {
    encode: sealed,
    decode: (cursor) => {
      const key = cursor.slice(17)
      return cursor === sealed(key) ? key : null
    }
  }
}
