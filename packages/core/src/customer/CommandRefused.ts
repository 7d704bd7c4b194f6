/**
 * Why a command was refused.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { names } from "./Command.ts"
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
