/**
 * When something in a portal applies.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Pointer from "./Pointer.ts"

const leaf = Schema.Union([Schema.String, Schema.Finite, Schema.Boolean])

/**
 * A statement over the draft: a value is one of some, or filled, or all, any, none of other statements.
 *
 * @category models
 * @since 0.1.0
 */
export type Condition =
  | { readonly at: string; readonly is: string | number | boolean }
  | { readonly at: string; readonly oneOf: ReadonlyArray<string | number | boolean> }
  | { readonly at: string; readonly filled: boolean }
  | { readonly all: ReadonlyArray<Condition> }
  | { readonly any: ReadonlyArray<Condition> }
  | { readonly not: Condition }

/**
 * Schema for {@link Condition}.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Condition: Schema.Codec<Condition> = Schema.Union([
  Schema.Struct({ at: Pointer.Pointer, is: leaf }),
  Schema.Struct({ at: Pointer.Pointer, oneOf: Schema.Array(leaf) }),
  Schema.Struct({ at: Pointer.Pointer, filled: Schema.Boolean }),
  Schema.Struct({ all: Schema.Array(Schema.suspend((): Schema.Codec<Condition> => Condition)) }),
  Schema.Struct({ any: Schema.Array(Schema.suspend((): Schema.Codec<Condition> => Condition)) }),
  Schema.Struct({ not: Schema.suspend((): Schema.Codec<Condition> => Condition) })
]).annotate({ identifier: "Condition" })

/**
 * Returns whether a value counts as filled in: not missing, not blank text, not an empty list.
 *
 * @category getters
 * @since 0.1.0
 */
export const isFilled = (value: unknown): boolean =>
  typeof value === "string"
    ? value.charCodeAt(0) > 32 || value.trim() !== ""
    : Array.isArray(value)
      ? value.length > 0
      : value !== undefined && value !== null

/**
 * Returns whether a condition holds for a draft.
 *
 * @category getters
 * @since 0.1.0
 */
export const holds = (condition: Condition, draft: unknown): boolean => {
  if ("all" in condition) return condition.all.every((inner) => holds(inner, draft))
  if ("any" in condition) return condition.any.some((inner) => holds(inner, draft))
  if ("not" in condition) return !holds(condition.not, draft)
  const value = Pointer.get(draft, condition.at)
  if ("is" in condition) return value === condition.is
  if ("oneOf" in condition) return condition.oneOf.some((one) => one === value)
  return isFilled(value) === condition.filled
}

/**
 * Returns the pointers that a condition looks at.
 *
 * @category getters
 * @since 0.1.0
 */
export const mentioned = (condition: Condition): ReadonlyArray<string> =>
  "all" in condition
    ? condition.all.flatMap(mentioned)
    : "any" in condition
      ? condition.any.flatMap(mentioned)
      : "not" in condition
        ? mentioned(condition.not)
        : [condition.at]
