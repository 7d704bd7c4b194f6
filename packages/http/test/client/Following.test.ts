import { Actor, type Customers } from "@clientele/core"
import { EdgeErrors, Problems } from "@clientele/http"
import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import { answering, customersOf, json, type Serve, somebody } from "./answering.ts"

const item = (cursor: string) => ({
  cursor,
  recorded: {
    schema: 1,
    platform: "plt_00000000000000000000000000",
    customer: "cus_00000000000000000000000000",
    sequence: 1,
    at: "2026-11-22T09:30:00.000Z",
    by: "usr_00000000000000000000000000",
    via: null,
    command: { id: "cmd_00000000000000000000000000", name: "recordProvisioning" },
    event: { _tag: "ProvisioningRecorded", target: "office", progress: { _tag: "running", step: "x", attempt: 1 } }
  }
})

const recorded = (cursor: string) => `id: ${cursor}\nevent: recorded\ndata: ${JSON.stringify(item(cursor))}\n\n`
const beat = "event: beat\ndata: \n\n"
const end = (why: string) => `event: end\ndata: ${why}\n\n`

/** A stream that says this and then breaks, ends, or stays silent. */
const stream = (text: string, then: "breaks" | "ends" | "is silent" = "ends"): Response =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(text))
        if (then === "ends") controller.close()
      },
      pull: (controller) => {
        if (then === "breaks") controller.error(new Error("reset"))
        return then === "is silent" ? new Promise(() => {}) : undefined
      }
    }),
    { status: 200, headers: { "content-type": "text/event-stream" } }
  )

const follow = (customers: Customers.Customers["Service"], count: number) =>
  customers.follow({ after: "start" }).pipe(
    Stream.take(count),
    Stream.runCollect,
    Effect.map((items) => items.map(({ cursor }) => cursor))
  )

/** Follows until so many events came, and lets time pass. */
const following = (serve: Serve, count: number, wait: ReadonlyArray<number>) =>
  Effect.gen(function* () {
    const { asked, layer } = answering(serve)
    const customers = yield* customersOf(layer, { outage: "1 minute" })
    const fiber = yield* Effect.forkChild(Effect.exit(follow(customers, count)))
    for (const millis of wait) yield* TestClock.adjust(millis)
    return { exit: yield* Fiber.join(fiber), from: asked.map(({ headers }) => headers["last-event-id"]) }
  }).pipe(Effect.provideService(Actor.CurrentActor, somebody))

const minutes = (count: number) => Array.from({ length: count * 12 }, () => 5_000)

describe("following over the wire", () => {
  it.effect(
    "a line that breaks, ends or falls silent is taken up where it was: nothing is missed, nothing comes twice",
    () =>
      Effect.gen(function* () {
        const script = [
          () => stream(recorded("a") + beat + recorded("b"), "breaks"),
          () => null,
          () => stream("", "breaks"),
          () => stream(recorded("c") + end("stopping"), "is silent"),
          () => json(503, {}),
          () => stream(beat + recorded("d"), "is silent"),
          () => stream(recorded("e"))
        ]
        const { exit, from } = yield* following((_, tried) => script[tried - 1]?.() ?? null, 5, minutes(3))
        assert.deepStrictEqual(Exit.isSuccess(exit) ? exit.value : null, ["a", "b", "c", "d", "e"])
        assert.deepStrictEqual(from, [undefined, "b", "b", "b", "c", "c", "d"])
      })
  )

  for (const [name, problem] of [
    ["CursorRefused", Problems.CursorRefused],
    ["PlatformRequired", Problems.PlatformRequired]
  ] as const) {
    it.effect(`${name} ends it`, () =>
      Effect.gen(function* () {
        const body = { type: Problems.typeOf(name), title: "", status: 400, detail: "" }
        const { exit } = yield* following(() => json(400, body), 1, [0])
        const expected = Schema.decodeUnknownSync(problem as Schema.Codec<Error, unknown>)(body)
        assert.strictEqual(Exit.isFailure(exit) ? Cause.squash(exit.cause)?.constructor : null, expected.constructor)
      })
    )
  }

  it.effect("a token that was revoked ends it, as a defect that says so", () =>
    Effect.gen(function* () {
      const { exit, from } = yield* following(() => stream(recorded("a") + end("revoked")), 2, minutes(1))
      assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
      assert.instanceOf(Exit.isFailure(exit) ? Cause.squash(exit.cause) : null, EdgeErrors.Unauthenticated)
      assert.strictEqual(from.length, 1)
    })
  )

  for (const [name, serve] of [
    ["is gone", () => null],
    ["has no store", () => stream(end("unavailable"))],
    ["says nothing that can be read", () => stream("event: recorded\ndata: {}\n\n")]
  ] as const) {
    it.effect(`a server that ${name} for as long as is waited ends it as unavailable`, () =>
      Effect.gen(function* () {
        const { exit, from } = yield* following(serve, 1, minutes(2))
        assert.isTrue(Exit.isFailure(exit) && Cause.hasFails(exit.cause))
        assert.propertyVal(Exit.isFailure(exit) ? Cause.squash(exit.cause) : null, "_tag", "CustomerStoreUnavailable")
        assert.isAbove(from.length, 10)
      })
    )
  }

  it.effect("a server that is asked too often is left alone for as long as it says", () =>
    Effect.gen(function* () {
      const problem = { type: Problems.typeOf("TooManyRequests"), title: "", status: 429, detail: "", retryAfter: 40 }
      const serve: Serve = (_, tried) => (tried === 1 ? json(429, problem) : stream(recorded("a"), "is silent"))
      const { asked, layer } = answering(serve)
      const customers = yield* customersOf(layer)
      const fiber = yield* Effect.forkChild(follow(customers, 1))
      yield* TestClock.adjust(39_999)
      assert.strictEqual(asked.length, 1)
      yield* TestClock.adjust(1)
      assert.deepStrictEqual(yield* Fiber.join(fiber), ["a"])
    }).pipe(Effect.provideService(Actor.CurrentActor, somebody))
  )

  it.effect("whoever leaves has left", () =>
    Effect.gen(function* () {
      const { exit, from } = yield* following(() => stream(recorded("a") + recorded("b"), "is silent"), 1, [0])
      assert.isTrue(Exit.isSuccess(exit))
      yield* TestClock.adjust("5 minutes")
      assert.strictEqual(from.length, 1)
    })
  )
})
