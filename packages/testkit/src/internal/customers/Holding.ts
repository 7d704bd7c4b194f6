/** Laws about holds and demos: what keeps a customer from doing something. */
import * as Instant from "@clientele/core/Instant"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { form, type Law, law, why } from "./World.ts"

export const holding: ReadonlyArray<Law> = [
  law(
    "CUST-40",
    "lifting one hold leaves the others, and after suspend and resume the same is allowed as before",
    (world) =>
      Effect.gen(function* () {
        const customer = yield* world.customer(world.root)
        const before = yield* world.get(customer)
        yield* world.run({ _tag: "suspend", customer, reason: "credit" })
        yield* world.run({ _tag: "suspend", customer, reason: "compliance", note: "Jan asked" })
        yield* world.run({ _tag: "disable", customer })
        yield* world.same(
          "twice",
          why(yield* world.refused({ _tag: "suspend", customer, reason: "credit" })),
          "alreadySo"
        )
        yield* world.same(
          "not set",
          why(yield* world.refused({ _tag: "resume", customer, reason: "administrative" })),
          "notSet"
        )
        const held = yield* world.run({ _tag: "resume", customer, reason: "compliance" })
        yield* world.same(
          "left",
          held.customer.holds.map(({ reason }) => reason),
          ["credit", "disabled"]
        )
        yield* world.same("status", held.customer.status, "disabled")
        yield* world.run({ _tag: "enable", customer })
        const { customer: after } = yield* world.run({ _tag: "resume", customer, reason: "credit" })
        yield* world.same("as before", [after.blocked, after.status, after.holds], [before.blocked, before.status, []])
      })
  ),

  law("CUST-41", "a hold is lifted at its setter's level or above, by nobody below", (world) =>
    Effect.gen(function* () {
      const partner = yield* world.partner(world.root)
      const customer = yield* world.customer(partner)
      const [above, near] = [yield* world.user(world.root), yield* world.user(partner)]
      const suspend = { _tag: "suspend", customer, reason: "credit" } as const
      const resume = { _tag: "resume", customer, reason: "credit" } as const
      yield* world.run(suspend, above)
      yield* world.same("from below", why(yield* world.refused(resume, near)), "heldByHigherLevel")
      yield* world.run(resume, yield* world.user(world.root, "professional"))
      yield* world.run(suspend, near)
      yield* world.run(resume, above)
      yield* world.run(suspend, near)
      yield* world.run(resume, near)
      yield* world.run(suspend)
      yield* world.same("support's", why(yield* world.refused(resume, above)), "heldByHigherLevel")
      yield* world.run(resume)
      yield* world.same(
        "its own administrator",
        (yield* world.refused(suspend, yield* world.user(customer)))._tag,
        "ActionNotAllowed"
      )
    })
  ),

  law(
    "CUST-42",
    "an ancestor's hold blocks those below, and lifting it frees them without a write of their own",
    (world) =>
      Effect.gen(function* () {
        const partner = yield* world.partner(world.root)
        const customer = yield* world.customer(partner)
        const before = yield* world.get(customer)
        const enable = { _tag: "enableService", customer, service: "backup" } as const
        yield* world.run({ _tag: "suspend", customer: partner, reason: "administrative" })
        const blocked = yield* world.get(customer)
        yield* world.same(
          "blocked by",
          [blocked.blocked, blocked.blockedBy, blocked.holds],
          [["login", "purchase", "increase", "renew"], ["login", "purchase", "increase", "renew"], []]
        )
        yield* world.same("its own status", blocked.status, "active")
        yield* world.same("a purchase", why(yield* world.refused(enable)), "blocked")
        yield* world.run({ _tag: "resume", customer: partner, reason: "administrative" })
        yield* world.same("free, and not written", yield* world.get(customer), before)
        yield* world.run(enable)
      })
  ),

  law(
    "CUST-43",
    "a demo ends exactly after its days; until it is paid for only support sells to it; it is never a demo again",
    (world) =>
      Effect.gen(function* () {
        const seller = yield* world.user(world.root)
        const draft = form(yield* world.unique("demo"), { demo: true })
        const paid = yield* world.refused({
          _tag: "create",
          parent: world.root,
          portal: "automatic",
          draft: { ...draft, invoiceRecipient: { name: "Payer" } }
        })
        yield* world.same("with a recipient", paid._tag, "DraftRefused")
        const { customer } = yield* world.run(
          { _tag: "create", parent: world.root, portal: "automatic", draft },
          seller
        )
        const { id, mode } = customer
        yield* world.same("status", [customer.status, customer.statusLabel], ["demo", "demo (7 days left)"])
        const since = customer.lifecycle.since
        yield* world.same("ends", mode, { _tag: "demo", endsAt: Instant.plus(since, 7 * Instant.day) })
        yield* TestClock.adjust(7 * Instant.day - 1)
        yield* world.same("a moment before", (yield* world.get(id)).statusLabel, "demo (1 day left)")
        yield* TestClock.adjust(1)
        yield* world.same("at the moment", (yield* world.get(id)).status, "demoExpired")
        const sell = { _tag: "enableService", customer: id, service: "backup" } as const
        yield* world.same("the partner sells", why(yield* world.refused(sell, seller)), "demoExpired")
        yield* world.run(sell)
        const { customer: after } = yield* world.run(
          { _tag: "enterInvoiceRecipient", customer: id, recipient: { name: "Payer B.V." } },
          yield* world.user(id)
        )
        yield* world.same(
          "paid",
          [after.mode._tag, after.status, after.profile.invoiceRecipient?.name],
          ["standard", "active", "Payer B.V."]
        )
        yield* world.run({ ...sell, service: "office" }, seller)
        yield* world.same(
          "again",
          (yield* world.refused({ _tag: "edit", customer: id, changes: { demo: true } }))._tag,
          "DraftRefused"
        )
        yield* world.same(
          "upgrading twice",
          why(yield* world.refused({ _tag: "upgrade", customer: id, recipient: { name: "Payer" } })),
          "notSet"
        )
      })
  )
]
