import { Credentials, TokenStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/testing/TestClock"
import { assert, describe, it } from "@effect/vitest"
import { cookieOf, opened, password } from "./people.ts"
import { type Answer, layer, layerOver, send } from "./running.ts"

const typeOf = ({ body, status }: Answer) => [status, body.type?.replace("urn:clientele:problem:", "") ?? null]

/** Credentials in which a new password comes between the first look and the second. */
const overtaken = Layer.effect(
  Credentials.Credentials,
  Effect.map(Credentials.Credentials, (kept) => {
    let looks = 0
    return Credentials.Credentials.of({
      ...kept,
      find: (user) => Effect.map(kept.find(user), (hash) => (looks++ === 0 ? hash : Redacted.make("another")))
    })
  })
)

describe("sessions", () => {
  it.live("signing in sets a cookie that no script reads, and answers with the csrf token", () =>
    Effect.gen(function* () {
      const { base, signIn, user } = yield* opened
      const answer = yield* signIn(" ada@root.EXAMPLE ", password)
      assert.strictEqual(answer.status, 201)
      const set = answer.headers.get("set-cookie") ?? ""
      assert.match(set, /^clientele_session=clt_[\w-]{43};/u)
      assert.match(set, /HttpOnly/u)
      assert.match(set, /SameSite=Lax/u)
      assert.strictEqual(answer.body.actor.id, user.id)
      assert.notInclude(answer.text, cookieOf(answer).slice("clientele_session=".length))
      const me = yield* send(base, "GET", "/api/v1/sessions/current", { headers: { cookie: cookieOf(answer) } })
      assert.strictEqual(me.body.displayName, "Ada")
      assert.strictEqual(me.body.csrf, answer.body.csrf)
    }).pipe(Effect.provide(layer()))
  )

  it.live("what a session changes needs its csrf token, and comes from no other site", () =>
    Effect.gen(function* () {
      const { base, root, signIn } = yield* opened
      const answer = yield* signIn("ada@root.example", password)
      const cookie = cookieOf(answer)
      const suspend = (headers: Record<string, string>) =>
        Effect.map(
          send(base, "POST", `/api/v1/customers/${root.id}/set-notifications`, {
            body: { letters: false },
            headers: { cookie, ...headers }
          }),
          typeOf
        )
      const csrf = { "x-csrf-token": answer.body.csrf }
      for (const headers of [
        {},
        { "x-csrf-token": "0".repeat(43) },
        { ...csrf, "sec-fetch-site": "cross-site" },
        { ...csrf, "sec-fetch-site": "same-site", origin: "https://other.example" },
        { ...csrf, origin: "https://other.example" }
      ] as ReadonlyArray<Record<string, string>>) {
        assert.deepStrictEqual(yield* suspend(headers), [403, "CsrfRefused"], JSON.stringify(headers))
      }
      // The root has nobody above it, so that it is not the session that refuses now.
      for (const headers of [
        csrf,
        { ...csrf, "sec-fetch-site": "same-origin" },
        { ...csrf, origin: base },
        { ...csrf, "sec-fetch-site": "same-site", origin: "https://portal.example" }
      ]) {
        assert.deepStrictEqual(yield* suspend(headers), [403, "ActionNotAllowed"], JSON.stringify(headers))
      }
    }).pipe(Effect.provide(layer({ origins: ["https://portal.example"] })))
  )

  it.live("nobody is signed in by a page of another site, unless it is let in", () =>
    Effect.gen(function* () {
      const { base, signIn } = yield* opened
      const from = (headers: Record<string, string>) =>
        Effect.map(signIn("ada@root.example", password, headers), (answer) => [
          typeOf(answer)[1],
          answer.headers.has("set-cookie")
        ])
      for (const headers of [
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
        { origin: "https://other.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site", origin: base }
      ] as ReadonlyArray<Record<string, string>>) {
        assert.deepStrictEqual(yield* from(headers), ["CsrfRefused", false], JSON.stringify(headers))
      }
      for (const headers of [
        { "sec-fetch-site": "same-origin", origin: base },
        { "sec-fetch-site": "none" },
        { origin: base },
        { "sec-fetch-site": "cross-site", origin: "https://portal.example" }
      ] as ReadonlyArray<Record<string, string>>) {
        assert.deepStrictEqual(yield* from(headers), [null, true], JSON.stringify(headers))
      }
    }).pipe(Effect.provide(layer({ origins: ["https://portal.example"] })))
  )

  it.live("behind TLS the cookie is of this host alone, and no other name of it counts", () =>
    Effect.gen(function* () {
      const { base, signIn } = yield* opened
      const answer = yield* signIn("ada@root.example", password)
      const set = answer.headers.get("set-cookie") ?? ""
      assert.match(set, /^__Host-clientele_session=clt_[\w-]{43};/u)
      assert.match(set, /; Path=\/;/u)
      assert.match(set, /; Secure/u)
      assert.notMatch(set, /Domain/iu)
      assert.strictEqual(answer.headers.get("strict-transport-security"), "max-age=31536000")
      const me = (cookie: string) =>
        Effect.map(send(base, "GET", "/api/v1/sessions/current", { headers: { cookie } }), ({ status }) => status)
      assert.strictEqual(yield* me(cookieOf(answer)), 200)
      assert.strictEqual(yield* me(cookieOf(answer).replace("__Host-", "")), 401)
    }).pipe(Effect.provide(layer({ secureCookies: true })))
  )

  it.live("signing in anew ends the session that the browser had, and nothing else", () =>
    Effect.gen(function* () {
      const { base, signIn, support } = yield* opened
      const me = (cookie: string) =>
        Effect.map(send(base, "GET", "/api/v1/sessions/current", { headers: { cookie } }), ({ status }) => status)
      const [one, other] = [yield* signIn("ada@root.example", password), yield* signIn("ada@root.example", password)]
      yield* signIn("ada@root.example", "wrong wrong wrong", { cookie: cookieOf(one) })
      assert.strictEqual(yield* me(cookieOf(one)), 200)
      const anew = yield* signIn("ada@root.example", password, { cookie: cookieOf(one) })
      assert.deepStrictEqual(
        yield* Effect.all([one, other, anew].map((answer) => me(cookieOf(answer)))),
        [401, 200, 200]
      )
      // A program's token is no session, also in the place of one.
      yield* signIn("ada@root.example", password, { cookie: `clientele_session=${support}` })
      assert.strictEqual((yield* send(base, "GET", "/api/v1/portals", { token: support })).status, 200)
    }).pipe(Effect.provide(layer()))
  )

  it.live("an unknown login takes as long as a wrong password", () =>
    Effect.gen(function* () {
      const { signIn } = yield* opened
      const shortest = { "ada@root.example": Infinity, "nobody@root.example": Infinity }
      for (let tries = 0; tries < 5; tries++) {
        for (const login of ["ada@root.example", "nobody@root.example"] as const) {
          const began = performance.now()
          assert.strictEqual((yield* signIn(login, "wrong wrong wrong")).status, 401)
          shortest[login] = Math.min(shortest[login], performance.now() - began)
        }
      }
      // Hashing is nearly all of it: without, it would be a tenth.
      assert.isAbove(shortest["nobody@root.example"], shortest["ada@root.example"] / 3)
    }).pipe(Effect.provide(layer({ signInsPerQuarter: 100 })))
  )

  it.live("a password that was changed while somebody signed in with the old one leaves no session", () =>
    Effect.gen(function* () {
      const { base, signIn, support, user } = yield* opened
      const tokens = yield* TokenStore.TokenStore
      const answer = yield* signIn("ada@root.example", password)
      assert.deepStrictEqual(typeOf(answer), [401, "SignInRefused"])
      assert.isNull(answer.headers.get("set-cookie"))
      assert.deepStrictEqual(yield* tokens.ofOwner(user.id), [])
      assert.strictEqual((yield* send(base, "GET", "/api/v1/portals", { token: support })).status, 200)
    }).pipe(Effect.provide(layerOver(overtaken)))
  )

  it.live("a wrong password, an unknown login and a disabled user are told alike", () =>
    Effect.gen(function* () {
      const { base, signIn, support, root } = yield* opened
      const other = yield* send(base, "POST", `/api/v1/customers/${root.id}/users`, {
        token: support,
        body: { login: "bob", displayName: "Bob", email: null, role: "user" }
      })
      yield* send(base, "PUT", `/api/v1/users/${other.body.id}/password`, { token: support, body: { password } })
      yield* send(base, "PATCH", `/api/v1/users/${other.body.id}`, { token: support, body: { enabled: false } })
      const answers = yield* Effect.all([
        signIn("ada@root.example", "not this one at all"),
        signIn("nobody@root.example", password),
        signIn("bob", password)
      ])
      for (const answer of answers) {
        assert.strictEqual(answer.status, 401)
        assert.strictEqual(answer.text, answers[0]?.text)
        assert.isNull(answer.headers.get("set-cookie"))
      }
    }).pipe(Effect.provide(layer()))
  )

  it.live("after too many tries nobody signs in with this login, not even with the right password", () =>
    Effect.gen(function* () {
      const { signIn } = yield* opened
      for (let tries = 0; tries < 3; tries++)
        assert.strictEqual((yield* signIn("ada@root.example", "wrong wrong wrong")).status, 401)
      const refused = yield* signIn("ADA@root.example", password)
      assert.deepStrictEqual([refused.status, refused.body.type], [429, "urn:clientele:problem:TooManyRequests"])
      assert.strictEqual(refused.headers.get("retry-after"), String(refused.body.retryAfter))
      assert.isAtLeast(refused.body.retryAfter, 600)
    }).pipe(Effect.provide(layer({ signInsPerQuarter: 3 })))
  )

  it.live("signing out ends the session, and so does a new password, but for the session that set it", () =>
    Effect.gen(function* () {
      const { base, signIn, user } = yield* opened
      const [one, two] = [yield* signIn("ada@root.example", password), yield* signIn("ada@root.example", password)]
      const me = (answer: Answer) =>
        send(base, "GET", "/api/v1/sessions/current", { headers: { cookie: cookieOf(answer) } })
      const set = yield* send(base, "PUT", `/api/v1/users/${user.id}/password`, {
        body: { password: "another long password" },
        headers: { cookie: cookieOf(one), "x-csrf-token": one.body.csrf }
      })
      assert.strictEqual(set.status, 204)
      assert.strictEqual((yield* me(one)).status, 200)
      assert.strictEqual((yield* me(two)).status, 401)
      const out = yield* send(base, "DELETE", "/api/v1/sessions/current", {
        headers: { cookie: cookieOf(one), "x-csrf-token": one.body.csrf }
      })
      assert.strictEqual(out.status, 204)
      assert.match(out.headers.get("set-cookie") ?? "", /clientele_session=;.*Max-Age=0/u)
      assert.strictEqual((yield* me(one)).status, 401)
      assert.strictEqual((yield* signIn("ada@root.example", password)).status, 401)
      assert.strictEqual((yield* signIn("ada@root.example", "another long password")).status, 201)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("a session ends with its hours", () =>
    Effect.gen(function* () {
      const { base, signIn } = yield* opened
      const answer = yield* signIn("ada@root.example", password)
      const me = () => send(base, "GET", "/api/v1/sessions/current", { headers: { cookie: cookieOf(answer) } })
      yield* TestClock.adjust("2 hours")
      yield* TestClock.adjust(-1)
      assert.strictEqual((yield* me()).status, 200)
      yield* TestClock.adjust(1)
      assert.strictEqual((yield* me()).status, 401)
    }).pipe(Effect.provide(layer({ sessionHours: 2 })))
  )

  it.live("a bearer is no session and a session no bearer", () =>
    Effect.gen(function* () {
      const { base, signIn, support } = yield* opened
      const answer = yield* signIn("ada@root.example", password)
      const secret = cookieOf(answer).slice("clientele_session=".length)
      assert.strictEqual((yield* send(base, "GET", "/api/v1/sessions/current", { token: secret })).status, 401)
      const asCookie = { cookie: `clientele_session=${support}` }
      assert.strictEqual((yield* send(base, "GET", "/api/v1/sessions/current", { headers: asCookie })).status, 401)
    }).pipe(Effect.provide(layer()))
  )
})
