/**
 * How far the setting up of one target has come: one region of a customer's state, per target.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Instant } from "../Instant.ts"

/**
 * Schema for the provisioning of one target (`adminUser`, `microsoftTenant` …).
 *
 * **Details**
 *
 * `attempt` counts from 1. `failed.kind` says whether trying again can help. A failed track is shown on an active customer.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Provisioning = Schema.TaggedUnion({
  none: {},
  skipped: {},
  pending: {},
  running: { step: Schema.String, attempt: Schema.Int },
  failed: {
    step: Schema.String,
    /** What failed: setting up, or tearing down. */
    during: Schema.Literals(["setUp", "removal"]),
    kind: Schema.Literals(["temporary", "permanent"]),
    retryAt: Schema.NullOr(Instant)
  },
  compensating: {},
  compensated: {},
  done: {},
  removing: {},
  removed: {}
}).annotate({ identifier: "Provisioning" })

/**
 * @category models
 * @since 0.1.0
 */
export type Provisioning = typeof Provisioning.Type

type Tag = Provisioning["_tag"]

/**
 * What may follow what.
 *
 * @category constants
 * @since 0.1.0
 */
export const next: { readonly [T in Tag]: ReadonlyArray<Tag> } = {
  none: ["pending", "skipped"],
  skipped: ["pending"],
  pending: ["running", "skipped", "removed"],
  running: ["running", "failed", "done", "compensating"],
  failed: ["pending", "running", "compensating", "removing"],
  compensating: ["compensated", "failed"],
  compensated: ["pending", "removed"],
  done: ["removing"],
  removing: ["removed", "failed"],
  removed: ["pending"]
}

/**
 * Returns whether nothing of the target stands any more, or never did.
 *
 * @category getters
 * @since 0.1.0
 */
export const isTornDown = (it: Provisioning): boolean => ["none", "skipped", "compensated", "removed"].includes(it._tag)

/**
 * Returns whether the tearing down of the target has begun.
 *
 * @category getters
 * @since 0.1.0
 */
export const isBeingRemoved = (it: Provisioning): boolean =>
  it._tag === "removing" || it._tag === "removed" || (it._tag === "failed" && it.during === "removal")
