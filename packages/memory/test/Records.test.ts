/** What the maps forget: a process that lives long keeps no more records than seven days have. */
import { CustomerStore, Instant } from "@clientele/core"
import { MemoryCustomerStore } from "@clientele/memory"
import { Samples } from "@clientele/testkit"
import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"

layer(MemoryCustomerStore.layer)("MemoryCustomerStore", (it) => {
  it.effect("records older than seven days go when their actor goes on, and no erasure brings them back", () =>
    Effect.gen(function* () {
      const store = yield* CustomerStore.CustomerStore
      const platform = yield* Samples.platformId
      const [actor, other] = [yield* Samples.userId, yield* Samples.userId]
      const open = Samples.root(platform, yield* Samples.customerId)
      yield* store.commit(Samples.commit([open]))
      let last = Samples.after(open)
      const under = (key: string, by: typeof actor, days: number) =>
        Effect.gen(function* () {
          const write = Samples.next(last, { _tag: "DataCenterChanged", dataCenter: key })
          const at = Instant.plus(Samples.at, days * Instant.day)
          const idempotency = Samples.idempotency(write, { key, actor: by, at })
          yield* store.commit(Samples.commit([write], { idempotency }))
          last = Samples.after(write)
          return idempotency
        })
      const known = (keys: ReadonlyArray<string>, by = actor) =>
        Effect.filter(keys, (key) => Effect.map(store.idempotency(platform, by, key), (record) => record !== null))
      const all = ["first", "second", "third", "fourth"]

      yield* under("first", actor, 0)
      yield* under("of another", other, 0)
      yield* under("second", actor, 3)
      yield* under("third", actor, 7)
      assert.deepStrictEqual(yield* known(all), ["first", "second", "third"], "seven days are not over")
      yield* under("fourth", actor, 8)
      assert.deepStrictEqual(yield* known(all), ["second", "third", "fourth"])
      assert.deepStrictEqual(yield* known(["of another"], other), ["of another"], "who does nothing is not looked at")

      yield* store.commit(Samples.commit([Samples.erased(last, yield* store.events(last.customer.id))]))
      assert.deepStrictEqual(yield* known(all), ["second", "third", "fourth"])
      assert.strictEqual((yield* store.idempotency(platform, actor, "third"))?.fingerprint, "")
    })
  )
})
