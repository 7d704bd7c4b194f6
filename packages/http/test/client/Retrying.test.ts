import { Actor, type Execution } from "@clientele/core"
import { ApiClient, Credential } from "@clientele/http"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as TestClock from "effect/testing/TestClock"
import { answering, customersOf, json, type Serve, somebody } from "./answering.ts"

const empty = () => json(200, { items: [], next: null })
const busy = (status: number, headers: Record<string, string> = {}) =>
  new Response("<h1>busy</h1>", { status, headers })

/** Asks for a page, lets time pass, and tells what came of it. */
const page = (serve: Serve, tries: number, wait: number) =>
  Effect.gen(function* () {
    const { asked, layer } = answering(serve)
    const customers = yield* customersOf(layer, { tries })
    const fiber = yield* Effect.forkChild(Effect.exit(customers.page({})))
    yield* TestClock.adjust(wait)
    const done = fiber.pollUnsafe() !== undefined
    const exit = done ? yield* Fiber.join(fiber) : null
    if (!done) yield* Fiber.interrupt(fiber)
    return { asked, outcome: exit === null ? "waits" : Exit.isSuccess(exit) ? "answered" : "failed" }
  }).pipe(Effect.provideService(Actor.CurrentActor, somebody))

const key = (request: HttpClientRequest | undefined): string | undefined => request?.headers["idempotency-key"]

const executed = (replayed: boolean) => json(500, { replayed })

