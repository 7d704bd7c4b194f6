import { CustomerId, VatRegistry } from "@clientele/core"
import { Vies } from "@clientele/vies"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FetchHttpClient } from "effect/http"
import { failing, json, type Registry, registered, registry } from "./registry.ts"

const asking = <A>(
  options: Vies.Options,
  prepare: (server: Registry) => void,
  body: (check: (vatId: string) => Effect.Effect<VatRegistry.Answer>, server: Registry) => Effect.Effect<A>
) =>
  Effect.gen(function* () {
    const server = yield* registry
    prepare(server)
    return yield* Effect.gen(function* () {
      const vat = yield* VatRegistry.VatRegistry
      return yield* body(vat.check, server)
    }).pipe(
      Effect.provide(Vies.layer({ url: server.url, retries: 0, perSecond: 1000, ...options })),
      Effect.provide(FetchHttpClient.layer)
    )
  })

const reason = (answer: VatRegistry.Answer) => (answer._tag === "unavailable" ? answer.reason : answer._tag)

describe("Vies", () => {
  it.live("tells that an id is registered, with its holder and, to whoever names an id of its own, a reference", () =>
    asking(
      { requester: "NL000099998B57" },
      () => {},
      (check, server) =>
        Effect.gen(function* () {
          const answer = yield* check("NL006486253B01")
          assert.strictEqual(answer._tag, "valid")
          assert.deepInclude(answer, {
            reference: "WAPIAAAAYqJbSbUt",
            name: "VOORBEELD B.V.",
            address: "HOEVENWEG 00021\n5652AW EINDHOVEN"
          })
          assert.deepEqual(server.requests[0], {
            countryCode: "NL",
            vatNumber: "006486253B01",
            requesterMemberStateCode: "NL",
            requesterNumber: "000099998B57"
          } as never)
        })
    )
  )

  it.live("tells that an id is not registered", () =>
    asking(
      {},
      (server) => (server.answer = (body, response) => json(response, 200, { ...body, valid: false, name: "---" })),
      (check) => Effect.map(check("BE0403019261"), ({ _tag }) => assert.strictEqual(_tag, "invalid"))
    )
  )

  it.live("takes an id that cannot be one as not registered", () =>
    asking(
      {},
      (server) => (server.answer = failing("INVALID_INPUT", 400)),
      (check) => Effect.map(check("BE0403019261"), ({ _tag }) => assert.strictEqual(_tag, "invalid"))
    )
  )

  for (const [fault, expected, answer] of [
    ["a member state that is out", "memberStateDown", failing("MS_UNAVAILABLE")],
    ["a service that is out", "registryDown", failing("SERVICE_UNAVAILABLE", 500)],
    ["too many requests at once", "busy", failing("GLOBAL_MAX_CONCURRENT_REQ")],
    ["throttling by status", "busy", (_, response) => json(response, 429, "")],
    ["a state that did not answer in time", "timeout", failing("TIMEOUT")],
    ["a blocked address", "refused", failing("IP_BLOCKED")],
    ["a fault that nobody documented", "registryDown", failing("SOMETHING_NEW")],
    [
      "a state that is out, told beside a no",
      "memberStateDown",
      (body, response) => json(response, 200, { ...body, valid: false, userError: "MS_UNAVAILABLE" })
    ],
    ["a gateway's error page", "registryDown", (_, response) => json(response, 502, "<html>Bad Gateway</html>")],
    ["garbage", "unreadable", (_, response) => json(response, 200, '{"valid":')],
    ["a verdict that is no boolean", "unreadable", (_, response) => json(response, 200, { valid: "yes" })],
    [
      "an answer without end",
      "unreadable",
      (_, response) => {
        const more = setInterval(() => response.write(" ".repeat(32 * 1024)), 1)
        response.on("close", () => clearInterval(more))
      }
    ],
    ["a connection that is half closed", "registryDown", (_, response) => response.socket?.end()],
    [
      "an answer that breaks off",
      "registryDown",
      (_, response) => {
        response.writeHead(200, { "content-length": "5000" }).write('{"valid": true,')
        response.socket?.destroy()
      }
    ],
    ["a connection that is cut before the answer", "registryDown", (_, response) => response.socket?.destroy()]
  ] as ReadonlyArray<readonly [string, VatRegistry.Reason, Registry["answer"]]>) {
    it.live(`takes ${fault} as no answer, never as no`, () =>
      asking(
        {},
        (server) => (server.answer = answer),
        (check) =>
          Effect.gen(function* () {
            const got = yield* check("DE136695976")
            assert.include([expected, "unreadable"], reason(got))
            if (expected !== "registryDown") assert.strictEqual(reason(got), expected)
            assert.isTrue(got._tag === "unavailable" && got.retryAt !== null && got.retryAt > got.at)
          })
      )
    )
  }

  it.live("gives up on a slow answer", () =>
    asking(
      { timeout: "50 millis" },
      (server) => (server.answer = () => {}),
      (check) => Effect.map(check("DE136695976"), (answer) => assert.strictEqual(reason(answer), "timeout"))
    )
  )

  it.live("gives up on an answer that comes drop by drop", () =>
    asking(
      { timeout: "60 millis" },
      (server) =>
        (server.answer = (_, response) => {
          response.writeHead(200, { "content-type": "application/json" })
          const drops = setInterval(() => response.write(" "), 10)
          response.on("close", () => clearInterval(drops))
        }),
      (check) => Effect.map(check("DE136695976"), (answer) => assert.strictEqual(reason(answer), "timeout"))
    )
  )

  it.live("answers about the customer, though VIES does not know the requester", () =>
    asking(
      { requester: "nl 0000.99.998.B57" },
      (server) =>
        (server.answer = (body, response) =>
          (body.requesterNumber === undefined ? registered : failing("INVALID_REQUESTER_INFO"))(body, response)),
      (check, server) =>
        Effect.gen(function* () {
          const answer = yield* check("DE136695976")
          assert.deepInclude(answer, { _tag: "valid", reference: null })
          assert.deepStrictEqual(
            server.requests.map(({ requesterNumber }) => requesterNumber),
            ["000099998B57", undefined]
          )
        })
    )
  )

  it.live("gives up on an address where nobody listens", () =>
    asking(
      { url: "http://127.0.0.1:9" },
      () => {},
      (check) => Effect.map(check("DE136695976"), (answer) => assert.strictEqual(reason(answer), "registryDown"))
    )
  )

  it.live("asks again where that can help, and takes the answer then", () =>
    asking(
      { retries: 2 },
      (server) => {
        server.answer = (body, response, count) =>
          count < 2 ? failing("MS_MAX_CONCURRENT_REQ")(body, response) : registered(body, response)
      },
      (check, server) =>
        Effect.gen(function* () {
          assert.strictEqual((yield* check("DE136695976"))._tag, "valid")
          assert.strictEqual(server.requests.length, 2)
        })
    )
  )

  it.live("asks once for the same id, however many ask; an outage is not kept", () =>
    asking(
      {},
      () => {},
      (check, server) =>
        Effect.gen(function* () {
          yield* Effect.all([check("DE136695976"), check("DE136695976")], { concurrency: 2 })
          yield* check("DE136695976")
          assert.strictEqual(server.requests.length, 1)
          server.answer = failing("MS_UNAVAILABLE")
          yield* check("FR40303265045")
          server.answer = registered
          assert.strictEqual((yield* check("FR40303265045"))._tag, "valid")
        })
    )
  )

  it.live("leaves a state that keeps failing alone, and goes on with the others", () =>
    asking(
      {},
      (server) => {
        server.answer = (body, response) =>
          body.countryCode === "DE" ? failing("MS_UNAVAILABLE")(body, response) : registered(body, response)
      },
      (check, server) =>
        Effect.gen(function* () {
          for (let last = 0; last < 100; last++) yield* check(`DE1366959${String(last).padStart(2, "0")}`)
          assert.strictEqual(server.requests.filter(({ countryCode }) => countryCode === "DE").length, 5)
          assert.strictEqual(reason(yield* check("DE136695976")), "memberStateDown")
          assert.strictEqual((yield* check("NL006486253B01"))._tag, "valid")
        })
    )
  )

  it.live("C: reads an id before it is sent: case, dots and GR do not matter", () =>
    asking(
      {},
      () => {},
      (check, server) =>
        Effect.gen(function* () {
          assert.strictEqual((yield* check("GR094259216"))._tag, "valid")
          yield* check("el 094.259.216")
          yield* check("nl 0064.86.253.b01")
          yield* check("NL006486253B01")
          assert.deepStrictEqual(
            server.requests.map(({ countryCode, vatNumber }) => countryCode + vatNumber),
            ["EL094259216", "NL006486253B01"]
          )
        })
    )
  )

  it.live("C: does not send what cannot be an id, and says neither no nor not served", () =>
    asking(
      {},
      () => {},
      (check, server) =>
        Effect.gen(function* () {
          for (const none of ["", "006486253B01", "DE136695977", "US123456789", "x".repeat(10_000)]) {
            assert.deepInclude(yield* check(none), { _tag: "unavailable", reason: "malformed", retryAt: null })
          }
          assert.strictEqual(server.requests.length, 0)
        })
    )
  )

  it.live("C: a requester that is no id that VIES serves fails the layer", () =>
    Effect.gen(function* () {
      for (const requester of ["NL000099998B58", "GB980780684", ""]) {
        const failed = yield* Effect.flip(
          asking(
            { requester },
            () => {},
            () => Effect.void
          )
        )
        assert.deepInclude(failed, { _tag: "RequesterRefused", requester })
      }
    })
  )

  it.live("does not ask for what VIES does not serve", () =>
    asking(
      {},
      () => {},
      (check, server) =>
        Effect.gen(function* () {
          const answer = yield* check("GB980780684")
          assert.deepInclude(answer, { _tag: "unavailable", reason: "notServed", retryAt: null })
          assert.strictEqual(server.requests.length, 0)
        })
    )
  )
})

describe("VatRegistry.toCommand", () => {
  const at = "2026-11-22T09:30:00.000Z" as VatRegistry.Answer["at"]
  const customer = CustomerId.fromParts(0, [0, 0, 0, 0])
  const command = (answer: VatRegistry.Answer) => VatRegistry.toCommand(customer, "BE0403019261", answer)

  it("C: tells outcome and proof, and no instant but the seconds until asking again", () => {
    const about = { _tag: "recordVatEvidence", customer, vatId: "BE0403019261" } as const
    assert.deepStrictEqual(command({ _tag: "valid", at, reference: "WAPI-1", name: null, address: null }), {
      ...about,
      outcome: "valid",
      reference: "WAPI-1"
    })
    const retryAt = "2026-11-22T10:00:00.000Z" as typeof at
    assert.deepStrictEqual(command({ _tag: "unavailable", at, reason: "memberStateDown", retryAt }), {
      ...about,
      outcome: "unavailable",
      retryAfter: 1800
    })
    assert.deepStrictEqual(command({ _tag: "unavailable", at, reason: "notServed", retryAt: null }), {
      ...about,
      outcome: "unavailable"
    })
  })
})
