import { UserStore } from "@clientele/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { assert, describe, it } from "@effect/vitest"
import { opened } from "./people.ts"
import { everything, layer, nobody, operator, send, tokenFor, url } from "./running.ts"

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

  it.effect("when a token was used last is written, once a minute", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.now())
      const base = yield* url
      const token = yield* tokenFor(operator)
      const used = Effect.map(
        send(base, "GET", "/api/v1/tokens", { token }),
        ({ body }) => Date.parse(body[0].lastUsedAt) - began
      )
      yield* TestClock.adjust("1 minute")
      const began = yield* Clock.currentTimeMillis
      assert.strictEqual(yield* used, 0)
      yield* TestClock.adjust("59 seconds")
      assert.strictEqual(yield* used, 0)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* used, 60_000)
    }).pipe(Effect.provide(layer()))
  )

  it.live("a token opens nothing while its user is disabled", () =>
    Effect.gen(function* () {
      const { base, root, user } = yield* opened
      const users = yield* UserStore.UserStore
      const token = yield* tokenFor({
        _tag: "user",
        id: user.id,
        platform: root.platform,
        home: root.id,
        role: "administrator"
      })
      const ask = Effect.map(send(base, "GET", "/api/v1/portals", { token }), ({ status }) => status)
      assert.strictEqual(yield* ask, 200)
      // One that was made just then: those that were there before are revoked with it.
      yield* users.change(user.id, { enabled: false })
      assert.strictEqual(yield* ask, 401)
      yield* users.change(user.id, { enabled: true })
      assert.strictEqual(yield* ask, 200)
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
