import * as Effect from "effect/Effect"
import { assert, describe, it } from "@effect/vitest"
import { raw } from "./raw.ts"
import { layer, operator, send, tokenFor, url } from "./running.ts"

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
      for (const { detail } of [suspended.body, page.body]) {
        assert.notMatch(detail, /Expected string|RegExp|Missing key|excess property|DisplayStatus| \| /u)
      }
      assert.include(suspended.body.detail, "/reason: Expected one of administrative, credit, verification, compliance")
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
      // What stands inside of a text is no nesting, however the text is written.
      const said = (text: string) => post(`{"portal":"plain","draft":{"name":${JSON.stringify(text)}}}`)
      for (const text of ["[".repeat(40), `"${"[".repeat(40)}`, `\\"${"{".repeat(40)}`])
        assert.notStrictEqual((yield* said(text)).status, 413)
      assert.strictEqual((yield* post(`{"\\\\":${nested(40)}}`)).status, 413)
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
      assert.strictEqual(health.headers.get("x-frame-options"), "DENY")
      assert.strictEqual(health.headers.get("content-security-policy"), "default-src 'none'; frame-ancestors 'none'")
      assert.isNull(health.headers.get("access-control-allow-origin"))
      assert.isNull(health.headers.get("strict-transport-security"))
    }).pipe(Effect.provide(layer()))
  )

  it.live("lets pages of named origins in, and of no others", () =>
    Effect.gen(function* () {
      const base = yield* url
      const ask = (method: string, origin: string) =>
        send(base, method, "/api/v1/health", {
          headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "if-match" }
        })
      for (const method of ["OPTIONS", "GET"]) {
        const { headers } = yield* ask(method, "https://portal.example")
        assert.strictEqual(headers.get("access-control-allow-origin"), "https://portal.example", method)
        assert.strictEqual(headers.get("access-control-allow-credentials"), "true")
        const other = yield* ask(method, "https://evil.example")
        assert.notStrictEqual(other.headers.get("access-control-allow-origin"), "https://evil.example")
      }
    }).pipe(Effect.provide(layer({ origins: ["https://portal.example"] })))
  )

  it.live(
    "what a browser asks beforehand is answered and counted like everything else, and a page may read why not",
    () =>
      Effect.gen(function* () {
        const base = yield* url
        const ask = (method: string, path: string) =>
          send(base, method, path, {
            headers: { origin: "https://portal.example", "access-control-request-method": "GET" }
          })
        const before = yield* ask("OPTIONS", "/api/v1/customers")
        assert.strictEqual(before.status, 204)
        assert.match(before.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/u)
        assert.strictEqual(before.headers.get("x-content-type-options"), "nosniff")
        const allowed = (answer: typeof before) => answer.headers.get("access-control-allow-origin")
        const missing = yield* ask("GET", "/api/v1/nothing")
        assert.deepStrictEqual([missing.status, allowed(missing)], [404, "https://portal.example"])
        const often = yield* ask("GET", "/api/v1/health")
        assert.deepStrictEqual([often.status, allowed(often)], [429, "https://portal.example"])
        assert.strictEqual((yield* ask("OPTIONS", "/api/v1/customers")).status, 429)
      }).pipe(Effect.provide(layer({ origins: ["https://portal.example"], requestsPerMinute: 2 })))
  )

  it.live("takes what changes as JSON and as a merge patch, and no other media type", () =>
    Effect.gen(function* () {
      const base = yield* url
      const token = yield* tokenFor(operator)
      const { customer } = (yield* send(base, "POST", "/api/v1/platforms", {
        token,
        body: { draft: { name: "Root B.V.", currency: "EUR" } }
      })).body
      const patch = (path: string, type: string, body: object) =>
        Effect.map(
          send(base, "PATCH", path, { token, body, headers: { "content-type": type, "if-match": "*" } }),
          ({ status }) => status
        )
      const { body: user } = yield* send(base, "POST", `/api/v1/customers/${customer.id}/users`, {
        token,
        body: { login: "ada", displayName: "Ada", email: null, role: "user" }
      })
      for (const type of [
        "application/json",
        "application/merge-patch+json",
        "application/merge-patch+json; charset=utf-8"
      ]) {
        assert.strictEqual(yield* patch(`/api/v1/customers/${customer.id}`, type, { name: `${type} B.V.` }), 200, type)
        assert.strictEqual(yield* patch(`/api/v1/users/${user.id}`, type, { displayName: type }), 200, type)
      }
      assert.strictEqual(yield* patch(`/api/v1/customers/${customer.id}`, "application/json-patch+json", {}), 415)
    }).pipe(Effect.provide(layer()))
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

  it.live("counts requests by the contract's path and never by a customer, or by what a caller made up", () =>
    Effect.gen(function* () {
      const base = yield* url
      const token = yield* tokenFor(operator)
      yield* send(base, "GET", "/api/v1/customers/cus_01h00000000000000000000000", { token })
      yield* send(base, "PROPFIND", "/api/v1/customers", { token })
      const { text } = yield* send(base, "GET", "/api/v1/metrics")
      assert.match(text, /http_requests_total\{[^}]*route="\/api\/v1\/customers\/:customer"[^}]*\} \d+/u)
      assert.notInclude(text, "cus_")
      assert.match(text, /http_requests_total\{[^}]*method="other"[^}]*status="404"[^}]*\} \d+/u)
      assert.notInclude(text, "PROPFIND")
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
