/**
 * What changed between two states, field by field.
 *
 * @since 0.1.0
 */
import * as JsonPatch from "effect/JsonPatch"
import * as Schema from "effect/Schema"
import * as Pointer from "../portal/Pointer.ts"

/**
 * Schema for the change of one field.
 *
 * **Details**
 *
 * An operation of JSON Patch (RFC 6902) at a pointer into the customer's state, with the value before; `before` and
 * `after` are `null` where there was or is none.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Change = Schema.Struct({
  op: Schema.Literals(["add", "remove", "replace"]),
  pointer: Schema.String,
  before: Schema.Json,
  after: Schema.Json
}).annotate({ identifier: "Change" })

/**
 * @category models
 * @since 0.1.0
 */
export type Change = typeof Change.Type

/**
 * Returns the changes that lead from one value to another, in an order in which they can be applied.
 *
 * @category getters
 * @since 0.1.0
 */
export const between = (before: Schema.Json, after: Schema.Json): ReadonlyArray<Change> => {
  let at: Schema.Json = before
  return JsonPatch.get(before, after).map((operation) => {
    const was = operation.op === "add" ? null : ((Pointer.get(at, operation.path) ?? null) as Schema.Json)
    at = JsonPatch.apply([operation], at)
    return {
      op: operation.op,
      pointer: operation.path,
      before: operation.path === "" ? before : was,
      after: operation.op === "remove" ? null : operation.value
    }
  })
}

/**
 * Returns the value after the changes.
 *
 * @category combinators
 * @since 0.1.0
 */
export const apply = (changes: ReadonlyArray<Change>, before: Schema.Json): Schema.Json =>
  JsonPatch.apply(
    changes.map(({ after, op, pointer }) =>
      op === "remove" ? { op, path: pointer } : { op, path: pointer, value: after }
    ),
    before
  )
