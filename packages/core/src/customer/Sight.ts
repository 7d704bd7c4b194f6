/**
 * What of a customer and its events an actor that sees it is shown.
 *
 * @since 0.1.0
 */
import * as Actor from "../access/Actor.ts"
import type { CustomerId } from "../CustomerId.ts"
import type { Customer } from "./Customer.ts"
import type { Redacted } from "./Event.ts"

/**
 * What an actor is shown of one customer.
 *
 * **Details**
 *
 * `names`: whether another customer may be named. `area`: the contact with an area of responsibility, for Professional
 * users and administrators (OC-25). `notes`: what those above wrote about the customer, which is not for its own users.
 *
 * @category models
 * @since 0.1.0
 */
export interface Sight {
  readonly names: (id: CustomerId) => boolean
  readonly area: boolean
  readonly notes: boolean
}

/**
 * Returns the sight of an actor on a customer.
 *
 * @category constructors
 * @since 0.1.0
 */
export const of = (actor: Actor.Actor, customer: CustomerId, names: Sight["names"]): Sight => {
  const behind = Actor.principal(actor)
  return {
    names,
    area: behind._tag === "support" || behind.role !== "user",
    notes: Actor.home(actor) !== customer
  }
}

/**
 * Returns the state as it is shown: an unseen parent is `null`, notes that are not for the actor are empty.
 *
 * @category combinators
 * @since 0.1.0
 */
export const state = (sight: Sight, customer: Customer): Customer => {
  const [parent, shown] = [named(sight, customer.parent), profile(sight, customer.profile)]
  if (sight.notes && parent === customer.parent && shown === customer.profile) return customer
  return {
    ...customer,
    parent,
    profile: shown,
    ...(sight.notes
      ? {}
      : {
          holds: customer.holds.map((hold) => ({ ...hold, note: null })),
          legalHold: customer.legalHold === null ? null : { ...customer.legalHold, note: "" },
          taxZoneOverride: customer.taxZoneOverride === null ? null : { ...customer.taxZoneOverride, note: "" }
        })
  }
}

/**
 * Returns the event as it is shown, by the same rules.
 *
 * @category combinators
 * @since 0.1.0
 */
export const event = (sight: Sight, it: Redacted["event"]): Redacted["event"] => {
  switch (it._tag) {
    case "PlatformOpened":
    case "DraftEdited":
    case "ProfileEdited":
    case "Submitted":
      return { ...it, profile: profile(sight, it.profile) }
    case "Opened":
      return { ...it, parent: named(sight, it.parent), profile: profile(sight, it.profile) }
    case "Moved":
      return { ...it, from: named(sight, it.from), to: named(sight, it.to) }
    case "HoldPlaced":
      return sight.notes ? it : { ...it, note: null }
    case "LegalHoldSet":
    case "TaxZoneOverridden":
      return sight.notes ? it : { ...it, note: "" }
    default:
      return it
  }
}

/**
 * Returns the customers that an event names beside its own.
 *
 * @category getters
 * @since 0.1.0
 */
export const namedBy = (it: Redacted["event"]): ReadonlyArray<CustomerId> =>
  (it._tag === "Opened" ? [it.parent] : it._tag === "Moved" ? [it.from, it.to] : []).filter((id) => id !== null)

const named = (sight: Sight, id: CustomerId | null): CustomerId | null => (id !== null && sight.names(id) ? id : null)

const profile = <P extends { readonly contacts?: { readonly area?: unknown } }>(sight: Sight, it: P): P => {
  if (it.contacts?.area === undefined || sight.area) return it
  const { area: _, ...contacts } = it.contacts
  return { ...it, contacts }
}