describe("asking again", () => {
  for (const [name, lost] of [
    ["a lost connection", () => null],
    ["a 502", () => busy(502)],
    ["a 503", () => busy(503)],
    ["a 504", () => busy(504)],
    ["a 429", () => busy(429)]
  ] as const) {
    it.effect(`a read is asked for again after ${name}`, () =>
      Effect.gen(function* () {
        const { asked, outcome } = yield* page((_, tried) => (tried < 3 ? lost() : empty()), 5, 1_000)
        assert.deepStrictEqual([asked.length, outcome], [3, "answered"])
      })
    )
  }

  for (const status of [400, 401, 403, 404, 409, 412, 413, 422, 428, 500, 501]) {
    it.effect(`a ${status} is an answer`, () =>
      Effect.gen(function* () {
        const { asked, outcome } = yield* page(() => busy(status), 5, 60_000)
        assert.deepStrictEqual([asked.length, outcome], [1, "failed"])
      })
    )
  }

  it.effect("so many times and no more, with longer and longer pauses", () =>
    Effect.gen(function* () {
      const { asked, outcome } = yield* page(() => null, 5, 1_500)
      assert.deepStrictEqual([asked.length, outcome], [5, "failed"])
    })
  )

  it.effect("not before the time that the server names", () =>
    Effect.gen(function* () {
      const serve: Serve = (_, tried) => (tried === 1 ? busy(429, { "retry-after": "7" }) : empty())
      assert.strictEqual((yield* page(serve, 5, 6_999)).outcome, "waits")
      assert.strictEqual((yield* page(serve, 5, 7_000)).outcome, "answered")
    })
  )

  it.effect("not at all where the server wants more time than a caller has", () =>
    Effect.gen(function* () {
      const { asked, outcome } = yield* page(() => busy(503, { "retry-after": "3600" }), 5, 0)
      assert.deepStrictEqual([asked.length, outcome], [1, "failed"])
    })
  )

  it.effect("an answer that never comes is lost after the time-out", () =>
    Effect.gen(function* () {
      const { asked, layer } = answering(() => new Response(new ReadableStream({}), { status: 200 }))
      const customers = yield* customersOf(layer, { tries: 2, timeout: "10 seconds" })
      const fiber = yield* Effect.forkChild(Effect.flip(customers.portals))
      yield* TestClock.adjust("10 seconds")
      yield* TestClock.adjust("1 second")
      yield* TestClock.adjust("10 seconds")
      assert.deepInclude(yield* Fiber.join(fiber), { _tag: "CustomerStoreUnavailable" })
      assert.strictEqual(asked.length, 2)
    }).pipe(Effect.provideService(Actor.CurrentActor, somebody))
  )

  it.effect("a command goes again under the key that it went under; each call has its own, or the caller's", () =>
    Effect.gen(function* () {
      const run = (how?: Execution.ExecuteOptions) =>
        Effect.gen(function* () {
          const { asked, layer } = answering((_, tried) => (tried === 1 ? null : executed(true)))
          const customers = yield* customersOf(layer, { tries: 5 })
          const fiber = yield* Effect.forkChild(
            Effect.exit(customers.execute({ _tag: "submit", customer: "cus_00000000000000000000000000" as never }, how))
          )
          yield* TestClock.adjust(1_000)
          yield* Fiber.join(fiber)
          assert.strictEqual(asked.length, 2)
          assert.strictEqual(key(asked[0]), key(asked[1]))
          return key(asked[0])
        })
      const [one, two] = [yield* run(), yield* run()]
      assert.match(one ?? "", /^cmd_/u)
      assert.notStrictEqual(one, two)
      assert.strictEqual(yield* run({ idempotencyKey: "import 7" }), "import 7")
      for (const odd of ["Ωß", " 7", "7 ", "", "x".repeat(201), "a\nb"]) {
        assert.match((yield* run({ idempotencyKey: odd })) ?? "", /^sha256-[0-9a-f]{64}$/u)
      }
    }).pipe(Effect.provideService(Actor.CurrentActor, somebody))
  )

  it.effect("a write without a key is asked for once", () =>
    Effect.gen(function* () {
      const { asked, layer } = answering(() => busy(503))
      const api = yield* ApiClient.make({
        url: "http://server.test/",
        credential: Credential.session("kept", "seen"),
        tries: 5
      }).pipe(Effect.provide(layer))
      yield* Effect.ignore(api.tokens.make({ payload: { name: "of a test", scopes: [], days: 1 } }))
      assert.strictEqual(asked.length, 1)
      assert.deepInclude(asked[0]?.headers, {
        cookie: "__Host-clientele_session=kept; clientele_session=kept",
        "x-csrf-token": "seen"
      })
      assert.strictEqual(asked[0]?.url, "http://server.test/api/v1/tokens")
    })
  )

  it.effect("who asks is asked for at each call, by the actor", () =>
    Effect.gen(function* () {
      const { asked, layer } = answering(empty)
      const customers = yield* customersOf(layer, {
        credential: (actor) => Effect.succeed(Credential.bearer(`of ${actor._tag}`))
      })
      yield* customers.page({})
      assert.strictEqual(asked[0]?.headers["authorization"], "Bearer of support")
    }).pipe(Effect.provideService(Actor.CurrentActor, somebody))
  )

  it.effect("an address that is none is the program's fault", () =>
    Effect.gen(function* () {
      const customers = yield* customersOf(answering(empty).layer, { url: "http://[" })
      assert.isTrue(Exit.hasDies(yield* Effect.exit(customers.portals)))
    }).pipe(Effect.provideService(Actor.CurrentActor, somebody))
  )

  it.effect("nothing of a broken connection comes through but that it broke", () =>
    Effect.gen(function* () {
      const customers = yield* customersOf(answering(() => null).layer)
      const error = yield* Effect.flip(customers.portals)
      assert.strictEqual(error._tag, "CustomerStoreUnavailable")
      assert.notInclude(JSON.stringify(error) + String(error), "grace@example.com")
    }).pipe(Effect.provideService(Actor.CurrentActor, somebody))
  )

  it.effect("a server that cannot be reached is named, without whoever signs in there", () =>
    Effect.gen(function* () {
      const reach = (url: string) =>
        Effect.gen(function* () {
          const customers = yield* customersOf(answering(() => null).layer, { url })
          const read = yield* Effect.flip(customers.portals)
          const written = yield* Effect.flip(
            customers.execute({ _tag: "openPlatform", draft: { name: "Grace B.V." } }, { idempotencyKey: "once" })
          )
          assert.strictEqual(read.message, written.message)
          return read.message
        })
      assert.match(
        yield* reach("http://server.test"),
        /^the server at http:\/\/server\.test cannot be reached; try again/u
      )
      assert.match(
        yield* reach("https://grace:secret@server.test:8443/customers/"),
        /^the server at https:\/\/server\.test:8443\/customers cannot be reached/u
      )
    }).pipe(Effect.provideService(Actor.CurrentActor, somebody))
  )
})
