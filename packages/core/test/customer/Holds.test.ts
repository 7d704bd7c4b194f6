import { type Customer, type CustomerId, DisplayStatus, Hold, Instant, Mode } from "@clientele/core"
import { Arbitraries, Commands, SamplePortals, Sandbox, Walks } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { always, changes, dice, options, runs, walk } from "./walks.ts"

const reasons = Hold.Reason.literals
const place = (customer: CustomerId.CustomerId, reason: Hold.Reason) =>
  reason === "disabled" ? ({ _tag: "disable", customer } as const) : ({ _tag: "suspend", customer, reason } as const)
const lift = (customer: CustomerId.CustomerId, reason: Hold.Reason) =>
  reason === "disabled" ? ({ _tag: "enable", customer } as const) : ({ _tag: "resume", customer, reason } as const)

const active = ({ customer }: { readonly customer: Customer.Customer }) => customer.lifecycle._tag === "active"
/** A reason, and a number to pick a customer by. */
const chosen = (walked: Walks.Walk) => {
  const { one, roll } = dice(walked)
  return { reason: one(reasons), pick: roll(1000) }
}

describe("Holds", () => {
  it.prop(
    "invariant 8 suspending and resuming restores what was allowed before",
    [walk],
    ([walked]) => {
      const { pick, reason } = chosen(walked)
      const { at } = walked
      const sandbox = walked.sandbox.fork()
      const all = sandbox.all().filter(active)
      const picked = all[pick % all.length]?.customer
      if (picked === undefined || picked.holds.some((hold) => hold.reason === reason)) return
      const blocked = () => DisplayStatus.blocked(sandbox.line(picked.id))
      const before = blocked()
      assert.strictEqual(sandbox.run(place(picked.id, reason), Commands.operator, at)._tag, "accepted")
      assert.includeMembers([...blocked()], [...before, ...Hold.masks[reason]])
      assert.strictEqual(sandbox.run(lift(picked.id, reason), Commands.operator, at)._tag, "accepted")
      assert.deepStrictEqual(blocked(), before)
      assert.deepStrictEqual(sandbox.get(picked.id)?.customer, picked)
    },
    runs
  )

  always("invariant 8 lifting one hold never lifts another, and placing one leaves the others", (step) => {
    if (!["resume", "enable", "suspend", "disable"].includes(step.command._tag)) return
    const reason = "reason" in step.command ? step.command.reason : "disabled"
    for (const { after, before } of changes(step)) {
      const others = (holds: ReadonlyArray<Hold.Hold> = []) => holds.filter((hold) => hold.reason !== reason)
      assert.deepStrictEqual(others(after.holds), others(before?.holds))
    }
  })

  always(
    "invariant 8 holds change by suspend, resume, disable and enable alone, but for a verification that an edit asks for",
    (step) => {
      for (const { after, before } of changes(step)) {
        if (["suspend", "resume", "disable", "enable", "erase"].includes(step.command._tag)) continue
        const added = after.holds.filter((hold) => !(before?.holds ?? []).includes(hold))
        assert.isTrue(
          added.length === 0 || (step.command._tag === "edit" && added.every(({ reason }) => reason === "verification"))
        )
        assert.includeMembers([...after.holds], [...(before?.holds ?? [])])
      }
    }
  )

  it.prop(
    "invariant 9 an ancestor's block blocks the child, and lifting it writes nothing on the child",
    [walk],
    ([walked]) => {
      const { pick, reason } = chosen(walked)
      const { at } = walked
      const sandbox = walked.sandbox.fork()
      const all = sandbox.all().filter(
        (kept) =>
          active(kept) &&
          sandbox
            .line(kept.customer.id)
            .slice(1)
            .some((customer) => active({ customer }))
      )
      const child = all[pick % all.length]
      if (child === undefined) return
      const ancestors = sandbox
        .line(child.customer.id)
        .slice(1)
        .filter((customer) => active({ customer }))
      const ancestor = ancestors[pick % ancestors.length]
      if (ancestor === undefined || ancestor.holds.some((hold) => hold.reason === reason)) return
      const before = DisplayStatus.blocked(sandbox.line(child.customer.id))
      sandbox.run(place(ancestor.id, reason), Commands.operator, at)
      assert.includeMembers([...DisplayStatus.blocked(sandbox.line(child.customer.id))], [...Hold.masks[reason]])
      assert.includeMembers(
        [...DisplayStatus.blocked(sandbox.line(child.customer.id).slice(1))],
        [...Hold.masks[reason]]
      )
      assert.strictEqual(sandbox.get(child.customer.id), child)
      sandbox.run(lift(ancestor.id, reason), Commands.operator, at)
      assert.deepStrictEqual(DisplayStatus.blocked(sandbox.line(child.customer.id)), before)
      assert.strictEqual(sandbox.get(child.customer.id), child)
    },
    runs
  )
})

