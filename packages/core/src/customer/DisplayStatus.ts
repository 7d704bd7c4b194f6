/**
 * The one word that a list shows for a customer, derived from its regions.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Instant } from "../Instant.ts"
import type { Customer } from "./Customer.ts"
import * as Hold from "./Hold.ts"
import * as Mode from "./Mode.ts"

/**
 * Schema for the display status.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DisplayStatus = Schema.Literals([
  "erased",
  "closed",
  "closing",
  "rejected",
  "draft",
  "pendingApproval",
  "provisioningFailed",
  "disabled",
  "suspended",
  "underReview",
  "demoExpired",
  "demo",
  "active"
]).annotate({ identifier: "DisplayStatus" })

/**
 * @category models
 * @since 0.1.0
 */
export type DisplayStatus = typeof DisplayStatus.Type

/**
 * Returns the display status of a customer: the first that applies, in the order of the schema.
 *
 * **Details**
 *
 * Looks at the customer alone; what an ancestor blocks is shown beside it (see {@link blocked}).
 *
 * @category getters
 * @since 0.1.0
 */
export const of = ({ holds, lifecycle, mode, provisioning }: Customer, now: Instant): DisplayStatus => {
  if (lifecycle._tag !== "active") return lifecycle._tag
  const held = (...reasons: ReadonlyArray<Hold.Reason>) => holds.some(({ reason }) => reasons.includes(reason))
  if (Object.values(provisioning).some(({ _tag }) => _tag === "failed")) return "provisioningFailed"
  if (holds.length > 0) {
    if (held("disabled")) return "disabled"
    if (held("administrative", "credit", "compliance")) return "suspended"
    if (held("verification")) return "underReview"
  }
  if (mode._tag === "demo") return Mode.isExpired(mode, now) ? "demoExpired" : "demo"
  return "active"
}

/**
 * Returns the status as a person reads it, e.g. "demo (3 days left)".
 *
 * @category getters
 * @since 0.1.0
 */
export const label = (customer: Customer, now: Instant): string => worded(of(customer, now), customer, now)

/**
 * Returns a status of a customer, known already, as a person reads it.
 *
 * @category getters
 * @since 0.1.0
 */
export const worded = (status: DisplayStatus, { mode }: Customer, now: Instant): string => {
  if (status === "demo") {
    const days = Mode.daysLeft(mode, now)
    return `demo (${days} ${days === 1 ? "day" : "days"} left)`
  }
  return words[status]
}

const words = Object.fromEntries(
  DisplayStatus.literals.map((status) => [status, status.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`)])
) as Record<DisplayStatus, string>

/**
 * Returns what a customer is kept from: by its own holds and by those of its ancestors.
 *
 * **Details**
 *
 * `line` is the customer and its ancestors up to the root. Nothing of it is stored on the customer, so lifting an
 * ancestor's hold needs no write below.
 *
 * @category getters
 * @since 0.1.0
 */
export const blocked = (line: ReadonlyArray<Customer>): ReadonlyArray<Hold.Blocked> =>
  line.some(({ holds }) => holds.length > 0) ? Hold.blocked(line.flatMap(({ holds }) => holds)) : []
