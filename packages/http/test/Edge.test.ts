import { connect } from "node:net"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "@effect/vitest"
import { layer, operator, send, tokenFor, url } from "./running.ts"

/** Sends bytes as they are and reads until the other side closes. */
const raw = (base: string, text: string) =>
  Effect.promise(
    () =>
      new Promise<string>((resolve, reject) => {
        const { hostname, port } = new URL(base)
        let came = ""
        const socket = connect(Number(port), hostname, () => socket.write(text))
        socket.on("data", (part) => (came += part.toString()))
        socket.on("close", () => resolve(came))
        socket.on("error", (error: NodeJS.ErrnoException) =>
          error.code === "ECONNRESET" ? resolve(came) : reject(error)
        )
      })
  )

const nested = (levels: number) => `{"portal":"plain","draft":${"[".repeat(levels)}${"]".repeat(levels)}}`

describe("the edge", () => {
  it.live("says all that is wrong with path, query, headers and body at once, each with a pointer", () =>
    Effect.gen(function* () {
      const base = yield* url
      const token = yield* tokenFor(operator)
      const suspended = yield* send(base, "POST", "/api/v1/customers/nope/suspend", {
        token,
        body: { reason: "rain", extra: 1 },
        headers: { "if-match": "seven" }
      })
      assert.strictEqual(suspended.status, 400)
      assert.strictEqual(suspended.headers.get("content-type"), "application/problem+json")
      assert.sameMembers(
        suspended.body.issues.map(({ pointer }: { pointer: string }) => pointer),
        ["/path/customer", "/headers/if-match", "/reason", "/extra"]
      )
      const page = yield* send(base, "GET", "/api/v1/customers?limit=0&order=size&status=asleep", { token })
      assert.sameMembers(
        page.body.issues.map(({ pointer }: { pointer: string }) => pointer),
        ["/query/limit", "/query/order", "/query/status/0"]
      )
      const broken = yield* send(base, "POST", "/api/v1/customers", { token, body: "{" })
      assert.deepStrictEqual(broken.body.issues, [{ pointer: "", message: "The body is not valid JSON" }])
    }).pipe(Effect.provide(layer()))
  )

  it.live("reads no body that is too long or too deep, and says how far it reads", () =>
    Effect.gen(function* () {
      const base = yield* url
      const token = yield* tokenFor(operator)
      const post = (body: string) => send(base, "POST", "/api/v1/drafts/validate", { token, body })
      const long = yield* post(`{"portal":"plain","draft":"${"x".repeat(2000)}"}`)
      assert.deepStrictEqual([long.status, long.body.of, long.body.limit], [413, "bytes", 1000])
      const deep = yield* post(nested(40))
      assert.deepStrictEqual([deep.status, deep.body.of, deep.body.limit], [413, "levels", 20])
      assert.notStrictEqual((yield* post(nested(19))).status, 413)
      const chunked = yield* raw(
        base,
        `POST /api/v1/drafts/validate HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${"3e8\r\n".concat("y".repeat(1000), "\r\n").repeat(3)}0\r\n\r\n`
      )
      assert.match(chunked, /^HTTP\/1.1 413 /u)
    }).pipe(Effect.provide(layer({ maxBody: 1000, maxDepth: 20 })))
  )

  it.live("limits hold however a path is spelt", () =>
    Effect.gen(function* () {
      const base = yield* url
      for (const path of ["/%61pi/v1/sessions", "/API/v1/sessions", "//api/v1/sessions", "/api//v1/sessions"]) {
        const answer = yield* send(base, "POST", path, { body: `{"login":"${"x".repeat(2000)}"}` })
        assert.include([404, 413], answer.status, path)
      }
    }).pipe(Effect.provide(layer({ maxBody: 1000 })))
  )

  it.live("answers paths that it does not know with a problem, and every answer bears its id and safe headers", () =>
    Effect.gen(function* () {
      const base = yield* url
      const unknown = yield* send(base, "GET", "/api/v1/nothing", { headers: { "x-request-id": "of-the-caller-1" } })
      assert.deepStrictEqual([unknown.status, unknown.body.type], [404, "urn:clientele:problem:RouteNotFound"])
      assert.strictEqual(unknown.headers.get("x-request-id"), "of-the-caller-1")
      assert.strictEqual((yield* send(base, "DELETE", "/api/v1/customers")).status, 404)
      const health = yield* send(base, "GET", "/api/v1/health", { headers: { "x-request-id": "<script>" } })
      assert.match(health.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/u)
      assert.strictEqual(health.headers.get("x-content-type-options"), "nosniff")
      assert.strictEqual(health.headers.get("cache-control"), "no-store")
      assert.isNull(health.headers.get("access-control-allow-origin"))
    }).pipe(Effect.provide(layer()))
  )

  it.live("lets pages of named origins in, and of no others", () =>
    Effect.gen(function* () {
      const base = yield* url
      const ask = (origin: string) =>
        send(base, "OPTIONS", "/api/v1/customers", {
          headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "if-match" }
        })
      assert.strictEqual(
        (yield* ask("https://portal.example")).headers.get("access-control-allow-origin"),
        "https://portal.example"
      )
      assert.notStrictEqual(
        (yield* ask("https://evil.example")).headers.get("access-control-allow-origin"),
        "https://evil.example"
      )
    }).pipe(Effect.provide(layer({ origins: ["https://portal.example"] })))
  )

  it.live("slows down whoever asks too often, and says for how long", () =>
    Effect.gen(function* () {
      const base = yield* url
      for (let asked = 0; asked < 5; asked++)
        assert.strictEqual((yield* send(base, "GET", "/api/v1/health")).status, 200)
      const refused = yield* send(base, "GET", "/api/v1/health")
      assert.deepStrictEqual([refused.status, refused.body.type], [429, "urn:clientele:problem:TooManyRequests"])
      assert.strictEqual(refused.headers.get("retry-after"), String(refused.body.retryAfter))
    }).pipe(Effect.provide(layer({ requestsPerMinute: 5 })))
  )

  it.live("counts requests by the contract's path and never by a customer", () =>
    Effect.gen(function* () {
      const base = yield* url
      const token = yield* tokenFor(operator)
      yield* send(base, "GET", "/api/v1/customers/cus_01h00000000000000000000000", { token })
      const { text } = yield* send(base, "GET", "/api/v1/metrics")
      assert.match(text, /http_requests_total\{[^}]*route="\/api\/v1\/customers\/:customer"[^}]*\} \d+/u)
      assert.notInclude(text, "cus_")
    }).pipe(Effect.provide(layer()))
  )

  it.live("shows its documentation without asking anybody else", () =>
    Effect.gen(function* () {
      const base = yield* url
      for (const path of ["/docs", "/docs/swagger"]) {
        const page = yield* send(base, "GET", path)
        assert.strictEqual(page.status, 200)
        assert.include(page.headers.get("content-security-policy") ?? "", "connect-src 'self'")
      }
      const document = yield* send(base, "GET", "/api/v1/openapi.json")
      assert.strictEqual(document.body.openapi, "3.1.0")
      assert.isAtLeast(Object.keys(document.body.paths).length, 55)
    }).pipe(Effect.provide(layer()))
  )
})
