import { networkInterfaces } from "node:os"
import { routes, serve } from "@clientele/http/server"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as IpNetwork from "effect/net/IpNetwork"
import * as TestClock from "effect/testing/TestClock"
import { assert, describe, it } from "@effect/vitest"
import { opened, password } from "./people.ts"
import { kernel, layer, send, url } from "./running.ts"

const loopback = [IpNetwork.fromStringUnsafe("127.0.0.0/8")]

/** Asks for somebody, as the proxy before the server would. */
const from = (address: string | null) =>
  Effect.flatMap(url, (base) =>
    send(base, "GET", "/api/v1/health", { headers: address === null ? {} : { "x-forwarded-for": address } })
  )

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.family === "IPv6")

describe("limits per address", () => {
  it.live("each caller behind a known proxy is counted alone, and a network of 64 bits is one caller", () =>
    Effect.gen(function* () {
      const statuses = yield* Effect.forEach(
        ["192.0.2.1", "192.0.2.2", "192.0.2.1", "2001:db8::1", "2001:db8:0:0:9::2", "2001:db8:0:1::1", "::1", "::2"],
        (address) => Effect.map(from(address), ({ status }) => status)
      )
      assert.deepStrictEqual(statuses, [200, 200, 429, 200, 429, 200, 200, 429])
    }).pipe(Effect.provide(layer({ requestsPerMinute: 1, trustedProxies: loopback })))
  )

  it.live("nobody but a known proxy says for whom they ask", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* from("192.0.2.1")).status, 200)
      assert.strictEqual((yield* from("192.0.2.2")).status, 429)
    }).pipe(Effect.provide(layer({ requestsPerMinute: 1, trustedProxies: [IpNetwork.fromStringUnsafe("10.0.0.0/8")] })))
  )

  it.live.skipIf(!hasIpv6)("an old address is the same one on a socket of the new kind", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* from(null)).status, 200)
      assert.strictEqual((yield* from("127.0.0.1")).status, 429)
    }).pipe(
      Effect.provide(
        serve(routes(), { host: "::", port: 0 }, { requestsPerMinute: 1, trustedProxies: loopback }).pipe(
          Layer.provideMerge(kernel)
        )
      )
    )
  )

  it.effect("a minute later, whoever asked too often may ask again, also when the clock was set back", () =>
    Effect.gen(function* () {
      yield* TestClock.adjust("1 day")
      const base = yield* url
      const ask = Effect.map(send(base, "GET", "/api/v1/health"), ({ status }) => status)
      assert.deepStrictEqual([yield* ask, yield* ask], [200, 429])
      yield* TestClock.adjust("59 seconds")
      assert.strictEqual(yield* ask, 429)
      yield* TestClock.adjust("-6 hours")
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* ask, 200)
    }).pipe(Effect.provide(layer({ requestsPerMinute: 1 })))
  )

  it.live("remembers so many callers, and forgets whoever came first", () =>
    Effect.gen(function* () {
      const ask = (address: string) => Effect.map(from(address), ({ status }) => status)
      assert.deepStrictEqual(
        [yield* ask("192.0.2.1"), yield* ask("192.0.2.2"), yield* ask("192.0.2.1"), yield* ask("192.0.2.3")],
        [200, 200, 429, 200]
      )
      assert.deepStrictEqual([yield* ask("192.0.2.3"), yield* ask("192.0.2.1")], [429, 200])
    }).pipe(Effect.provide(layer({ requestsPerMinute: 1, remembered: 2, trustedProxies: loopback })))
  )
})

describe("limits of signing in", () => {
  it.live("ten times as many tries come from one address as with one login, whichever logins they are for", () =>
    Effect.gen(function* () {
      const { signIn } = yield* opened
      const attempt = (address: string, login: string) =>
        Effect.map(signIn(login, "wrong wrong wrong", { "x-forwarded-for": address }), ({ status }) => status)
      const logins = Array.from({ length: 11 }, (_, number) => `nobody${number}`)
      const statuses = yield* Effect.forEach(logins, (login) => attempt("192.0.2.1", login))
      assert.deepStrictEqual(statuses, [...logins.slice(1).map(() => 401), 429])
      // What was refused by its address counted for no login.
      assert.strictEqual(yield* attempt("192.0.2.2", "nobody10"), 401)
      assert.strictEqual(yield* attempt("192.0.2.2", "nobody9"), 429)
    }).pipe(Effect.provide(layer({ signInsPerQuarter: 1, trustedProxies: loopback })))
  )

  it.live("whoever signed in has all their tries again", () =>
    Effect.gen(function* () {
      const { signIn } = yield* opened
      const wrong = Effect.map(signIn("ada@root.example", "wrong wrong wrong"), ({ status }) => status)
      const right = Effect.map(signIn("ada@root.example", password), ({ status }) => status)
      assert.deepStrictEqual(
        [yield* wrong, yield* right, yield* wrong, yield* right, yield* wrong],
        [401, 201, 401, 201, 401]
      )
    }).pipe(Effect.provide(layer({ signInsPerQuarter: 2 })))
  )
})
