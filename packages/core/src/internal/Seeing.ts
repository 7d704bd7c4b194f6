/** What reading and executing share: a customer with its ancestors, as far as the actor sees it. */
import * as Effect from "effect/Effect"
import * as Actor from "../access/Actor.ts"
import * as Authority from "../access/Authority.ts"
import type { CustomerId } from "../CustomerId.ts"
import { CustomerNotFound } from "../CustomerNotFound.ts"
import type { CustomerStore, CustomerStoreUnavailable, Stored } from "../CustomerStore.ts"
import type { Customer } from "../customer/Customer.ts"
import { type CustomerView, node, project } from "../customer/CustomerView.ts"
import * as Instant from "../Instant.ts"
import * as Clock from "effect/Clock"

export type Store = CustomerStore["Service"]

/** A customer and its ancestors, nearest first: never empty. */
export type Line = readonly [Stored, ...ReadonlyArray<Stored>]

export const now: Effect.Effect<Instant.Instant> = Effect.map(Clock.currentTimeMillis, Instant.fromMillis)

export const customersOf = (line: Line): readonly [Customer, ...ReadonlyArray<Customer>] => {
  const [first, ...rest] = line
  return [first.customer, ...rest.map(({ customer }) => customer)]
}

/** The line of a customer that the actor sees; anything else is not found. */
export const seenLine = (
  store: Pick<Store, "line">,
  id: CustomerId
): Effect.Effect<Line, CustomerNotFound | CustomerStoreUnavailable, Actor.CurrentActor> =>
  Effect.gen(function* () {
    const actor = yield* Actor.CurrentActor
    const [first, ...above] = yield* store.line(id)
    if (
      first === undefined ||
      !Authority.sees(
        actor,
        [first, ...above].map(({ customer }) => node(customer))
      )
    ) {
      return yield* new CustomerNotFound({ customer: id })
    }
    return [first, ...above]
  })

export const viewOf = (actor: Actor.Actor, line: Line, at: Instant.Instant): CustomerView =>
  project(actor, customersOf(line), line[0].version, at)
