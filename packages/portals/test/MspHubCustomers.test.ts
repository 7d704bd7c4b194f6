import type { Command, CustomerId } from "@clientele/core"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { as, example, kernel, platform } from "./msphub.ts"

describe("MSP Hub, customers", () => {
  it.effect("MH-01 entities and individuals become customers", () =>
    Effect.gen(function* () {
      const { create, partner } = yield* platform
      const entity = yield* create(example)
      const admin = { ...example.admin, login: "jane@doe.com" }
      const individual = yield* create({ ...example, kind: "individual", name: "Jane Doe", admin })
      assert.deepStrictEqual(
        [entity, individual].map(({ name, parent, profile, status }) => [name, profile.kind, parent, status]),
        [
          [example.name, "company", partner.id, "active"],
          ["Jane Doe", "individual", partner.id, "active"]
        ]
      )
    }).pipe(Effect.provide(kernel))
  )

  it.effect("MH-02 partners create and manage customers under their own account, and under no other's", () =>
    Effect.gen(function* () {
      const { create, customers, other, partner } = yield* platform
      const customer = yield* create(example)
      assert.strictEqual(customer.parent, partner.id)
      const { customer: renamed } = yield* customers
        .execute({ _tag: "edit", customer: customer.id, changes: { name: "Fabrikam Pies Inc." } })
        .pipe(as(partner.operator))
      assert.strictEqual(renamed.name, "Fabrikam Pies Inc.")
      for (const command of [
        { _tag: "create", parent: partner.id, portal: "msphub", draft: example },
        { _tag: "edit", customer: customer.id, changes: { name: "Mine now" } },
        { _tag: "disable", customer: customer.id }
      ] as const) {
        const refusal = yield* Effect.flip(customers.execute(command).pipe(as(other.operator)))
        assert.strictEqual(refusal._tag, "CustomerNotFound")
      }
    }).pipe(Effect.provide(kernel))
  )

  it.effect("MH-03 a customer is in the grid as soon as it is created, for whoever sees it", () =>
    Effect.gen(function* () {
      const { create, customers, other, partner } = yield* platform
      const grid = customers.page({ portal: "msphub", order: "newest" })
      const names = Effect.map(grid, ({ items }) => items.map(({ name, status }) => [name, status]))
      assert.isEmpty(yield* names.pipe(as(partner.operator)))
      yield* create(example)
      const second = { ...example, name: "Tailspin Toys", admin: { ...example.admin, login: "toni@tailspin.com" } }
      yield* create(second)
      assert.sameDeepMembers(yield* names.pipe(as(partner.operator)), [
        ["Tailspin Toys", "active"],
        [example.name, "active"]
      ])
      assert.isEmpty(yield* names.pipe(as(other.operator)))
    }).pipe(Effect.provide(kernel))
  )

  it.effect("MH-04 partners enable, disable, modify and suspend customers, each hold for itself", () =>
    Effect.gen(function* () {
      const { create, customers, partner } = yield* platform
      const { commands, id } = yield* create(example)
      assert.includeMembers([...commands], ["disable", "suspend", "edit"])
      const run = (command: Command.Command) =>
        Effect.map(customers.execute(command).pipe(as(partner.operator)), ({ customer }) => customer)
      const held = (customer: {
        readonly holds: ReadonlyArray<{ readonly reason: string }>
        readonly status: string
      }) => [customer.status, ...customer.holds.map(({ reason }) => reason)]
      const disabled = yield* run({ _tag: "disable", customer: id })
      assert.deepStrictEqual(held(disabled), ["disabled", "disabled"])
      assert.deepStrictEqual(disabled.blocked, ["login", "purchase", "increase", "renew"])
      const both = yield* run({ _tag: "suspend", customer: id, reason: "administrative" })
      assert.deepStrictEqual(held(both), ["disabled", "disabled", "administrative"])
      const suspended = yield* run({ _tag: "enable", customer: id })
      assert.deepStrictEqual(held(suspended), ["suspended", "administrative"])
      assert.includeMembers([...suspended.blocked], ["login", "purchase", "increase"])
      const modified = yield* run({ _tag: "edit", customer: id, changes: { customerType: "standard" } })
      assert.strictEqual(modified.profile.customerType, "standard")
      const resumed = yield* run({ _tag: "resume", customer: id, reason: "administrative" })
      assert.deepStrictEqual(held(resumed), ["active"])
      assert.isEmpty(resumed.blocked)
      const refusal = yield* Effect.flip(run({ _tag: "enable", customer: id }))
      assert.strictEqual(refusal._tag === "CommandRefused" ? refusal.reason : refusal._tag, "notSet")
    }).pipe(Effect.provide(kernel))
  )

  it.effect("MH-07 the first step already makes it the partner's customer, to manage and to buy for", () =>
    Effect.gen(function* () {
      const { customers, other, partner } = yield* platform
      const { contacts: _, admin: __, microsoft: ___, salesRepresentatives: ____, ...company } = example
      const { customer: draft } = yield* customers
        .execute({ _tag: "open", portal: "msphub", draft: company })
        .pipe(as(partner.operator))
      assert.deepStrictEqual([draft.parent, draft.status], [partner.id, "draft"])
      const under = (by: typeof partner) =>
        Effect.map(customers.children(by.id).pipe(as(by.operator)), (all) =>
          all.map(({ id }): CustomerId.CustomerId => id)
        )
      assert.deepStrictEqual([yield* under(partner), yield* under(other)], [[draft.id], []])
      const { admin, microsoft, salesRepresentatives } = example
      const run = (command: Command.Command) => customers.execute(command).pipe(as(partner.operator))
      yield* run({
        _tag: "edit",
        customer: draft.id,
        changes: { contacts: example.contacts, admin, microsoft, salesRepresentatives }
      })
      const { customer: active } = yield* run({ _tag: "submit", customer: draft.id })
      assert.deepStrictEqual([active.parent, active.status], [partner.id, "active"])
      for (const action of ["edit", "disable", "enableService"] as const) {
        const may = yield* customers.explain(draft.id, action).pipe(as(partner.operator))
        assert.deepStrictEqual([may.allowed, may.rule], [true, "ancestorSees"])
      }
      const { customer: buying } = yield* run({ _tag: "enableService", customer: draft.id, service: "backup" })
      assert.deepStrictEqual(buying.services, ["backup"])
    }).pipe(Effect.provide(kernel))
  )

  it.effect("keeps the history of a customer with what was changed by whom", () =>
    Effect.gen(function* () {
      const { create, customers, partner } = yield* platform
      const { id } = yield* create(example)
      yield* customers
        .execute({ _tag: "edit", customer: id, changes: { name: "Fabrikam Pies Inc." } })
        .pipe(as(partner.operator))
      const log = yield* customers.history(id).pipe(as(partner.operator))
      assert.deepStrictEqual(
        log.map(({ by, command, events }) => [command.name, by, events]),
        [
          ["create", partner.operator.id, ["Opened", "Submitted", "Approved"]],
          ["edit", partner.operator.id, ["ProfileEdited"]]
        ]
      )
      assert.deepStrictEqual(log[1]?.changes, [
        { op: "replace", pointer: "/profile/name", before: example.name, after: "Fabrikam Pies Inc." }
      ])
    }).pipe(Effect.provide(kernel))
  )
})
