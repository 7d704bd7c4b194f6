/** The structure of a portal's draft as a schema: the tree of its plan, key by key. */
import * as Schema from "effect/Schema"
import { isFilled } from "../Condition.ts"
import { isStorable } from "./characters.ts"
import type { Branch, Planned } from "./tree.ts"

/** Strict about keys only where the parser is told so. */
export const schemaOf = (branch: Branch): Schema.Codec<unknown> => {
  const required = new Set(
    branch.demands
      .flatMap(({ fields, shown }) => (shown === null ? fields.filter(({ when }) => when === null) : []))
      .map(({ key }) => key)
  )
  const fields: Record<string, Schema.Codec<unknown>> = {}
  for (const { inner, key, planned } of branch.ordered) {
    if (planned?.type === "secret") continue
    const schema = planned === null ? schemaOf(inner) : leaf(planned, required.has(key))
    const needed = planned === null ? demands(inner) : required.has(key)
    Object.defineProperty(fields, key, { value: needed ? schema : Schema.optionalKey(schema), enumerable: true })
  }
  return Schema.Struct(fields)
}

/** Whether something in an object is asked for whatever else is filled in. */
const demands = (branch: Branch): boolean =>
  branch.demands.some(({ fields, shown }) => shown === null && fields.some(({ when }) => when === null)) ||
  branch.groups.some(({ inner }) => demands(inner))

const leaf = (planned: Planned, required: boolean): Schema.Codec<unknown> => {
  const { choices, count, itemTree, limit } = planned
  switch (planned.type) {
    case "flag":
      return Schema.Boolean
    case "number":
      return Schema.Finite
    case "choices":
      return Schema.Union([Schema.Literal("inherit"), Schema.Array(Schema.String)])
    case "list": {
      const list = Schema.Array(schemaOf(itemTree))
      return count === null
        ? list
        : list.check(Schema.isMinLength(required ? count.minimum : 0), Schema.isMaxLength(count.maximum))
    }
    default: {
      // A blank text is no choice, and counts as missing.
      if (choices !== null) return Schema.Literals(required ? [...choices] : ["", ...choices])
      const text = Schema.String.check(Schema.isMaxLength(limit), storable)
      return required ? text.check(filled) : text
    }
  }
}

const storable = Schema.makeFilter(isStorable, { expected: "characters that can be stored" })

const filled = Schema.makeFilter<string>(isFilled, { expected: "something filled in" })
