/** A command of a customer as it is being given: what was entered, and what is wrong with it. */
import { Command, InputRefused, type Issue, Pointer } from "@clientele/core"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import type { Id } from "../Desk.ts"
import type * as Asked from "../form/Asked.ts"

/** Returns the command that the fields of its form make, or what is wrong with them. */
export const read = (
  name: Command.Name,
  customer: Id,
  step: Asked.Step,
  entered: unknown
): Result.Result<Command.Command, ReadonlyArray<Issue.Issue>> => {
  const filled = step.fields.reduce<unknown>((input, field) => {
    const value = Pointer.get(input, field.at)
    if (value === undefined && isNullable(name, field)) return Pointer.set(input, field.at, null)
    const [, part] = /^(\/[^/]+)\/./u.exec(field.at) ?? []
    // Nothing entered in a part is an empty part.
    return part !== undefined && Pointer.get(input, part) === undefined ? Pointer.set(input, part, {}) : input
  }, entered)
  return Result.mapError(
    InputRefused.decode(Command.Command, { ...(filled as object), _tag: name, customer }),
    ({ issues }) =>
      issues.map(
        ({ message, pointer }): Issue.Issue => ({
          pointer,
          step: step.id,
          severity: "error",
          code: "wrongInput",
          message: sentence(step, entered, pointer, message)
        })
      )
  )
}

/** A field that takes `null`, and must not be left out: empty means none. */
const isNullable = (name: Command.Name, { at }: Asked.Field): boolean => {
  const schema = (Command.inputs[name] as Readonly<Record<string, Schema.Codec<unknown>>>)[at.slice(1)]
  return schema !== undefined && Result.isSuccess(InputRefused.decode(schema, null))
}

const sentence = (step: Asked.Step, entered: unknown, pointer: string, message: string): string => {
  const field = step.fields.find(({ at }) => at === pointer)
  if (field === undefined) return message
  return Pointer.get(entered, pointer) === undefined ? `${field.label} is required` : `${field.label}: ${message}`
}
