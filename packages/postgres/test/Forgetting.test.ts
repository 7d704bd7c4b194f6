/** Records of idempotency keys go once they are forgotten, without anybody who asks for them. */
import { CustomerStore, Instant } from "@clientele/core"
import { Samples } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import { each } from "../../../scripts/servers/Database.ts"
import { until } from "./machine.ts"
import { embedded, silent } from "./stores.ts"

const clears = <E>(stores: Layer.Layer<CustomerStore.CustomerStore, E>) =>
  it.effect("clears what is older than seven days away, by the records' times and its own clock", () =>
    Effect.gen(function* () {
      const store = yield* CustomerStore.CustomerStore
      const platform = yield* Samples.platformId
      const root = Samples.root(platform, yield* Samples.customerId)
      yield* store.commit(Samples.commit([root]))
      const now = Instant.fromMillis(Date.now())
      const week = CustomerStore.recordLife
      const records = {
        old: -week - Instant.day,
        "older than a week": -week - 60_000,
        "a week old, but for an hour": -week + 3_600_000,
        "of today": 0,
        // One clock that is wrong makes nothing old.
        "from the future": 30 * Instant.day
      }
      for (const [key, millis] of Object.entries(records)) {
        const write = Samples.child(root.customer, yield* Samples.customerId)
        const idempotency = Samples.idempotency(write, { key, at: Instant.plus(now, millis) })
        yield* store.commit(Samples.commit([write], { idempotency }))
      }
      const kept = Effect.map(
        Effect.forEach(Object.keys(records), (key) => store.idempotency(platform, Samples.somebody, key)),
        (found) => found.flatMap((record) => record?.key ?? [])
      )
      assert.deepStrictEqual(yield* kept, Object.keys(records))
      yield* TestClock.adjust("10 minutes")
      const run = Effect.runPromiseWith(yield* Effect.context())
      yield* Effect.promise(() => until(async () => (await run(kept)).length < 4))
      assert.deepStrictEqual(yield* kept, Object.keys(records).slice(2))
    }).pipe(Effect.provide(stores))
  )

await each(({ url }) => clears(silent(url)), ["postgres18", "postgres15"])
describe("embedded", () => clears(embedded()))
