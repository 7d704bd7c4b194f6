import { Customer, Licenses, Move, Rights, Visibility } from "@clientele/core"
import { Walks } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { always, changes, runs, walk } from "../customer/walks.ts"

const offered = (everybody: Walks.Snapshot, customer: Customer.Customer): ReadonlySet<string> | "all" => {
  const line = Walks.lineIn(everybody, customer.id)
  // Independent of `Licenses.offered`: what every list on the way up leaves.
  const lists = line.map(Customer.licenses).filter((list) => list !== "inherit")
  return lists.length === 0 ? "all" : new Set(lists.reduce((all, list) => all.filter((id) => list.includes(id))))
}

/** Drafts and what never was submitted only ask for rights; the check at submit bounds them. */
const binding = ({ lifecycle, submitted }: Customer.Customer) =>
  submitted !== null &&
  ["pendingApproval", "rejected", "active", "closing", "closed"].includes(lifecycle._tag) &&
  !(lifecycle._tag === "closed" && lifecycle.from === "draft")

describe("Tree", () => {
  always(
    "invariant 1 the customers are a forest: no circle, one root per platform, at most ten levels",
    ({ after }) => {
      const roots = new Set<string>()
      for (const { customer } of after.values()) {
        const line = Walks.lineIn(after, customer.id)
        const root = line[line.length - 1]
        assert.isNull(root?.parent)
        assert.isAtMost(line.length - 1, Visibility.maxDepth)
        assert.strictEqual(new Set(line.map(({ id }) => id)).size, line.length)
        for (const one of line) assert.strictEqual(one.platform, customer.platform)
        if (customer.parent === null) {
          assert.isFalse(roots.has(customer.platform), "two roots in one platform")
          roots.add(customer.platform)
        }
      }
    }
  )

  always("invariant 7 rights and licences only narrow downwards", ({ after }) => {
    for (const { customer } of after.values()) {
      const parent = customer.parent === null ? undefined : after.get(customer.parent)?.customer
      if (parent === undefined || !binding(customer)) continue
      assert.deepStrictEqual(Rights.exceeding(Customer.rights(customer), Customer.rights(parent)), [])
      const [own, above] = [offered(after, customer), offered(after, parent)]
      if (above !== "all") assert.isTrue(own !== "all" && [...own].every((id) => above.has(id)))
      const nearest = Licenses.offered(Walks.lineIn(after, customer.id).map(Customer.licenses))
      assert.deepStrictEqual<unknown>(
        nearest === "inherit" ? "all" : new Set(nearest),
        own,
        "the nearest list is within all above"
      )
    }
  })

  always("invariant 7 nobody grants what they do not hold", (step) => {
    if (step.command._tag !== "setRights") return
    const home =
      step.actor._tag === "user"
        ? step.actor.home
        : step.actor._tag === "token" && step.actor.owner._tag === "user"
          ? step.actor.owner.home
          : null
    const held = home === null ? Rights.all : (step.before.get(home)?.customer.profile.rights ?? [])
    for (const { after, before } of changes(step)) {
      const added = Customer.rights(after).filter(
        (right) => before === null || !Customer.rights(before).includes(right)
      )
      assert.includeMembers([...held], added)
    }
  })

  always("invariant 7 what a command takes below, it takes only with narrow", (step) => {
    const others = changes(step).slice(1)
    if (others.length > 0) assert.isTrue("narrow" in step.command && step.command.narrow === true)
    for (const { after, before } of others) {
      assert.deepStrictEqual(
        Rights.exceeding(Customer.rights(after), before === null ? [] : Customer.rights(before)),
        []
      )
      assert.deepStrictEqual({ ...after, profile: null }, { ...before, profile: null })
    }
  })

  always("invariant 11 a move keeps each descendant's path, its holds and its history", (step) => {
    if (step.command._tag !== "move") return
    for (const { after } of changes(step).slice(0, 1)) {
      assert.strictEqual(after.parent, step.command.parent)
      assert.deepStrictEqual(after.holds, step.before.get(after.id)?.customer.holds)
      for (const id of step.before.keys()) {
        const path = (everybody: Walks.Snapshot) => {
          const line = Walks.lineIn(everybody, id).map((one) => one.id)
          return line.includes(after.id) ? line.slice(0, line.indexOf(after.id) + 1) : line
        }
        assert.deepStrictEqual(path(step.after), path(step.before))
        const [was, is] = [step.before.get(id), step.after.get(id)]
        assert.deepStrictEqual(is?.customer.holds, was?.customer.holds)
        assert.deepStrictEqual(is?.events.slice(0, was?.events.length), was?.events)
        assert.strictEqual(
          is === undefined ? 0 : Customer.visibility(is.customer),
          was === undefined ? 0 : Customer.visibility(was.customer)
        )
      }
    }
  })

  always("invariant 11 a move stays within platform, currency, data centre and an active parent", (step) => {
    if (step.command._tag !== "move") return
    for (const { after } of changes(step).slice(0, 1)) {
      const to = step.before.get(step.command.parent)?.customer
      assert.strictEqual(to?.lifecycle._tag, "active")
      assert.strictEqual(to?.platform, after.platform)
      for (const key of ["currency", "dataCenter"] as const) {
        if (to?.profile[key] !== undefined && after.profile[key] !== undefined)
          assert.strictEqual(to.profile[key], after.profile[key])
      }
    }
  })

  it.prop(
    "invariant 6 the plan of a move names exactly who gains and who loses sight",
    [walk],
    ([{ steps }]) => {
      for (const step of steps) {
        if (step.command._tag !== "move" || step.outcome._tag !== "accepted" || step.state === null) continue
        const subtree = [step.state, ...step.context.below].map((one) => ({
          id: one.id,
          parent: one.parent,
          visibility: Customer.visibility(one)
        }))
        for (const { customer, gained, lost } of Move.viewers(subtree, step.context.line, step.context.target)) {
          const seen = (everybody: Walks.Snapshot) => {
            const [own, ...above] = Walks.lineIn(everybody, customer)
            return above.slice(0, own === undefined ? 0 : Customer.visibility(own)).map(({ id }) => id)
          }
          const [before, after] = [seen(step.before), seen(step.after)]
          assert.sameMembers(
            [...gained],
            after.filter((id) => !before.includes(id))
          )
          assert.sameMembers(
            [...lost],
            before.filter((id) => !after.includes(id))
          )
        }
      }
    },
    runs
  )
})
