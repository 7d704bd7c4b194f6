/**
 * One finding about a draft, and where.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Finding } from "../party/Finding.ts"
import { Pointer } from "./Pointer.ts"

/**
 * Schema for a finding about a draft.
 *
 * **Details**
 *
 * `pointer` leads to the value in the draft (`/address/postalCode`; empty for the draft as a whole), `step` names the
 * portal's step that asks for it (empty where none does). The rest is as in `Finding`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Issue = Schema.Struct({
  pointer: Schema.Union([Schema.Literal(""), Pointer]),
  step: Schema.String,
  ...Finding.fields
}).annotate({ identifier: "Issue" })

/**
 * @category models
 * @since 0.1.0
 */
export type Issue = typeof Issue.Type

/**
 * The portal's check refused a draft. Carries all issues at once, warnings too; the caller corrects and asks again.
 *
 * @category errors
 * @since 0.1.0
 */
export class DraftRefused extends Schema.TaggedError<DraftRefused>()("DraftRefused", {
  issues: Schema.Array(Issue)
}) {
  override get message(): string {
    return this.issues
      .filter(isError)
      .map((issue) => `${issue.pointer || "/"}: ${issue.message}`)
      .join("; ")
  }
}

/**
 * Returns whether an issue refuses the draft.
 *
 * @category getters
 * @since 0.1.0
 */
export const isError = (issue: Issue): boolean => issue.severity === "error"
