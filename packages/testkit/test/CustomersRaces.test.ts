import { Actor, type Command, type CustomerId, Customers, CustomerStore } from "@clientele/core"
import { MemoryCustomerStore } from "@clientele/memory"
import { SampleOptions, Samples } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"

type Store = CustomerStore.CustomerStore["Service"]

const support: Actor.Actor = { _tag: "support", id: Samples.somebody, platform: null }

/** What somebody else does in the middle of the next command: after the store answered one of its reads. */
class Meanwhile {
  private pending: { readonly read: keyof Store; readonly run: Effect.Effect<unknown, unknown> } | null = null

  after(read: keyof Store, run: Effect.Effect<unknown, unknown>): Effect.Effect<void> {
    return Effect.sync(() => void (this.pending = { read, run }))
  }

  private happen(read: keyof Store) {
    return Effect.suspend(() => {
      const { pending } = this
      if (pending?.read !== read) return Effect.void
      this.pending = null
      return Effect.orDie(pending.run)
    })
  }

  wrap(store: Store): Store {
    return {
      ...store,
      line: (id) => Effect.tap(store.line(id), () => this.happen("line")),
      children: (id) => Effect.tap(store.children(id), () => this.happen("children")),
      idempotency: (platform, actor, key) =>
        Effect.tap(store.idempotency(platform, actor, key), () => this.happen("idempotency"))
    }
  }
}

const scene = Effect.gen(function* () {
  const meanwhile = new Meanwhile()
  const store = Layer.effect(
    CustomerStore.CustomerStore,
    Effect.map(CustomerStore.CustomerStore, (sound) => meanwhile.wrap(sound))
  ).pipe(Layer.provide(MemoryCustomerStore.layer))
  const context = yield* Layer.build(Customers.Customers.layer(SampleOptions.options).pipe(Layer.provide(store)))
  const customers = yield* Effect.provide(Customers.Customers, context)
  const run = (command: Command.Command, how?: Parameters<typeof customers.execute>[1]) =>
    Effect.provideService(customers.execute(command, how), Actor.CurrentActor, support)
  const draft = { name: "Ada Ltd", currency: "EUR", address: { country: "NL" } }
  const { customer: root } = yield* run({ _tag: "openPlatform", draft: { name: "Root", currency: "EUR" } })
  const create = (parent: CustomerId.CustomerId) =>
    Effect.map(run({ _tag: "create", parent, portal: "plain", draft }), ({ customer }) => customer)
  return { create, meanwhile, root, run }
})

describe("Customers, while somebody else writes", () => {
  it.effect("answers alike under one idempotency key when the first try commits in the middle of the second", () =>
    Effect.gen(function* () {
      const { create, meanwhile, root, run } = yield* scene
      const { id } = yield* create(root.id)
      const approve = run({ _tag: "approve", customer: id }, { idempotencyKey: "key-1" })
      yield* meanwhile.after("idempotency", approve)
      const answer = yield* approve
      assert.strictEqual(answer.replayed, true)
      assert.strictEqual(answer.customer.status, "active")
    }).pipe(Effect.scoped)
  )

  it.effect("and when both named the version that the first then changed", () =>
    Effect.gen(function* () {
      const { create, meanwhile, root, run } = yield* scene
      const { id, version } = yield* create(root.id)
      const approve = run({ _tag: "approve", customer: id }, { idempotencyKey: "key-1", version })
      yield* meanwhile.after("idempotency", approve)
      assert.strictEqual((yield* approve).replayed, true)
    }).pipe(Effect.scoped)
  )

  it.effect("does not tell whoever named the right version of a conflict with what lies below", () =>
    Effect.gen(function* () {
      const { create, meanwhile, root, run } = yield* scene
      const { id } = yield* create(root.id)
      const parent = yield* run({ _tag: "approve", customer: id })
      const child = yield* create(id)
      yield* run({ _tag: "discard", customer: child.id })
      yield* meanwhile.after("children", run({ _tag: "setLegalHold", customer: child.id, note: "court case" }))
      const closed = yield* run({ _tag: "close", customer: id, reason: "gone" }, { version: parent.customer.version })
      assert.strictEqual(closed.customer.status, "closing")
    }).pipe(Effect.scoped)
  )

  it.effect("lets support grant a right although a draft below asks for one that nobody took", () =>
    Effect.gen(function* () {
      const { create, root, run } = yield* scene
      const { id } = yield* create(root.id)
      yield* run({ _tag: "approve", customer: id })
      yield* run({ _tag: "setRights", customer: id, rights: ["createCustomers"] })
      yield* run({ _tag: "open", parent: id, portal: "automatic", draft: { rights: ["setRights", "setLicenses"] } })
      const granted = yield* run({ _tag: "setRights", customer: id, rights: ["createCustomers", "setDataCenter"] })
      assert.deepStrictEqual([...(granted.customer.profile.rights ?? [])].toSorted(), [
        "createCustomers",
        "setDataCenter"
      ])
    }).pipe(Effect.scoped)
  )
})
