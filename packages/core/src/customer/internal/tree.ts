/** Decisions that change the tree or what flows down it. */
import type { Customer } from "../Customer.ts"
import * as Customers from "../Customer.ts"
import type { CustomerId } from "../../CustomerId.ts"
import * as Licenses from "../../tree/Licenses.ts"
import * as Rights from "../../tree/Rights.ts"
import * as Visibility from "../../tree/Visibility.ts"
import { accept, type Decision, refuse } from "../Decision.ts"
import type { Event } from "../Event.ts"
import { rightsOf } from "./checking.ts"
import type { Handlers } from "./Handlers.ts"

/**
 * What each customer of a subtree must give up so that all of it lies within what its top may hold. Works downwards:
 * each is bounded by what its own parent is left with. `top` is first in `subtree`.
 */
export const narrowing = (
  subtree: ReadonlyArray<Customer>,
  rights: ReadonlyArray<Rights.Right>,
  offered: Licenses.Licenses
): ReadonlyMap<CustomerId, ReadonlyArray<Event>> => {
  const left = new Map<
    CustomerId,
    { readonly rights: ReadonlyArray<Rights.Right>; readonly offered: Licenses.Licenses }
  >()
  const out = new Map<CustomerId, ReadonlyArray<Event>>()
  for (const customer of subtree) {
    const bound = (customer.parent === null ? undefined : left.get(customer.parent)) ?? { rights, offered }
    const held = Customers.rights(customer)
    const own = Customers.licenses(customer)
    const kept = Rights.narrow(held, bound.rights)
    const licensed = Licenses.narrow(own, bound.offered)
    const events: Array<Event> = []
    if (kept.length < held.length) events.push({ _tag: "RightsSet", rights: kept })
    if (licensed !== "inherit" && own !== "inherit" && licensed.length < own.length) {
      events.push({ _tag: "LicensesSet", licenses: licensed })
    }
    if (events.length > 0) out.set(customer.id, events)
    left.set(customer.id, { rights: kept, offered: licensed === "inherit" ? bound.offered : licensed })
  }
  return out
}

const spread = (narrowed: ReadonlyMap<CustomerId, ReadonlyArray<Event>>, except: CustomerId): Decision["below"] =>
  [...narrowed].flatMap(([customer, [first, ...rest]]) =>
    customer === except || first === undefined ? [] : [{ customer, events: [first, ...rest] }]
  )

export const tree = {
  move: (context, state, { narrow }) => {
    const { below, line, objections, target } = context
    const [to] = target
    const [from] = line
    if (to === undefined || to.lifecycle._tag !== "active") {
      return refuse("move", state, "parentNotActive", "the new parent must be active")
    }
    if (to.platform !== state.platform || from === undefined) {
      return refuse(
        "move",
        state,
        "otherPlatform",
        "customers move within their platform only, and a root stays where it is"
      )
    }
    if (target.some(({ id }) => id === state.id)) {
      return refuse("move", state, "intoItself", "a customer cannot lie below itself; choose a parent outside it")
    }
    if (to.id === from.id) return refuse("move", state, "alreadySo", "it lies there already")
    const depths = new Map([[state.id, target.length]])
    for (const { id, parent } of below) depths.set(id, (parent === null ? 0 : (depths.get(parent) ?? 0)) + 1)
    const deepest = Math.max(...depths.values())
    if (deepest > Visibility.maxDepth) {
      return refuse(
        "move",
        state,
        "tooDeep",
        `the lowest customer would lie ${deepest} levels deep; ${Visibility.maxDepth} are possible`,
        { deepest }
      )
    }
    for (const [key, reason] of [
      ["currency", "otherCurrency"],
      ["dataCenter", "otherDataCenter"]
    ] as const) {
      const [ours, theirs] = [state.profile[key], to.profile[key]]
      if (ours !== undefined && theirs !== undefined && ours !== theirs) {
        return refuse(
          "move",
          state,
          reason,
          `the new parent has ${theirs}, this customer ${ours}; change one of them first`,
          { ours, theirs }
        )
      }
    }
    if (objections.length > 0) return refuse("move", state, "objected", objections.join("; "), { objections })
    const narrowed = narrowing(
      [state, ...below],
      Customers.rights(to),
      Licenses.offered(target.map(Customers.licenses))
    )
    if (narrowed.size > 0 && narrow !== true) {
      const what = [...narrowed.values()].flat().some(({ _tag }) => _tag === "RightsSet")
        ? "rightsExceeded"
        : "licensesExceeded"
      return refuse(
        "move",
        state,
        what,
        "the new parent holds less; move with narrow to take the rest away, or choose another",
        {
          customers: narrowed.size
        }
      )
    }
    return accept([{ _tag: "Moved", from: from.id, to: to.id }, ...(narrowed.get(state.id) ?? [])], {
      below: spread(narrowed, state.id)
    })
  },

  setRights: (context, state, { narrow, ...command }) => {
    const { actor, below, line } = context
    const rights = Rights.normalise(command.rights)
    const [parent] = line
    const added = Rights.exceeding(rights, Customers.rights(state))
    const grantable = parent === undefined ? Rights.all : Rights.narrow(Customers.rights(parent), rightsOf(actor, line))
    const over = Rights.exceeding(added, grantable)
    if (over.length > 0) {
      return refuse("setRights", state, "rightsExceeded", `nobody grants what they do not hold: ${over.join(", ")}`, {
        over: [...over],
        grantable: [...grantable]
      })
    }
    const taken = Rights.exceeding(Customers.rights(state), rights)
    const narrowed = narrowing(below, rights, "inherit")
    if (narrowed.size > 0 && narrow !== true) {
      return refuse(
        "setRights",
        state,
        "heldBelow",
        `customers below hold ${taken.join(", ")}, which this would take; keep it, or set it with narrow to take it there too`,
        { customers: narrowed.size, taken: [...taken] }
      )
    }
    return accept([{ _tag: "RightsSet", rights }], { below: spread(narrowed, state.id) })
  },

  setLicenses: (context, state, { licenses, narrow }) => {
    const { below, line, reference } = context
    const known = reference.lists["licenses"]
    const strange =
      licenses === "inherit"
        ? []
        : licenses.filter((id) => known?.every(({ value }) => value !== id) ?? id.length > 255)
    if (strange.length > 0) {
      return refuse("setLicenses", state, "invalidValue", "there are no such licences; choose from the catalogue", {
        strange: strange.slice(0, 10).map((id) => id.slice(0, 64))
      })
    }
    const above = Licenses.offered(line.map(Customers.licenses))
    const over = Licenses.exceeding(licenses, above)
    if (over.length > 0) {
      return refuse("setLicenses", state, "licensesExceeded", `the parent does not offer ${over.join(", ")}`, { over })
    }
    const narrowed = narrowing(below, Rights.all, licenses === "inherit" ? above : licenses)
    if (narrowed.size > 0 && narrow !== true) {
      return refuse(
        "setLicenses",
        state,
        "heldBelow",
        "customers below hold what is taken; set it with narrow to take it there too",
        {
          customers: narrowed.size
        }
      )
    }
    return accept(
      [{ _tag: "LicensesSet", licenses: licenses === "inherit" ? licenses : [...new Set(licenses)].toSorted() }],
      {
        below: spread(narrowed, state.id)
      }
    )
  }
} satisfies Partial<Handlers>
