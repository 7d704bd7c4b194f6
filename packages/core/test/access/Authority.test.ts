import { Action, Actor, Authority, Customer, type CustomerId, CustomerView, LegalMoves } from "@clientele/core"
import { Commands, Dice, Walks } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { always, runs, walk } from "../customer/walks.ts"

const nodes = (everybody: Walks.Snapshot, id: CustomerId.CustomerId) =>
  Walks.lineIn(everybody, id).map(CustomerView.node)
const last = ({ steps }: Walks.Walk): Walks.Snapshot => steps[steps.length - 1]?.after ?? new Map()
const at = (home: Customer.Customer, role: Actor.Role = "user"): Actor.Actor => ({
  _tag: "user",
  id: Commands.user(1),
  platform: home.platform,
  home: home.id,
  role
})

/** Who sees a customer, counted by hand: its own, and as many above as it carries levels. */
const viewers = (everybody: Walks.Snapshot, id: CustomerId.CustomerId): ReadonlyArray<CustomerId.CustomerId> => {
  const [own, ...above] = Walks.lineIn(everybody, id)
  return own === undefined ? [] : [id, ...above.slice(0, Customer.visibility(own)).map((one) => one.id)]
}

describe("Authority", () => {
  it.prop(
    "invariant 6 explain agrees with can for every actor, action and line, and names only what the actor sees",
    [walk],
    ([walked]) => {
      const everybody = last(walked)
      const actors = [3, 5, 7].map((seed) => Commands.actor(walked.sandbox)(Dice.seeded(seed)))
      for (const actor of actors) {
        for (const id of everybody.keys()) {
          const line = nodes(everybody, id)
          const sees = Authority.sees(actor, line)
          for (const action of Action.actions) {
            const told = Authority.explain(actor, action, line)
            if (told.allowed !== Authority.can(actor, action, line) || told.action !== action || told.sentence === "")
              assert.fail(`${action} by ${actor._tag}`)
            // The path leads down to the customer, over those that the actor sees; it is empty for who does not see it.
            if (sees ? told.path[told.path.length - 1] !== id : told.path.length > 0 || told.allowed)
              assert.fail(`path of ${action}`)
            if (action === "read")
              assert.isTrue(told.path.every((named) => Authority.sees(actor, nodes(everybody, named))))
          }
        }
      }
    },
    runs
  )

  it.prop(
    "invariant 6 a customer is seen by its own users and as many levels above as it carries, by no one else",
    [walk],
    ([walked]) => {
      const everybody = last(walked)
      for (const id of everybody.keys()) {
        const line = nodes(everybody, id)
        const seen = viewers(everybody, id)
        // Siblings, descendants and strangers are among those who do not.
        for (const { customer } of everybody.values())
          assert.strictEqual(Authority.sees(at(customer), line), seen.includes(customer.id))
      }
    },
    runs
  )

  always("invariant 6 raising the levels of visibility only adds viewers", (step) => {
    if (step.command._tag !== "setVisibility" || step.outcome._tag !== "accepted" || step.state === null) return
    const [before, after] = [viewers(step.before, step.state.id), viewers(step.after, step.state.id)]
    if (step.command.levels >= Customer.visibility(step.state)) assert.includeMembers([...after], [...before])
    else assert.includeMembers([...before], [...after])
    for (const id of step.after.keys())
      if (id !== step.state.id) assert.deepStrictEqual(viewers(step.after, id), viewers(step.before, id))
  })

  it.prop(
    "invariant 6 a token may never more than its owner",
    [walk],
    ([walked]) => {
      const everybody = last(walked)
      for (const { customer } of everybody.values()) {
        const owner = at(customer, "administrator")
        if (owner._tag !== "user") continue
        const token: Actor.Actor = { _tag: "token", id: Commands.user(8), scopes: ["create", "commercial"], owner }
        for (const id of everybody.keys()) {
          const line = nodes(everybody, id)
          for (const action of Action.actions) {
            const may =
              Authority.can(owner, action, line) && ["create", "commercial"].includes(Action.permissions[action].scope)
            if (Authority.can(token, action, line) !== may) assert.fail(`${action} by a token`)
          }
        }
      }
    },
    runs
  )

  it.prop(
    "invariant 6 the commands shown to an actor are allowed by stage and authority, and what is left out would be refused",
    [walk],
    ([walked]) => {
      const everybody = last(walked)
      const actor = Commands.actor(walked.sandbox)(Dice.seeded(everybody.size))
      for (const { customer } of everybody.values()) {
        const [own, ...above] = Walks.lineIn(everybody, customer.id)
        const line = nodes(everybody, customer.id)
        if (own === undefined || !Authority.sees(actor, line)) continue
        const view = CustomerView.project(actor, [own, ...above], 1, walked.at)
        const allowed = LegalMoves.accepted(own.lifecycle._tag).filter((name) => Authority.can(actor, name, line))
        assert.deepStrictEqual(
          view.commands,
          allowed.filter((name) => view.commands.includes(name))
        )
        for (const name of allowed.filter((name) => !view.commands.includes(name))) {
          const command = Commands.named(walked.sandbox, name, customer.id, walked.at)(Dice.seeded(everybody.size))
          // Support may go on where a demo has ended; what is shown is the same for everybody.
          if (Actor.isSupport(actor, own.platform)) continue
          assert.strictEqual(walked.sandbox.run(command, actor, walked.at)._tag, "refused", `${name} is not shown`)
        }
        if (view.parent !== null) assert.isTrue(Authority.sees(actor, nodes(everybody, view.parent)))
      }
    },
    runs
  )

  it("the rows of the table that domain.md names", () => {
    const own = ["edit", "enterInvoiceRecipient", "upgrade", "manageUsers"] as const
    for (const action of own) assert.strictEqual(Action.permissions[action].who, "administrator")
    assert.strictEqual(Action.permissions.read.who, "reader")
    for (const action of ["openPlatform", "recordVatEvidence", "recordProvisioning", "changeDataCenter"] as const) {
      assert.strictEqual(Action.permissions[action].who, "support")
    }
  })
})
