/** Laws about doing things once: idempotency keys, versions, and keys that one customer alone may hold. */
import { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { form, type Law, law, type View, why } from "./World.ts"

const create = (parent: View["id"], draft: unknown) => ({ _tag: "create", parent, portal: "automatic", draft }) as const

export const keys: ReadonlyArray<Law> = [
  law(
    "CUST-10",
    "the same key with the same command gives the same answer and does nothing again, even after more has happened",
    (world) =>
      Effect.gen(function* () {
        const command = create(world.root, form(yield* world.unique("once")))
        const first = yield* world.run(command, world.support, { idempotencyKey: "key" })
        const events = (yield* world.feed()).length
        const again = yield* world.run(command, world.support, { idempotencyKey: "key" })
        yield* world.same("answers", again, { ...first, replayed: true })
        yield* world.same("events", (yield* world.feed()).length, events)
        yield* world.run({ _tag: "suspend", customer: first.customer.id, reason: "credit" })
        yield* world.same("answer later", yield* world.run(command, world.support, { idempotencyKey: "key" }), {
          ...first,
          replayed: true
        })
        yield* world.same(
          "a command that is legal once",
          (yield* world.run({ _tag: "suspend", customer: first.customer.id, reason: "compliance" }, world.support, {
            idempotencyKey: "k2"
          })).replayed,
          false
        )
        yield* world.same(
          "is not refused under its key",
          (yield* world.run({ _tag: "suspend", customer: first.customer.id, reason: "compliance" }, world.support, {
            idempotencyKey: "k2"
          })).replayed,
          true
        )
      })
  ),

  law("CUST-11", "the same key with another command is a conflict and does nothing", (world) =>
    Effect.gen(function* () {
      const draft = form(yield* world.unique("first"))
      yield* world.run(create(world.root, draft), world.support, { idempotencyKey: "key" })
      const other = create(world.root, {
        ...draft,
        admin: { ...(draft.admin as object), login: yield* world.unique("second") }
      })
      yield* world.same(
        "other draft",
        why(yield* world.refused(other, world.support, { idempotencyKey: "key" })),
        "IdempotencyConflict"
      )
      const customer = yield* world.customer(world.root)
      const suspend = { _tag: "suspend", customer, reason: "credit" } as const
      yield* world.same(
        "other command",
        why(yield* world.refused(suspend, world.support, { idempotencyKey: "key" })),
        "IdempotencyConflict"
      )
    })
  ),

  law("CUST-12", "keys belong to who uses them: another actor's is another key", (world) =>
    Effect.gen(function* () {
      const user = yield* world.user(world.root)
      const one = yield* world.run(create(world.root, form(yield* world.unique("mine"))), world.support, {
        idempotencyKey: "key"
      })
      const two = yield* world.run(create(world.root, form(yield* world.unique("yours"))), user, {
        idempotencyKey: "key"
      })
      yield* world.holds("two customers", one.customer.id !== two.customer.id && !two.replayed)
    })
  ),

  law(
    "CUST-13",
    "of the same command under the same key at the same time one is carried out, and all answer alike",
    (world) =>
      Effect.gen(function* () {
        const command = create(world.root, form(yield* world.unique("race")))
        const answers = yield* Effect.all(
          Array.from({ length: 6 }, () => world.run(command, world.support, { idempotencyKey: "key" })),
          { concurrency: "unbounded" }
        )
        yield* world.same("customers", new Set(answers.map(({ customer }) => customer.id)).size, 1)
        yield* world.same("carried out", answers.filter(({ replayed }) => !replayed).length, 1)
        const opened = (yield* world.feed()).filter(({ recorded }) => recorded.event._tag === "Opened")
        yield* world.same("events", opened.length, 1)
      })
  ),

  law(
    "CUST-14",
    "whoever names a version is told when it is not the newest, older or newer, and nothing is done",
    (world) =>
      Effect.gen(function* () {
        const customer = yield* world.customer(world.root)
        const { version } = yield* world.get(customer)
        const suspend = { _tag: "suspend", customer, reason: "credit" } as const
        for (const other of [version - 1, version + 1, 0]) {
          yield* world.same(
            `version ${other}`,
            why(yield* world.refused(suspend, world.support, { version: other })),
            "VersionConflict"
          )
        }
        yield* world.same(
          "the newest",
          (yield* world.run(suspend, world.support, { version })).customer.version,
          version + 1
        )
      })
  ),

  law(
    "CUST-15",
    "commands without a version are all carried out, however many come at once, one after the other",
    (world) =>
      Effect.gen(function* () {
        const customer = yield* world.customer(world.root)
        const { version } = yield* world.get(customer)
        yield* Effect.all(
          Array.from({ length: 5 }, (_, index) =>
            world.run({ _tag: "enableService", customer, service: `service${index}` })
          ),
          { concurrency: "unbounded" }
        )
        const after = yield* world.get(customer)
        yield* world.same("services", after.services.length, 5)
        const entries = yield* world.as(world.support)(world.service.history(customer))
        yield* world.same(
          "versions",
          entries
            .slice(-5)
            .map((entry) => entry.version > version)
            .every((so) => so),
          true
        )
        const own = (yield* world.feed())
          .filter(({ recorded }) => recorded.customer === customer)
          .map(({ recorded }) => recorded.sequence)
        yield* world.same(
          "sequences",
          own,
          own.map((_, index) => index + 1)
        )
      })
  ),

  law(
    "CUST-16",
    "a login is one customer's in the whole platform, however it is written and however many ask at once",
    (world) =>
      Effect.gen(function* () {
        const login = yield* world.unique("Grace")
        const partner = yield* world.partner(world.root)
        const written = [login, login.toUpperCase(), ` ${login} `, login.toLowerCase()]
        const tags = yield* Effect.all(
          written.map((one, index) =>
            world.tag(world.support, world.service.execute(create(index % 2 === 0 ? world.root : partner, form(one))))
          ),
          { concurrency: "unbounded" }
        )
        yield* world.same("outcomes", [...tags].toSorted(), ["DraftRefused", "DraftRefused", "DraftRefused", "done"])
        yield* world.same("said at the login", why(yield* world.refused(create(world.root, form(login)))), "loginTaken")
        const { items } = yield* world.as(world.support)(world.service.page({ portal: "automatic" }))
        const [customer] = items
        yield* world.same("customers with it", items.length, 1)
        if (customer === undefined) return
        yield* world.run({ _tag: "close", customer: customer.id, reason: "gone" })
        yield* world.run({ _tag: "finishClose", customer: customer.id })
        yield* world.same("kept when closed", why(yield* world.refused(create(world.root, form(login)))), "loginTaken")
        yield* world.run({ _tag: "releaseLogin", customer: customer.id })
        const next = yield* world.run(create(world.root, form(login)))
        yield* world.same("free when released", next.customer.login?.name, login)
        const refusal = yield* world.refused({ _tag: "reopen", customer: customer.id })
        yield* world.same("not taken back from whoever has it", why(refusal), "loginTaken")
      })
  ),

  law("CUST-17", "an external key is one customer's under a parent; moving into a clash is refused", (world) =>
    Effect.gen(function* () {
      const partner = yield* world.partner(world.root)
      const one = yield* world.customer(world.root, { externalKey: "K-7" })
      const draft = { name: "Ada B.V.", currency: "EUR", address: { country: "NL" }, externalKey: "k-7" }
      const refusal = yield* world.refused({ _tag: "create", parent: world.root, portal: "plain", draft })
      yield* world.same("under the same parent", why(refusal), "externalKeyTaken")
      const other = yield* world.customer(partner, { externalKey: "K-7" })
      yield* world.same(
        "a move",
        why(yield* world.refused({ _tag: "move", customer: one, parent: partner })),
        "externalKeyTaken"
      )
      yield* world.run({ _tag: "changeExternalKey", customer: other, externalKey: null })
      yield* world.same(
        "after the other gave it up",
        (yield* world.run({ _tag: "move", customer: one, parent: partner })).customer.parent,
        partner
      )
      yield* world.customer(world.root, { externalKey: "K-7" })
    })
  ),

  law("CUST-46", "a key is known for seven days; after that it is as new, for any command", (world) =>
    Effect.gen(function* () {
      const draft = { name: "Ada B.V.", currency: "EUR", address: { country: "NL" } }
      const opening = { _tag: "create", parent: world.root, portal: "plain", draft } as const
      const first = yield* world.run(opening, world.support, { idempotencyKey: "key" })
      yield* TestClock.adjust(CustomerStore.recordLife)
      const last = yield* world.run(opening, world.support, { idempotencyKey: "key" })
      yield* world.same("answer on the last day", last, { ...first, replayed: true })
      yield* TestClock.adjust(1)
      const anew = yield* world.run(opening, world.support, { idempotencyKey: "key" })
      yield* world.holds("carried out anew", !anew.replayed && anew.customer.id !== first.customer.id)
      const again = yield* world.run(opening, world.support, { idempotencyKey: "key" })
      yield* world.same("answer from then on", again, { ...anew, replayed: true })
      yield* TestClock.adjust(CustomerStore.recordLife + 1)
      const other = { _tag: "approve", customer: first.customer.id } as const
      const answer = yield* world.run(other, world.support, { idempotencyKey: "key" })
      yield* world.same("another command", answer.replayed, false)
    })
  )
]
