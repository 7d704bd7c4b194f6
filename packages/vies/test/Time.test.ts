import { VatId, VatRegistry } from "@clientele/core"
import { Vies } from "@clientele/vies"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer } from "effect"
import { HttpClient, HttpClientResponse } from "effect/http"
import { TestClock } from "effect/testing"

interface Fake {
  sent: number
  answer: () => Effect.Effect<unknown>
}

/** Runs against answers that need no network, so that time is the test's. */
const timed = <A>(
  options: Vies.Options,
  body: (check: (vatId: string) => Effect.Effect<VatRegistry.Answer>, fake: Fake) => Effect.Effect<A>
) => {
  const fake: Fake = { sent: 0, answer: () => Effect.succeed({ valid: true }) }
  const client = HttpClient.make((request) =>
    Effect.suspend(() => {
      fake.sent += 1
      return Effect.map(fake.answer(), (reply) =>
        HttpClientResponse.fromWeb(request, new Response(JSON.stringify(reply)))
      )
    })
  )
  return Effect.gen(function* () {
    const { check } = yield* VatRegistry.VatRegistry
    return yield* body(check, fake)
  }).pipe(
    Effect.provide(
      Vies.layer({ retries: 0, ...options }).pipe(Layer.provide(Layer.succeed(HttpClient.HttpClient, client)))
    )
  )
}

const german = (count: number) =>
  Array.from({ length: 20 * count }, (_, index) => `DE${136_695_900 + index}`)
    .filter((id) => VatId.parse(id).value !== null)
    .slice(0, count)
const out = { actionSucceed: false, errorWrappers: [{ error: "MS_UNAVAILABLE" }] }
const busy = { actionSucceed: false, errorWrappers: [{ error: "GLOBAL_MAX_CONCURRENT_REQ" }] }
const reason = (answer: VatRegistry.Answer) => (answer._tag === "unavailable" ? answer.reason : answer._tag)

describe("Vies in time", () => {
  it.effect("spaces its requests", () =>
    timed({ perSecond: 2 }, (check, fake) =>
      Effect.gen(function* () {
        const all = yield* Effect.forkChild(Effect.all(german(4).map(check), { concurrency: 4 }))
        yield* TestClock.adjust("0 millis")
        assert.strictEqual(fake.sent, 2)
        yield* TestClock.adjust("500 millis")
        assert.strictEqual(fake.sent, 3)
        yield* TestClock.adjust("500 millis")
        yield* Fiber.join(all)
        assert.strictEqual(fake.sent, 4)
      })
    )
  )

  it.effect("leaves a failing state alone for a minute, says why, and takes it up again", () =>
    timed({ perSecond: 100 }, (check, fake) =>
      Effect.gen(function* () {
        fake.answer = () => Effect.succeed(out)
        for (const id of german(6)) assert.strictEqual(reason(yield* check(id)), "memberStateDown")
        assert.strictEqual(fake.sent, 5)
        fake.answer = () => Effect.succeed({ valid: true })
        yield* TestClock.adjust("61 seconds")
        assert.strictEqual(reason(yield* check("DE136695976")), "valid")
        assert.strictEqual(reason(yield* check("DE129273398")), "valid")
      })
    )
  )

  it.effect("holds neither a crowd nor a caller who goes away against a state", () =>
    timed({ perSecond: 100 }, (check, fake) =>
      Effect.gen(function* () {
        fake.answer = () => Effect.succeed(busy)
        for (const id of german(6)) assert.strictEqual(reason(yield* check(id)), "busy")
        fake.answer = () => Effect.never
        for (const id of german(6)) {
          const caller = yield* Effect.forkChild(check(id))
          yield* TestClock.adjust("1 second")
          yield* Fiber.interrupt(caller)
        }
        fake.answer = () => Effect.succeed({ valid: true })
        assert.strictEqual(reason(yield* check("DE136695976")), "valid")
        assert.strictEqual(fake.sent, 13)
      })
    )
  )

  it.effect("a caller who goes away does not take the answer from the others", () =>
    timed({}, (check, fake) =>
      Effect.gen(function* () {
        fake.answer = () => Effect.delay(Effect.succeed({ valid: true }), "2 seconds")
        const first = yield* Effect.forkChild(check("DE136695976"))
        const second = yield* Effect.forkChild(check("DE136695976"))
        yield* TestClock.adjust("1 second")
        yield* Fiber.interrupt(first)
        yield* TestClock.adjust("1 second")
        assert.strictEqual(reason(yield* Fiber.join(second)), "valid")
        assert.strictEqual(fake.sent, 1)
      })
    )
  )

  it.effect("keeps a yes for a day and a no for an hour", () =>
    timed({}, (check, fake) =>
      Effect.gen(function* () {
        yield* check("DE136695976")
        yield* TestClock.adjust("23 hours")
        yield* check("DE136695976")
        assert.strictEqual(fake.sent, 1)
        yield* TestClock.adjust("2 hours")
        fake.answer = () => Effect.succeed({ valid: false })
        assert.strictEqual(reason(yield* check("DE136695976")), "invalid")
        yield* TestClock.adjust("61 minutes")
        yield* check("DE136695976")
        assert.strictEqual(fake.sent, 3)
      })
    )
  )

  it.effect("C: waiting for one's turn is a part of the time, and no fault of a state", () =>
    timed({ perSecond: 1, timeout: "3 seconds" }, (check, fake) =>
      Effect.gen(function* () {
        const all = yield* Effect.forkChild(Effect.all(german(12).map(check), { concurrency: 12 }))
        yield* TestClock.adjust("3 seconds")
        const reasons = (yield* Fiber.join(all)).map(reason)
        assert.strictEqual(reasons.filter((one) => one === "busy").length, 12 - fake.sent)
        assert.isAtLeast(reasons.filter((one) => one === "busy").length, 8)
        yield* TestClock.adjust("20 seconds")
        assert.strictEqual(reason(yield* check("DE136695976")), "valid")
      })
    )
  )

  it.effect("asks again after a while, longer each time, and no more often than it may", () =>
    timed({ retries: 2, timeout: "1 second" }, (check, fake) =>
      Effect.gen(function* () {
        fake.answer = () => Effect.never
        const asked = yield* Effect.forkChild(check("DE136695976"))
        yield* TestClock.adjust("1 second")
        assert.strictEqual(fake.sent, 1)
        yield* TestClock.adjust("500 millis")
        assert.strictEqual(fake.sent, 2)
        yield* TestClock.adjust("1900 millis")
        assert.strictEqual(fake.sent, 2)
        yield* TestClock.adjust("1200 millis")
        assert.strictEqual(reason(yield* Fiber.join(asked)), "timeout")
        assert.strictEqual(fake.sent, 3)
      })
    )
  )
})
