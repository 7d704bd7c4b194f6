import { CustomerStore, type Execution, Fingerprint, Instant, Pointer } from "@clientele/core"
import { MemoryCustomerStore } from "@clientele/memory"
import { TwoTCloud } from "@clientele/portals"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import { as, issuesOf, kernel, kernelOver, now, platform } from "./resellers.ts"

const draft = {
  name: "Voorbeeld B.V.",
  taxZone: "nl",
  address: { country: "NL", line1: "Hoevenweg 21", city: "Eindhoven", postalCode: "5652 AW" },
  contacts: { primary: { firstName: "Jan", lastName: "Janssen", email: "jan@example.nl" } },
  admin: { login: "jan@example.nl" }
}

const other = Pointer.set(draft, "/admin/login", "piet@example.nl")

describe("guards of the service", () => {
  it.effect("an own user reads no notes about its customer, in state, history or feed; whoever is above does", () =>
    Effect.gen(function* () {
      const { create, customers, reseller, user } = yield* platform(TwoTCloud.portal)
      const { customer } = yield* create(draft)
      const suspend = { _tag: "suspend", customer: customer.id, reason: "credit", note: "pays late" } as const
      yield* customers.execute(suspend).pipe(as(reseller.operator))
      yield* customers
        .execute({ _tag: "setLegalHold", customer: customer.id, note: "court case" })
        .pipe(as(reseller.operator))
      const shown = (actor: Parameters<typeof as>[0]) =>
        Effect.all([customers.get(customer.id), customers.history(customer.id), customers.feed({})]).pipe(
          Effect.map((all) => JSON.stringify(all)),
          as(actor)
        )
      for (const note of ["pays late", "court case"]) {
        assert.include(yield* shown(reseller.operator), note)
        assert.notInclude(yield* shown(user(customer.id)), note)
      }
    }).pipe(Effect.provide(kernel))
  )

  it.effect("receiving a customer asks for the right to create, beside what moving asks", () =>
    Effect.gen(function* () {
      const { create, customers, reseller, sibling, support } = yield* platform(TwoTCloud.portal)
      const { customer } = yield* create(draft)
      const home = { _tag: "setRights", customer: reseller.id, rights: [], narrow: true } as const
      const inner = yield* create(other)
      yield* customers.execute(home).pipe(as(support))
      const move = { _tag: "move", customer: customer.id, parent: inner.customer.id } as const
      const refused = yield* Effect.flip(customers.execute(move).pipe(as(reseller.operator)))
      assert.deepInclude(refused._tag === "ActionNotAllowed" ? refused.explanation : {}, {
        action: "receive",
        rule: "rightMissing"
      })
      assert.isDefined(sibling)
    }).pipe(Effect.provide(kernel))
  )

  it.effect("a submit that the check refuses says in the same breath that the login is taken", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform(TwoTCloud.portal)
      yield* create(draft)
      const { name: _, ...nameless } = draft
      const opened = yield* customers
        .execute({ _tag: "open", portal: TwoTCloud.portal.id, draft: nameless })
        .pipe(as(reseller.operator))
      const submit = { _tag: "submit", customer: opened.customer.id } as const
      const refused = yield* Effect.flip(customers.execute(submit).pipe(as(reseller.operator)))
      assert.includeDeepMembers(
        [...issuesOf(refused)],
        [
          ["error", "/name", "required"],
          ["error", "/admin/login", "loginTaken"]
        ]
      )
    }).pipe(Effect.provide(kernel))
  )

  it.effect("a key is of one command and one version of it", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform(TwoTCloud.portal)
      const { customer } = yield* create(draft)
      const run = (options: Execution.ExecuteOptions) =>
        customers
          .execute({ _tag: "setNotifications", customer: customer.id, invoices: false }, options)
          .pipe(as(reseller.operator))
      yield* run({ version: customer.version, idempotencyKey: "a" })
      assert.isTrue((yield* run({ version: customer.version, idempotencyKey: "a" })).replayed)
      const refused = yield* Effect.flip(run({ version: customer.version + 1, idempotencyKey: "a" }))
      assert.strictEqual(refused._tag, "IdempotencyConflict")
    }).pipe(Effect.provide(kernel))
  )

  it.effect("an erasure that was refused under a key is refused again, not answered as if it had happened", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform(TwoTCloud.portal)
      const { customer } = yield* create(draft)
      const run = (command: Parameters<typeof customers.execute>[0], options: Execution.ExecuteOptions = {}) =>
        customers.execute(command, options).pipe(as(reseller.operator))
      yield* run({ _tag: "close", customer: customer.id, reason: "over" })
      yield* run({ _tag: "finishClose", customer: customer.id })
      yield* run({ _tag: "setLegalHold", customer: customer.id, note: "court case" })
      yield* TestClock.setTime(Instant.toMillis(now) + 91 * Instant.day)
      const erase = { _tag: "erase", customer: customer.id } as const
      for (const _ of [1, 2]) {
        const refused = yield* Effect.flip(run(erase, { idempotencyKey: "erase" }))
        assert.deepInclude(refused, { _tag: "CommandRefused", reason: "legalHold" })
      }
    }).pipe(Effect.provide(kernel))
  )

  it.effect("a password that slipped into a draft leaves no trace in what is kept under a key", () =>
    Effect.gen(function* () {
      const kept: Array<string> = []
      const spied = Layer.effect(
        CustomerStore.CustomerStore,
        Effect.map(CustomerStore.CustomerStore, (store) => ({
          ...store,
          commit: (commit: CustomerStore.Commit) => {
            kept.push(JSON.stringify(commit))
            return store.commit(commit)
          }
        }))
      ).pipe(Layer.provide(MemoryCustomerStore.layer))
      const fingerprints: Array<string> = []
      for (const password of ["correct horse battery", "staple of another kind"]) {
        yield* Effect.gen(function* () {
          const { customers, reseller } = yield* platform(TwoTCloud.portal)
          const command = {
            _tag: "create",
            parent: reseller.id,
            portal: TwoTCloud.portal.id,
            draft: Pointer.set(draft, "/admin/password", password)
          } as const
          yield* customers.execute(command, { idempotencyKey: "k" }).pipe(as(reseller.operator))
          assert.isFalse(kept.some((commit) => commit.includes(password)))
          const last = JSON.parse(kept[kept.length - 1] ?? "{}") as CustomerStore.Commit
          const without = Fingerprint.of({ command: { ...command, draft }, version: null })
          fingerprints.push(last.idempotency?.fingerprint === without ? "without" : "with")
        }).pipe(Effect.provide(Layer.fresh(kernelOver(spied))))
      }
      assert.deepStrictEqual(fingerprints, ["without", "without"])
    })
  )

  it.effect("a purchase relies on every customer above it, for each may be held meanwhile", () =>
    Effect.gen(function* () {
      const commits: Array<CustomerStore.Commit> = []
      const spied = Layer.effect(
        CustomerStore.CustomerStore,
        Effect.map(CustomerStore.CustomerStore, (store) => ({
          ...store,
          commit: (commit: CustomerStore.Commit) => {
            commits.push(commit)
            return store.commit(commit)
          }
        }))
      ).pipe(Layer.provide(MemoryCustomerStore.layer))
      yield* Effect.gen(function* () {
        const { create, customers, distributor, reseller, root } = yield* platform(TwoTCloud.portal)
        const { customer } = yield* create(draft)
        const command = { _tag: "enableService", customer: customer.id, service: "backup" } as const
        yield* customers.execute(command).pipe(as(reseller.operator))
        assert.sameMembers(commits[commits.length - 1]?.requires.map((requirement) => requirement.customer) ?? [], [
          reseller.id,
          distributor.id,
          root.id
        ])
      }).pipe(Effect.provide(Layer.fresh(kernelOver(spied))))
    })
  )

  it.effect("a draft whose own code throws is an issue, never a defect, and nothing is written", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform(TwoTCloud.portal)
      const { customer } = yield* create(draft)
      const revoked = Proxy.revocable({}, {})
      revoked.revoke()
      const throwing = {
        get name() {
          throw new Error("mine")
        }
      }
      for (const bad of [revoked.proxy, throwing, { address: revoked.proxy }, { contacts: throwing }]) {
        const edit = { _tag: "edit", customer: customer.id, changes: bad } as const
        for (const run of [
          create(bad),
          customers.execute(edit).pipe(as(reseller.operator)),
          customers.preview(edit).pipe(as(reseller.operator))
        ]) {
          assert.deepInclude(issuesOf(yield* Effect.flip(run as typeof run & ReturnType<typeof create>)), [
            "error",
            "",
            "wrongType"
          ])
        }
      }
    }).pipe(Effect.provide(kernel))
  )

  it.effect("an external key is the same however it was typed, in a form or by command", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform(TwoTCloud.portal)
      yield* create(Pointer.set(draft, "/externalKey", "e\u0301"))
      const { customer } = yield* create(other)
      for (const typed of ["e\u0301", "\u00e9", " \u00c9 ", "\u00e9\u200b"]) {
        const command = { _tag: "changeExternalKey", customer: customer.id, externalKey: typed } as const
        const refused = yield* Effect.flip(customers.execute(command).pipe(as(reseller.operator)))
        assert.deepStrictEqual(issuesOf(refused), [["error", "/externalKey", "externalKeyTaken"]])
      }
    }).pipe(Effect.provide(kernel))
  )

  it.effect("a recipient is checked where its portal does not ask for one, too", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform(TwoTCloud.portal)
      const { customer } = yield* create(draft)
      const enter = (recipient: object) =>
        customers
          .execute({ _tag: "enterInvoiceRecipient", customer: customer.id, recipient })
          .pipe(as(reseller.operator))
      const refused = yield* Effect.flip(
        enter({ name: "   ", address: { country: "NOPE" }, email: "nope", phone: "zz", vatId: "NL1" })
      )
      assert.sameDeepMembers(
        issuesOf(refused).map(([, pointer]) => pointer),
        ["name", "address/country", "email"].map((key) => `/invoiceRecipient/${key}`)
      )
      const { customer: after } = yield* enter({ name: "Derde Partij N.V.", vatId: "BE 0403.019.261" })
      assert.deepInclude(after.profile.invoiceRecipient, { name: "Derde Partij N.V.", vatId: "BE0403019261" })
    }).pipe(Effect.provide(kernel))
  )
})