/** A platform with a demo under it, sold by the automatic portal. */
const demos = Arbitraries.of((dice) => {
  const sandbox = Sandbox.make(options)
  sandbox.run(
    { _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR" } },
    Commands.operator,
    Walks.beginning
  )
  const root = sandbox.all()[0]?.customer.id as CustomerId.CustomerId
  const draft = {
    ...(Commands.draft(sandbox, SamplePortals.automatic, root)(dice) as object),
    demo: true,
    invoiceRecipient: undefined
  }
  return { sandbox, root, draft, way: dice.one(["upgrade", "enterInvoiceRecipient"] as const), days: dice.roll(20) }
}, 260)

describe("Demos", () => {
  always("invariant 5 a demo has no invoice recipient", ({ after }) => {
    for (const { customer } of after.values()) {
      if (customer.mode._tag === "demo") assert.isUndefined(customer.profile.invoiceRecipient)
    }
  })

  it.prop(
    "invariant 5 a demo has no invoice recipient in a portal without a rule for it either",
    [demos],
    ([{ draft, root, sandbox }]) => {
      const lax = Sandbox.make({ ...options, portals: [{ ...SamplePortals.automatic, rules: [] }] })
      lax.run(
        { _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR" } },
        Commands.operator,
        Walks.beginning
      )
      const paid = { ...draft, invoiceRecipient: { name: "Payer B.V." } }
      const create = (draft: unknown) =>
        lax.run({ _tag: "create", parent: root, portal: "automatic", draft }, Commands.operator, Walks.beginning)
      assert.strictEqual(create(paid)._tag, "refused")
      const made = create(draft)
      if (made._tag !== "accepted") return
      const customer = made.changes[0]?.after.id as CustomerId.CustomerId
      const edited = lax.run(
        { _tag: "edit", customer, changes: { invoiceRecipient: { name: "Payer B.V." } } },
        Commands.operator,
        Walks.beginning
      )
      assert.strictEqual(edited._tag, "refused")
      assert.strictEqual(sandbox.all().length, 1)
    },
    runs
  )

  always("invariant 5 what was a demo while active and became standard is never a demo again", ({ after }) => {
    for (const { events } of after.values()) {
      const ended = events.findIndex(
        ({ event }) => event._tag === "Upgraded" || event._tag === "InvoiceRecipientEntered"
      )
      const again = events
        .slice(ended + 1)
        .some(({ event }) => event._tag === "Submitted" && event.mode._tag === "demo")
      assert.isFalse(ended !== -1 && again)
    }
  })

  it.prop(
    "invariant 5 a demo is expired exactly from endsAt on, and ends once by a recipient",
    [demos],
    ([{ days, draft, root, sandbox, way }]) => {
      const run = (command: Parameters<Sandbox.Sandbox["run"]>[0], at: Instant.Instant) =>
        sandbox.run(command, Commands.operator, at)
      const opened = run({ _tag: "create", parent: root, portal: "automatic", draft }, Walks.beginning)
      // One draft in ten is broken on purpose.
      if (opened._tag !== "accepted") return
      const customer = opened.changes[0]?.after as Customer.Customer
      const ends = Instant.plus(Walks.beginning, 7 * Instant.day)
      assert.deepStrictEqual(customer.mode, { _tag: "demo", endsAt: ends })
      for (const [millis, expired] of [
        [-1, false],
        [0, true],
        [1, true]
      ] as const) {
        assert.strictEqual(Mode.isExpired(customer.mode, Instant.plus(ends, millis)), expired)
        assert.strictEqual(DisplayStatus.of(customer, Instant.plus(ends, millis)), expired ? "demoExpired" : "demo")
      }
      const at = Instant.plus(Walks.beginning, days * Instant.day)
      const outcome = run({ _tag: way, customer: customer.id, recipient: { name: "Payer B.V." } }, at)
      assert.strictEqual(outcome._tag, "accepted")
      const after = sandbox.get(customer.id)?.customer as Customer.Customer
      assert.deepStrictEqual([after.mode._tag, after.profile.invoiceRecipient?.name], ["standard", "Payer B.V."])
      const again = run({ _tag: "upgrade", customer: customer.id, recipient: { name: "Other B.V." } }, at)
      assert.isTrue(
        again._tag === "refused" && again.refused._tag === "CommandRefused" && again.refused.reason === "notSet"
      )
      const edited = run({ _tag: "edit", customer: customer.id, changes: { demo: true } }, at)
      assert.strictEqual(edited._tag, "refused")
    },
    runs
  )
})
