/**
 * Where a customer stands in its life: one region of its state.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Instant } from "../Instant.ts"
import * as Personal from "../party/Personal.ts"
import { UserId } from "../UserId.ts"

const since = Instant

/**
 * Schema for the lifecycle of a customer.
 *
 * **Details**
 *
 * `since` is the instant at which the stage began. `closed.from` says what the customer was before: a reopened customer
 * becomes active again only if it had been active. What blocks, a demo, and provisioning are regions of their own.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Lifecycle = Schema.TaggedUnion({
  draft: { since },
  pendingApproval: { since, submittedBy: UserId },
  rejected: { since, by: UserId, reason: Personal.Text },
  active: { since },
  closing: { since, reason: Personal.Text },
  closed: { since, from: Schema.Literals(["draft", "active"]) },
  erased: { since }
}).annotate({ identifier: "Lifecycle" })

/**
 * @category models
 * @since 0.1.0
 */
export type Lifecycle = typeof Lifecycle.Type

/**
 * The name of a stage.
 *
 * @category models
 * @since 0.1.0
 */
export type Stage = Lifecycle["_tag"]

/**
 * All stages, in the order in which a customer can go through them.
 *
 * @category constants
 * @since 0.1.0
 */
export const stages: ReadonlyArray<Stage> = [
  "draft",
  "pendingApproval",
  "rejected",
  "active",
  "closing",
  "closed",
  "erased"
]

/**
 * Returns whether a customer in this stage still counts below its parent: neither closed nor erased.
 *
 * @category getters
 * @since 0.1.0
 */
export const isLive = (stage: Stage): boolean => stage !== "closed" && stage !== "erased"
