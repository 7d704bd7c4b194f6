import { Customers } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { assert, describe, it } from "@effect/vitest"
import { parts, raw } from "./raw.ts"
import { layer, layerOver, operator, send, tokenFor, url } from "./running.ts"

const problem = (status: number, name: string) => ({ status, type: `urn:clientele:problem:${name}` })

const cases = {
  "no request at all": ["GARBAGE\r\n\r\n", problem(400, "InputRefused")],
  "two lengths": [
    "POST /api/v1/sessions HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
    problem(400, "InputRefused")
  ],
  "no host": ["GET /api/v1/health HTTP/1.1\r\nconnection: close\r\n\r\n", problem(400, "InputRefused")],
  "headers too long": [
    `GET /api/v1/health HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(20_000)}\r\n\r\n`,
    problem(431, "HeaderTooLarge")
  ],
  "an expectation": [
    "GET /api/v1/health HTTP/1.1\r\nhost: a\r\nexpect: miracles\r\n\r\n",
    problem(417, "ExpectationRefused")
  ],
  "a request without an end": ["GET /api/v1/health HTTP/1.1\r\nhost: a\r\n", problem(408, "RequestTooSlow")]
} as const

/** Customers that never say which portals there are. */
const silent = Layer.effect(
  Customers.Customers,
  Effect.map(Customers.Customers, (sound) => Customers.Customers.of({ ...sound, portals: Effect.never }))
)

describe("what is no request", () => {
  for (const [name, [sent, expected]] of Object.entries(cases)) {
    it.live(`${name} is a problem like any other`, () =>
      Effect.gen(function* () {
        const { body, head, status, type } = parts(yield* raw(yield* url, sent))
        const told = JSON.parse(body)
        assert.deepInclude(told, expected)
        assert.deepStrictEqual([status, type], [expected.status, "application/problem+json"])
        assert.match(head, /^connection: close$/imu)
        assert.match(head, /^x-content-type-options: nosniff$/imu)
      }).pipe(Effect.provide(layer()))
    )
  }

  it.live("a request of HTTP/1.0 needs no host", () =>
    Effect.gen(function* () {
      assert.strictEqual(parts(yield* raw(yield* url, "GET /api/v1/health HTTP/1.0\r\n\r\n")).status, 200)
    }).pipe(Effect.provide(layer()))
  )

  it.live("nothing is written into an answer that has begun", () =>
    Effect.gen(function* () {
      const base = yield* url
      const token = yield* tokenFor(operator)
      const { customer } = (yield* send(base, "POST", "/api/v1/platforms", {
        token,
        body: { draft: { name: "Root B.V.", currency: "EUR" } }
      })).body
      const begun = `GET /api/v1/events/stream?platform=${customer.platform} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\n\r\n`
      const came = yield* raw(base, begun, "GARBAGE\r\n\r\n")
      assert.strictEqual(came.split("HTTP/1.1").length, 2)
      assert.notInclude(came, "problem")
    }).pipe(Effect.provide(layer()))
  )

  it.live("an answer that has not begun gives way", () =>
    Effect.gen(function* () {
      const base = yield* url
      const token = yield* tokenFor(operator)
      const asked = `GET /api/v1/portals HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\n\r\n`
      assert.strictEqual(parts(yield* raw(base, `${asked}GARBAGE\r\n\r\n`)).status, 400)
    }).pipe(Effect.provide(layerOver(silent)))
  )
})
