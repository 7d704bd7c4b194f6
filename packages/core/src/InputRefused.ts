/**
 * The failure of whoever hands in something that is no command, query or id at all.
 *
 * @since 0.1.0
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as SchemaIssue from "effect/SchemaIssue"
import * as Wording from "./internal/Wording.ts"
import * as Pointer from "./portal/Pointer.ts"

/**
 * The input has not the shape that was asked for: a key is missing, unknown, or holds something else. Nothing was done.
 *
 * **Details**
 *
 * All that is wrong at once, each with a JSON pointer into the input. What is wrong inside a draft is no matter of shape:
 * the portal's check says it, as `DraftRefused`.
 *
 * @category errors
 * @since 0.1.0
 */
export class InputRefused extends Schema.TaggedError<InputRefused>()("InputRefused", {
  issues: Schema.Array(Schema.Struct({ pointer: Schema.String, message: Schema.String }))
}) {
  override get message(): string {
    return this.issues.map(({ message, pointer }) => `${pointer || "/"}: ${message}`).join("; ")
  }
}

/**
 * Reads anything at all by a schema, or says what is wrong with it. Keys that the schema does not know are refused.
 *
 * @category decoding
 * @since 0.1.0
 */
export const decode = <A>(schema: Schema.ConstraintDecoder<A>, input: unknown): Result.Result<A, InputRefused> =>
  Result.mapError(
    Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })(input),
    ({ issue }) => new InputRefused({ issues: told(issue, input) })
  )

/**
 * Returns what a schema found wrong with an input, in words, each with a pointer; `at` is where the input lies.
 *
 * @category decoding
 * @since 0.1.0
 */
export const told = (issue: SchemaIssue.Issue, input: unknown, at = ""): InputRefused["issues"] =>
  Wording.tell(issue, input).map(({ message, path }) => ({
    pointer: path.reduce<string>((above, key) => Pointer.child(above, String(key)), at),
    message
  }))
