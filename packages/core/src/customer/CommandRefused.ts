/**
 * Why a command was refused.
 *
 * @since 0.1.0
 */
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { Legible } from "../base/Legible.ts"
import * as Pointer from "../portal/Pointer.ts"
import { type Command, names } from "./Command.ts"
import { stages } from "./Lifecycle.ts"

/**
 * Schema for the reason of a refusal.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Reason = Schema.Literals([
  "notInThisStage",
  "parentRequired",
  "parentNotActive",
  "tooDeep",
  "portalUnknown",
  "fourEyes",
  "notTheSubmitter",
  "liveBelow",
  "notTornDown",
  "alreadyTornDown",
  "retentionOver",
  "retentionRunning",
  "legalHold",
  "alreadySo",
  "notSet",
  "heldByHigherLevel",
  "blocked",
  "demoExpired",
  "intoItself",
  "otherPlatform",
  "otherCurrency",
  "otherDataCenter",
  "rightsExceeded",
  "licensesExceeded",
  "heldBelow",
  "levelsExceeded",
  "objected",
  "invalidValue",
  "outOfOrder"
])

/**
 * @category models
 * @since 0.1.0
 */
export type Reason = typeof Reason.Type

/**
 * The rules refuse a command; the caller asks for something else, or first changes what `details` name.
 *
 * **Details**
 *
 * `stage` is where the customer stands (`null`: not there yet). `details` hold both sides of the conflict as plain JSON.
 * The message says what would be allowed.
 *
 * @category errors
 * @since 0.1.0
 */
export class CommandRefused extends Schema.TaggedError<CommandRefused>()("CommandRefused", {
  command: Schema.Literals(names),
  stage: Schema.NullOr(Schema.Literals(stages)),
  reason: Reason,
  sentence: Schema.String,
  details: Schema.Record(Schema.String, Schema.Json)
}) {
  override get message(): string {
    return this.sentence
  }
}

/**
 * Returns the refusal of a command that has text which no store can keep, as `Legible` says; `null` if it has none.
 *
 * **Details**
 *
 * Says where the first such text is. Drafts and the changes of an edit are not looked at: what is wrong with their text the
 * portal's check says.
 *
 * @category constructors
 * @since 0.1.0
 */
export const illegible = (command: Command): CommandRefused | null => {
  for (const [key, value] of Object.entries(command)) {
    const pointer = key === "draft" || key === "changes" ? null : illegibleIn(value, Pointer.child("", key))
    if (pointer === null) continue
    return new CommandRefused({
      command: command._tag,
      stage: null,
      reason: "invalidValue",
      sentence: `${pointer} holds what no store can keep, a NUL or half of a character; leave that out`,
      details: { pointer }
    })
  }
  return null
}

const isLegible = Schema.is(Legible)

/** Where in a value there is text that no store can keep; `null` where there is none. */
const illegibleIn = (value: unknown, pointer: string): string | null => {
  if (typeof value === "string") return isLegible(value) ? null : pointer
  if (!Predicate.isObjectOrArray(value)) return null
  for (const [key, one] of Object.entries(value)) {
    const found = illegibleIn(one, Pointer.child(pointer, key))
    if (found !== null) return found
  }
  return null
}
