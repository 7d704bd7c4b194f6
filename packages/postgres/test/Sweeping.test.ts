/** Tokens that expired long ago go by themselves. */
import { Instant, TokenStore } from "@clientele/core"
import { Samples, SampleTokens } from "@clientele/testkit"
import { assert, layer } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { until } from "./machine.ts"
import { embedded } from "./stores.ts"

const hour = Instant.day / 24

layer(embedded())("tokens and sessions", (it) => {
  it.effect("that expired a month ago are swept away, and none that did since", () =>
    Effect.gen(function* () {
      const tokens = yield* TokenStore.TokenStore
      const owner = { _tag: "support", id: yield* Samples.userId, platform: null } as const
      const monthAgo = Instant.fromMillis((yield* Clock.currentTimeMillis) - 30 * Instant.day)
      const expiring = (later: number) =>
        Effect.gen(function* () {
          const expiresAt = Instant.plus(monthAgo, later)
          const token = SampleTokens.token(owner, yield* SampleTokens.id, { expiresAt })
          yield* tokens.add(token, yield* SampleTokens.hash)
          return token
        })
      yield* expiring(0)
      const younger = [yield* expiring(hour), yield* expiring(31 * Instant.day)]
      assert.strictEqual((yield* tokens.ofOwner(owner.id)).length, 3)
      yield* TestClock.adjust("15 minutes")
      yield* Effect.promise(() => until(async () => (await Effect.runPromise(tokens.ofOwner(owner.id))).length < 3))
      assert.deepStrictEqual(yield* tokens.ofOwner(owner.id), younger)
    })
  )
})
