import { CustomerStore, Customers, MicrosoftDirectory } from "@clientele/core"
import { routes, serve } from "@clientele/http/server"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as TestClock from "effect/testing/TestClock"
import { assert, describe, it } from "@effect/vitest"
import { kernel, layer, operator, send, tokenFor, url } from "./running.ts"

/** A server whose `Customers` does one thing differently. */
const differing = (more: Partial<Customers.Customers["Service"]>) =>
  serve(routes(), { host: "127.0.0.1", port: 0 }).pipe(
    Layer.provideMerge(
      Layer.effect(
        Customers.Customers,
        Effect.map(Customers.Customers, (sound) => Customers.Customers.of({ ...sound, ...more }))
      ).pipe(Layer.provideMerge(kernel))
    )
  )

const personal = "Grace.Hopper@example.com"

describe("a bad day", () => {
  it.live("a store that does not answer is a 503 that says when to come back, and tells no cause", () =>
    Effect.gen(function* () {
      const base = yield* url
      const token = yield* tokenFor(operator)
      const answer = yield* send(base, "GET", "/api/v1/portals", { token })
      assert.deepStrictEqual([answer.status, answer.body.type], [503, "urn:clientele:problem:CustomerStoreUnavailable"])
      assert.strictEqual(answer.headers.get("retry-after"), "2")
      assert.notInclude(answer.text, personal)
    }).pipe(
      Effect.provide(
        differing({ portals: Effect.fail(new CustomerStore.CustomerStoreUnavailable({ cause: new Error(personal) })) })
      )
    )
  )

  it.live("what breaks is a 500 with the request's id, and neither answer nor log repeats what somebody typed", () =>
    Effect.gen(function* () {
      const lines: Array<string> = []
      const logger = Logger.map(Logger.formatJson, (line) => void lines.push(line))
      yield* Effect.gen(function* () {
        const base = yield* url
        const token = yield* tokenFor(operator)
        const answer = yield* send(base, "POST", "/api/v1/customers", {
          token,
          body: { portal: "plain", draft: { admin: { email: personal } } },
          headers: { "x-request-id": "request-of-grace" }
        })
        assert.deepStrictEqual([answer.status, answer.body.request], [500, "request-of-grace"])
        assert.notInclude(answer.text, personal)
        assert.isAbove(lines.length, 0)
        for (const line of lines) assert.notInclude(line, personal)
      }).pipe(
        Effect.provide(
          differing({ execute: () => Effect.die(new Error(`cannot write ${personal}`)) }).pipe(
            Layer.provideMerge(Logger.layer([logger]))
          )
        )
      )
    })
  )

  it.effect("nobody waits longer than nine seconds, and nobody less", () =>
    Effect.gen(function* () {
      const arrived = yield* Deferred.make<void>()
      yield* Effect.gen(function* () {
        const base = yield* url
        const token = yield* tokenFor(operator)
        const waiting = yield* Effect.forkChild(send(base, "GET", "/api/v1/portals", { token }))
        yield* Deferred.await(arrived)
        yield* TestClock.adjust("8999 millis")
        // Whatever was on its way came before this did.
        yield* send(base, "GET", "/api/v1/health")
        assert.isUndefined(waiting.pollUnsafe())
        yield* TestClock.adjust("1 millis")
        const { body, status } = yield* Fiber.join(waiting)
        assert.deepStrictEqual([status, body.type], [503, "urn:clientele:problem:ServerBusy"])
      }).pipe(
        Effect.provide(differing({ portals: Effect.andThen(Deferred.succeed(arrived, undefined), Effect.never) }))
      )
    })
  )

  it.live("a directory of Microsoft's that does not answer is a 503 of its own", () =>
    Effect.gen(function* () {
      const base = yield* url
      const token = yield* tokenFor(operator)
      const answer = yield* send(base, "POST", "/api/v1/drafts/validate", {
        token,
        body: { portal: "plain", draft: {} }
      })
      assert.deepStrictEqual(
        [answer.status, answer.body.type],
        [503, "urn:clientele:problem:MicrosoftDirectoryUnavailable"]
      )
    }).pipe(
      Effect.provide(
        differing({
          preview: () => Effect.fail(new MicrosoftDirectory.MicrosoftDirectoryUnavailable({ cause: new Error("down") }))
        })
      )
    )
  )

  it.live("a key that was used for another command is refused, and the same command answers alike", () =>
    Effect.gen(function* () {
      const base = yield* url
      const token = yield* tokenFor(operator)
      const open = (name: string) =>
        send(base, "POST", "/api/v1/platforms", {
          token,
          body: { draft: { name, currency: "EUR" } },
          headers: { "idempotency-key": "once" }
        })
      const [first, again, other] = [yield* open("Root B.V."), yield* open("Root B.V."), yield* open("Other B.V.")]
      assert.deepStrictEqual([first.status, again.status], [201, 201])
      assert.deepStrictEqual([first.body.replayed, again.body.replayed], [false, true])
      assert.strictEqual(again.body.customer.id, first.body.customer.id)
      assert.deepStrictEqual([other.status, other.body.type], [422, "urn:clientele:problem:IdempotencyConflict"])
      // Somebody else's key of the same name is another key.
      const else_ = yield* tokenFor({ ...operator, id: "usr_01h00000000000000000000001" as never })
      const theirs = yield* send(base, "POST", "/api/v1/platforms", {
        token: else_,
        body: { draft: { name: "Third B.V.", currency: "EUR" } },
        headers: { "idempotency-key": "once" }
      })
      assert.strictEqual(theirs.status, 201)
    }).pipe(Effect.provide(layer()))
  )
})
