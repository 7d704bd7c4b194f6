/** Laws about holds, demos, closing and erasing: what keeps a customer from doing something, and how it ends. */
import * as Instant from "@clientele/core/Instant"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { form, type Id, type Law, law, type World, why } from "./World.ts"

const close = (world: World, customer: Id) =>
  Effect.gen(function*() {
    yield* world.run({ _tag: "close", customer, reason: "gone" })
    yield* world.run({ _tag: "finishClose", customer })
  })

export const ending: ReadonlyArray<Law> = [
  law("CUST-40", "lifting one hold leaves the others, and after suspend and resume the same is allowed as before", (world) =>
    Effect.gen(function*() {
      const customer = yield* world.customer(world.root)
      const before = yield* world.get(customer)
      yield* world.run({ _tag: "suspend", customer, reason: "credit" })
      yield* world.run({ _tag: "suspend", customer, reason: "compliance", note: "Jan asked" })
      yield* world.run({ _tag: "disable", customer })
      yield* world.same("twice", why(yield* world.refused({ _tag: "suspend", customer, reason: "credit" })), "alreadySo")
      yield* world.same("not set", why(yield* world.refused({ _tag: "resume", customer, reason: "administrative" })), "notSet")
      const held = yield* world.run({ _tag: "resume", customer, reason: "compliance" })
      yield* world.same("left", held.customer.holds.map(({ reason }) => reason), ["credit", "disabled"])
      yield* world.same("status", held.customer.status, "disabled")
      yield* world.run({ _tag: "enable", customer })
      const { customer: after } = yield* world.run({ _tag: "resume", customer, reason: "credit" })
      yield* world.same("as before", [after.blocked, after.status, after.holds], [before.blocked, before.status, []])
    })),

  law("CUST-41", "a hold is lifted at its setter's level or above, by nobody below", (world) =>
    Effect.gen(function*() {
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
      yield* world.same("its own administrator", (yield* world.refused(suspend, yield* world.user(customer)))._tag, "ActionNotAllowed")
    })),

  law("CUST-42", "an ancestor's hold blocks those below, and lifting it frees them without a write of their own", (world) =>
    Effect.gen(function*() {
      const partner = yield* world.partner(world.root)
      const customer = yield* world.customer(partner)
      const before = yield* world.get(customer)
      const enable = { _tag: "enableService", customer, service: "backup" } as const
      yield* world.run({ _tag: "suspend", customer: partner, reason: "administrative" })
      const blocked = yield* world.get(customer)
      yield* world.same("blocked by", [blocked.blocked, blocked.blockedBy, blocked.holds], [["login", "purchase", "increase", "renew"], ["login", "purchase", "increase", "renew"], []])
      yield* world.same("its own status", blocked.status, "active")
      yield* world.same("a purchase", why(yield* world.refused(enable)), "blocked")
      yield* world.run({ _tag: "resume", customer: partner, reason: "administrative" })
      yield* world.same("free, and not written", yield* world.get(customer), before)
      yield* world.run(enable)
    })),

  law("CUST-43", "a demo ends exactly after its days; until it is paid for only support sells to it; it is never a demo again", (world) =>
    Effect.gen(function*() {
      const seller = yield* world.user(world.root)
      const draft = form(yield* world.unique("demo"), { demo: true })
      const paid = yield* world.refused({ _tag: "create", parent: world.root, portal: "automatic", draft: { ...draft, invoiceRecipient: { name: "Payer" } } })
      yield* world.same("with a recipient", paid._tag, "DraftRefused")
      const { customer } = yield* world.run({ _tag: "create", parent: world.root, portal: "automatic", draft }, seller)
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
      const { customer: after } = yield* world.run({ _tag: "enterInvoiceRecipient", customer: id, recipient: { name: "Payer B.V." } }, yield* world.user(id))
      yield* world.same("paid", [after.mode._tag, after.status, after.profile.invoiceRecipient?.name], ["standard", "active", "Payer B.V."])
      yield* world.run({ ...sell, service: "office" }, seller)
      yield* world.same("again", (yield* world.refused({ _tag: "edit", customer: id, changes: { demo: true } }))._tag, "DraftRefused")
      yield* world.same("upgrading twice", why(yield* world.refused({ _tag: "upgrade", customer: id, recipient: { name: "Payer" } })), "notSet")
    })),

  law("CUST-44", "a closed customer is reopened as what it was within the retention time and not after it, and erased only after it", (world) =>
    Effect.gen(function*() {
      const [one, other] = [yield* world.customer(world.root), yield* world.customer(world.root)]
      yield* close(world, one)
      yield* close(world, other)
      const { customer: draft } = yield* world.run({ _tag: "open", parent: world.root, portal: "plain", draft: {} })
      yield* world.run({ _tag: "discard", customer: draft.id })
      yield* TestClock.adjust(90 * Instant.day - 1)
      yield* world.same("too early", why(yield* world.refused({ _tag: "erase", customer: one })), "retentionRunning")
      yield* world.same("was active", (yield* world.run({ _tag: "reopen", customer: one })).customer.lifecycle._tag, "active")
      yield* world.same("was a draft", (yield* world.run({ _tag: "reopen", customer: draft.id })).customer.lifecycle._tag, "draft")
      yield* TestClock.adjust(1)
      yield* world.same("too late", why(yield* world.refused({ _tag: "reopen", customer: other })), "retentionOver")
      yield* world.same("erased", (yield* world.run({ _tag: "erase", customer: other })).customer.status, "erased")
    })),

  law("CUST-45", "after an erasure nothing personal is left in any answer, the keys are free, and a tombstone stays", (world) =>
    Effect.gen(function*() {
      const login = yield* world.unique("grace")
      const secret = { name: `Grace ${login}`, line: `Hoevenweg ${login}`, mail: `mail.${login}@example.com`, note: `asked by ${login}` }
      const draft = form(login, {
        name: secret.name,
        externalKey: "K-45",
        address: { country: "NL", line1: secret.line, city: "Eindhoven", postalCode: "5652AW" },
        contacts: { admin: { email: secret.mail } }
      })
      const create = { _tag: "create", parent: world.root, portal: "automatic", draft } as const
      const { customer: { id } } = yield* world.run(create, world.support, { idempotencyKey: "key" })
      yield* world.run({ _tag: "suspend", customer: id, reason: "credit", note: secret.note })
      yield* world.run({ _tag: "setLegalHold", customer: id, note: secret.note })
      yield* world.run({ _tag: "resume", customer: id, reason: "credit" })
      yield* close(world, id)
      yield* TestClock.adjust("91 days")
      yield* world.same("found before", (yield* world.as(world.support)(world.service.page({ text: secret.name }))).items.length, 1)
      const entries = (yield* world.as(world.support)(world.service.history(id))).length
      yield* world.same("a legal hold", yield* world.tag(world.support, world.service.execute({ _tag: "erase", customer: id })), "CommandRefused")
      const recorded = yield* world.as(world.support)(world.service.history(id))
      yield* world.same("the refusal is recorded", [recorded.length, recorded[entries]?.events], [entries + 1, ["ErasureRefused"]])
      yield* world.run({ _tag: "setLegalHold", customer: id, note: null })
      const { customer: tombstone } = yield* world.run({ _tag: "erase", customer: id })
      yield* world.same("tombstone", [tombstone.status, tombstone.parent, tombstone.commands], ["erased", world.root, []])
      const { service } = world
      const everything = [
        yield* world.get(id),
        yield* world.as(world.support)(service.history(id)),
        yield* world.feed(),
        yield* world.as(world.support)(service.page({})),
        yield* world.as(world.support)(service.children(world.root)),
        yield* world.run(create, world.support, { idempotencyKey: "key" })
      ]
      yield* world.holds("nothing personal is left", !JSON.stringify(everything).toLowerCase().includes(login.toLowerCase()))
      yield* world.same("not found any more", (yield* world.as(world.support)(service.page({ text: secret.name }))).items, [])
      const sequences = (yield* world.feed()).filter((item) => item.recorded.customer === id).map((item) => item.recorded.sequence)
      yield* world.same("the events stay", sequences, sequences.map((_, index) => index + 1))
      const next = yield* world.run(create)
      yield* world.holds("login and key are free", next.customer.id !== id)
      yield* world.same("nothing is left to do", why(yield* world.refused({ _tag: "reopen", customer: id })), "notInThisStage")
    }))
]
