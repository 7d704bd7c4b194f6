/**
 * A customer as an actor sees it.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Action from "../access/Action.ts"
import * as Actor from "../access/Actor.ts"
import * as Authority from "../access/Authority.ts"
import { CustomerId } from "../CustomerId.ts"
import type { Instant } from "../Instant.ts"
import * as Licenses from "../tree/Licenses.ts"
import type * as Move from "../tree/Move.ts"
import * as Available from "./Available.ts"
import { names } from "./Command.ts"
import * as Customer from "./Customer.ts"
import * as DisplayStatus from "./DisplayStatus.ts"
import { Blocked } from "./Hold.ts"
import * as Sight from "./Sight.ts"

/**
 * Schema for a customer as an actor sees it.
 *
 * **Details**
 *
 * `parent` is the nearest ancestor that the actor sees; `null` where it sees none. `commands` are those that the stage
 * takes as it stands and the actor may give: a portal's buttons. `blocked` is what all holds here and above keep it from,
 * `blockedBy` the part that comes from above. `offered` are the licences it can choose from in the end.
 *
 * @category schemas
 * @since 0.1.0
 */
export const CustomerView = Schema.Struct({
  ...Customer.Customer.fields,
  parent: Schema.NullOr(CustomerId),
  version: Schema.Int,
  name: Schema.String,
  status: DisplayStatus.DisplayStatus,
  statusLabel: Schema.String,
  blocked: Schema.Array(Blocked),
  blockedBy: Schema.Array(Blocked),
  offered: Licenses.Licenses,
  commands: Schema.Array(Schema.Literals(names))
}).annotate({ identifier: "CustomerView" })

/**
 * @category models
 * @since 0.1.0
 */
export type CustomerView = typeof CustomerView.Type

/**
 * Returns what authority, and the plan of a move, look at in a customer.
 *
 * @category getters
 * @since 0.1.0
 */
export const node = (customer: Customer.Customer): Authority.Node & Move.Node => {
  const known = looks.get(customer)
  if (known !== undefined) return known
  const made = look(customer, Customer.rights(customer))
  looks.set(customer, made)
  return made
}

const look = (customer: Customer.Customer, rights: Authority.Node["rights"]): Authority.Node & Move.Node => ({
  id: customer.id,
  platform: customer.platform,
  parent: customer.parent,
  visibility: Customer.visibility(customer),
  rights
})

/** A state never changes, and on a page the same few lie above all. */
const looks = new WeakMap<Customer.Customer, Authority.Node & Move.Node>()

/**
 * Returns the nearest ancestor that the actor sees; `null` if there is none. `line` begins with the customer itself.
 *
 * @category getters
 * @since 0.1.0
 */
export const nearestSeen = (actor: Actor.Actor, line: ReadonlyArray<Customer.Customer>): CustomerId | null =>
  nearest(actor, line.map(node))

const nearest = (actor: Actor.Actor, nodes: ReadonlyArray<Authority.Node>): CustomerId | null => {
  const up = nodes.findIndex((_, index) => index > 0 && Authority.sees(actor, nodes.slice(index)))
  return up === -1 ? null : (nodes[up]?.id ?? null)
}

/**
 * Returns the first customer of a line as the actor sees it. That the actor sees it at all is settled before.
 *
 * @category constructors
 * @since 0.1.0
 */
export const project = (
  actor: Actor.Actor,
  line: readonly [Customer.Customer, ...ReadonlyArray<Customer.Customer>],
  version: number,
  now: Instant
): CustomerView => {
  const [customer, ...above] = line
  // Each row is looked at once, those above again and again. Of all rights only those of the actor's home count.
  const nodes = [Actor.home(actor) === customer.id ? node(customer) : look(customer, []), ...above.map(node)]
  const status = DisplayStatus.of(customer, now)
  const blocked = DisplayStatus.blocked(line)
  return {
    ...Sight.state(
      Sight.of(actor, customer.id, () => true),
      customer
    ),
    parent: nearest(actor, nodes),
    version,
    name: Customer.displayName(customer),
    status,
    statusLabel: DisplayStatus.worded(status, customer, now),
    blocked,
    blockedBy: DisplayStatus.blocked(above),
    offered: Licenses.offered(line.map(Customer.licenses)),
    commands: Authority.among(
      actor,
      Available.commands(customer, blocked, now) satisfies ReadonlyArray<Action.Action>,
      nodes
    )
  }
}
