/** Laws about how a customer ends: closing with all below, reopening, erasing. */
import * as Instant from "@clientele/core/Instant"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as TestClock from "effect/testing/TestClock"
import { form, type Id, type Law, law, type World, why } from "./World.ts"

const close = (world: World, customer: Id) =>
  Effect.gen(function* () {
    yield* world.run({ _tag: "close", customer, reason: "gone" })
    yield* world.run({ _tag: "finishClose", customer })
  })

export const ending: ReadonlyArray<Law> = [
  law(
    "CUST-38",
    "closing with cascade closes all below, the lowest first; without it is refused while somebody below is live; stopped half-way, it goes on",
    (world) =>
      Effect.gen(function* () {
        const partner = yield* world.partner(world.root)
        const middle = yield* world.partner(partner)
        const leaf = yield* world.customer(middle)
        const { customer: draft } = yield* world.run({ _tag: "open", parent: partner, portal: "plain", draft: {} })
        const close = { _tag: "close", customer: partner, reason: "gone" } as const
        yield* world.same("without cascade", why(yield* world.refused(close)), "liveBelow")
        const shown = yield* world.as(world.support)(world.service.preview({ ...close, cascade: true }))
        yield* world.same(
          "the plan",
          shown.others.map(({ id, lifecycle }) => [id, lifecycle._tag]).toSorted(),
          [
            [middle, "closing"],
            [leaf, "closing"],
            [draft.id, "closed"]
          ].toSorted()
        )
        // Half of it was done before.
        yield* world.run({ ...close, customer: leaf })
        const events = (yield* world.feed()).length
        yield* world.run({ ...close, cascade: true })
        const written = (yield* world.feed()).slice(events).map(({ recorded }) => recorded.customer)
        yield* world.holds(
          "each after those below it",
          written.indexOf(middle) < written.indexOf(partner) && !written.includes(leaf)
        )
        for (const one of shown.others.filter(({ id }) => id !== leaf)) {
          yield* world.same("as the plan said", (yield* world.get(one.id)).lifecycle._tag, one.lifecycle._tag)
        }
        yield* world.same(
          "finishing above first",
          why(yield* world.refused({ _tag: "finishClose", customer: partner })),
          "liveBelow"
        )
        for (const customer of [leaf, middle, partner]) yield* world.run({ _tag: "finishClose", customer })
        yield* world.same(
          "nothing opens below",
          why(yield* world.refused({ _tag: "open", parent: partner, portal: "plain", draft: {} })),
          "parentNotActive"
        )
        const outcome = yield* world.as(world.support)(
          Effect.result(world.service.execute({ _tag: "reopen", customer: leaf }))
        )
        yield* world.same(
          "nor is one reopened there",
          Result.isFailure(outcome) ? why(outcome.failure) : "done",
          "parentNotActive"
        )
      })
  ),

  law(
    "CUST-44",
    "a closed customer is reopened as what it was within the retention time and not after it, and erased only after it",
    (world) =>
      Effect.gen(function* () {
        const [one, other] = [yield* world.customer(world.root), yield* world.customer(world.root)]
        yield* close(world, one)
        yield* close(world, other)
        const { customer: draft } = yield* world.run({ _tag: "open", parent: world.root, portal: "plain", draft: {} })
        yield* world.run({ _tag: "discard", customer: draft.id })
        yield* TestClock.adjust(90 * Instant.day - 1)
        yield* world.same("too early", why(yield* world.refused({ _tag: "erase", customer: one })), "retentionRunning")
        yield* world.same(
          "was active",
          (yield* world.run({ _tag: "reopen", customer: one })).customer.lifecycle._tag,
          "active"
        )
        yield* world.same(
          "was a draft",
          (yield* world.run({ _tag: "reopen", customer: draft.id })).customer.lifecycle._tag,
          "draft"
        )
        yield* TestClock.adjust(1)
        yield* world.same("too late", why(yield* world.refused({ _tag: "reopen", customer: other })), "retentionOver")
        yield* world.same("erased", (yield* world.run({ _tag: "erase", customer: other })).customer.status, "erased")
      })
  ),

  law(
    "CUST-45",
    "after an erasure nothing personal is left in any answer, the keys are free, and a tombstone stays",
    (world) =>
      Effect.gen(function* () {
        const login = yield* world.unique("grace")
        const secret = {
          name: `Grace ${login}`,
          line: `Hoevenweg ${login}`,
          mail: `mail.${login}@example.com`,
          note: `asked by ${login}`
        }
        const draft = form(login, {
          name: secret.name,
          externalKey: "K-45",
          address: { country: "NL", line1: secret.line, city: "Eindhoven", postalCode: "5652AW" },
          contacts: { admin: { email: secret.mail } }
        })
        const create = { _tag: "create", parent: world.root, portal: "automatic", draft } as const
        const {
          customer: { id }
        } = yield* world.run(create)
        const hold = { _tag: "setLegalHold", customer: id, note: secret.note } as const
        const lift = { ...hold, note: null }
        yield* world.run({ _tag: "suspend", customer: id, reason: "credit", note: secret.note })
        yield* world.run(hold)
        yield* world.run({ _tag: "resume", customer: id, reason: "credit" })
        yield* close(world, id)
        yield* TestClock.adjust("91 days")
        yield* world.same(
          "found before",
          (yield* world.as(world.support)(world.service.page({ text: secret.name }))).items.length,
          1
        )
        const entries = (yield* world.as(world.support)(world.service.history(id))).length
        yield* world.same(
          "a legal hold",
          yield* world.tag(world.support, world.service.execute({ _tag: "erase", customer: id })),
          "CommandRefused"
        )
        const recorded = yield* world.as(world.support)(world.service.history(id))
        yield* world.same(
          "the refusal is recorded",
          [recorded.length, recorded[entries]?.events],
          [entries + 1, ["ErasureRefused"]]
        )
        yield* world.run(lift)
        yield* world.run(hold, world.support, { idempotencyKey: "key" })
        yield* world.run(lift)
        const { customer: tombstone } = yield* world.run({ _tag: "erase", customer: id })
        yield* world.same(
          "tombstone",
          [tombstone.status, tombstone.parent, tombstone.commands],
          ["erased", world.root, []]
        )
        const { service } = world
        const everything = [
          yield* world.get(id),
          yield* world.as(world.support)(service.history(id)),
          yield* world.feed(),
          yield* world.as(world.support)(service.page({})),
          yield* world.as(world.support)(service.children(world.root)),
          yield* world.run(hold, world.support, { idempotencyKey: "key" })
        ]
        yield* world.holds(
          "nothing personal is left",
          !JSON.stringify(everything).toLowerCase().includes(login.toLowerCase())
        )
        yield* world.same(
          "not found any more",
          (yield* world.as(world.support)(service.page({ text: secret.name }))).items,
          []
        )
        const sequences = (yield* world.feed())
          .filter((item) => item.recorded.customer === id)
          .map((item) => item.recorded.sequence)
        yield* world.same(
          "the events stay",
          sequences,
          sequences.map((_, index) => index + 1)
        )
        const next = yield* world.run(create)
        yield* world.holds("login and key are free", next.customer.id !== id)
        yield* world.same(
          "nothing is left to do",
          why(yield* world.refused({ _tag: "reopen", customer: id })),
          "notInThisStage"
        )
      })
  )
]
