import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { assert, describe, it } from "@effect/vitest"
import { cookieOf, opened, password } from "./people.ts"
import { type Answer, everything, layer, nobody, operator, send, tokenFor, url } from "./running.ts"

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
        send(base, "POST", `/api/v1/customers/${root.id}/set-notifications`, {
          body: { letters: false },
          headers: { cookie, ...headers }
        })
      const without = yield* suspend({})
      assert.deepStrictEqual([without.status, without.body.type], [403, "urn:clientele:problem:CsrfRefused"])
      assert.strictEqual((yield* suspend({ "x-csrf-token": "0".repeat(43) })).status, 403)
      assert.strictEqual(
        (yield* suspend({ "x-csrf-token": answer.body.csrf, "sec-fetch-site": "cross-site" })).status,
        403
      )
      // The root has nobody above it, so that it is not the session that refuses now.
      assert.strictEqual(
        (yield* suspend({ "x-csrf-token": answer.body.csrf })).body.type,
        "urn:clientele:problem:ActionNotAllowed"
      )
    }).pipe(Effect.provide(layer()))
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

describe("tokens", () => {
  it.live("a secret is shown once, opens what its scopes allow, and nothing once it is revoked", () =>
    Effect.gen(function* () {
      const { base, root, support } = yield* opened
      const made = yield* send(base, "POST", "/api/v1/tokens", {
        token: support,
        body: { name: "reader", scopes: ["read"], days: 30 }
      })
      assert.strictEqual(made.status, 201)
      const { secret, token } = made.body
      assert.isTrue(secret.startsWith(token.prefix) && secret.length === 47)
      const list = yield* send(base, "GET", "/api/v1/tokens", { token: support })
      assert.notInclude(list.text, secret)
      assert.isTrue(list.body.some(({ id }: { id: string }) => id === token.id))
      assert.strictEqual((yield* send(base, "GET", `/api/v1/customers/${root.id}`, { token: secret })).status, 200)
      const refused = yield* send(base, "POST", `/api/v1/customers/${root.id}/suspend`, {
        token: secret,
        body: { reason: "credit" }
      })
      assert.deepStrictEqual([refused.status, refused.body.explanation.rule], [403, "scopeMissing"])
      const wider = yield* send(base, "POST", "/api/v1/tokens", {
        token: secret,
        body: { name: "wider", scopes: everything, days: 1 }
      })
      assert.strictEqual(wider.status, 403)
      assert.strictEqual((yield* send(base, "DELETE", `/api/v1/tokens/${token.id}`, { token: support })).status, 204)
      assert.strictEqual((yield* send(base, "GET", `/api/v1/customers/${root.id}`, { token: secret })).status, 401)
      assert.strictEqual((yield* send(base, "DELETE", `/api/v1/tokens/${token.id}`, { token: support })).status, 404)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("a token opens nothing from the instant at which it expires", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.now())
      const base = yield* url
      const token = yield* tokenFor(operator, everything, 1)
      yield* TestClock.adjust("23 hours")
      assert.strictEqual((yield* send(base, "GET", "/api/v1/portals", { token })).status, 200)
      yield* TestClock.adjust("1 hour")
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* send(base, "GET", "/api/v1/portals", { token })).status, 401)
    }).pipe(Effect.provide(layer()))
  )

  it.live("a customer that is not seen is as one that is not there", () =>
    Effect.gen(function* () {
      const { base, root } = yield* opened
      const stranger = yield* tokenFor({ ...operator, platform: `plt_${"0".repeat(26)}` as never })
      const [unseen, absent] = yield* Effect.all([
        send(base, "GET", `/api/v1/customers/${root.id}`, { token: stranger }),
        send(base, "GET", `/api/v1/customers/${nobody}`, { token: stranger })
      ])
      assert.deepStrictEqual([unseen.status, absent.status], [404, 404])
      assert.strictEqual(unseen.text.replaceAll(root.id, ""), absent.text.replaceAll(nobody, ""))
    }).pipe(Effect.provide(layer()))
  )
})
