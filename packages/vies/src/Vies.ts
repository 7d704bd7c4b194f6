/**
 * `VatRegistry` over VIES, the EU's VAT information exchange system.
 *
 * @since 0.1.0
 */
import { Instant, VatId, VatRegistry } from "@clientele/core"
import * as Cache from "effect/Cache"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { HttpClient, HttpClientRequest } from "effect/http"
import * as Layer from "effect/Layer"
import { CircuitBreaker, RateLimiter } from "effect/persistence"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import * as Reply from "./Reply.ts"

/**
 * How VIES is asked.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  /** Where the REST service is; the European Commission's where nothing is said. */
  readonly url?: string
  /** VAT id of whoever asks; with it VIES gives each answer a reference that proves it. */
  readonly requester?: string
  /** How long one request may take; 10 seconds where nothing is said. */
  readonly timeout?: Duration.Input
  /** Requests a second, at most; 5 where nothing is said. */
  readonly perSecond?: number
  /** How often a request that may yet succeed is sent again; 2 where nothing is said. */
  readonly retries?: number
  /** How long an answer is kept; a day for a valid id and an hour for an invalid one where nothing is said. No outage is kept. */
  readonly keep?: { readonly valid: Duration.Input; readonly invalid: Duration.Input }
}

/**
 * Where the European Commission runs VIES.
 *
 * @category constants
 * @since 0.1.0
 */
export const url = "https://ec.europa.eu/taxation_customs/vies/rest-api"

/** States that fail this often in a row are left alone for a while, each for itself. */
const failuresToOpen = 5
const leftAlone = Duration.seconds(60)
/** When to ask again after an outage. */
const retryAfter: { readonly [R in VatRegistry.Reason]: Duration.Duration | null } = {
  registryDown: Duration.minutes(15),
  memberStateDown: Duration.minutes(30),
  busy: Duration.minutes(5),
  timeout: Duration.minutes(15),
  unreadable: Duration.minutes(30),
  refused: Duration.hours(24),
  notServed: null
}

/**
 * Layer that asks VIES.
 *
 * **Details**
 *
 * An id is sent once at a time, whoever asks, and its answer kept. Requests are spaced, limited in time, and sent again
 * only where that can help. A member state whose own service fails is left alone for a minute at a time while the others
 * go on. Answers never fail: what VIES does not say is `unavailable`, with the reason and when to ask again. Nothing about
 * the customer is logged.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: Options = {}): Layer.Layer<VatRegistry.VatRegistry, never, HttpClient.HttpClient> =>
  Layer.effect(VatRegistry.VatRegistry, make(options)).pipe(
    Layer.provide(RateLimiter.layer.pipe(Layer.provide(RateLimiter.layerStoreMemory))),
    Layer.provide(CircuitBreaker.layerStoreMemory())
  )

const make = Effect.fnUntraced(function*(options: Options) {
  const client = yield* HttpClient.HttpClient
  const spaced = yield* RateLimiter.makeWithRateLimiter
  const breaker = yield* CircuitBreaker.make({
    tripPolicy: CircuitBreaker.consecutive(failuresToOpen),
    openDuration: leftAlone
  })
  const { keep = { valid: "1 day", invalid: "1 hour" }, perSecond = 5, requester, retries = 2, timeout = "10 seconds" } = options
  const asking = requester === undefined ? {} : {
    requesterMemberStateCode: VatId.prefix(requester) ?? requester.slice(0, 2),
    requesterNumber: requester.slice(2)
  }

  /** One request; fails with the reason for which there is no answer. */
  const ask = (vatId: string): Effect.Effect<Reply.Verdict, VatRegistry.Reason> =>
    HttpClientRequest.post(`${options.url ?? url}/check-vat-number`).pipe(
      HttpClientRequest.acceptJson,
      HttpClientRequest.bodyJsonUnsafe({ countryCode: vatId.slice(0, 2), vatNumber: vatId.slice(2), ...asking }),
      client.execute,
      Effect.flatMap((response) => Effect.map(response.text, (text) => Reply.read(response.status, text))),
      Effect.timeoutOrElse({ duration: timeout, orElse: () => Effect.succeed(Result.fail("timeout" as const)) }),
      Effect.catchTag("HttpClientError", (error) => Effect.succeed(Result.fail(Reply.reasonOf(error)))),
      Effect.flatMap(Effect.fromResult),
      spaced({ key: "vies", limit: perSecond, window: "1 second", algorithm: "token-bucket", onExceeded: "delay" }),
      Effect.catchTag("RateLimiterError", () => Effect.fail("busy" as const))
    )

  const check = Effect.fn("Vies.check")(function*(vatId: string) {
    const state = vatId.slice(0, 2)
    if (!Reply.served.has(state)) return yield* unavailable("notServed")
    const outcome = yield* ask(vatId).pipe(
      Effect.retry({ schedule: Schedule.exponential("500 millis"), times: retries, while: Reply.mayPass }),
      breaker.execute({ key: state, classify: (exit) => Exit.isSuccess(exit) ? CircuitBreaker.success : CircuitBreaker.failure() }),
      Effect.result
    )
    if (Result.isFailure(outcome)) {
      return yield* unavailable(typeof outcome.failure === "string" ? outcome.failure : "memberStateDown")
    }
    const at = Instant.fromMillis(yield* Clock.currentTimeMillis)
    const { reference, valid, ...holder } = outcome.success
    return valid ? { _tag: "valid" as const, at, reference, ...holder } : { _tag: "invalid" as const, at, reference }
  })

  const answers = yield* Cache.makeWith((vatId: string) => check(vatId), {
    capacity: 10_000,
    timeToLive: (exit) =>
      Exit.isSuccess(exit) && exit.value._tag !== "unavailable" ? keep[exit.value._tag] : Duration.zero
  })

  return VatRegistry.VatRegistry.of({ check: (vatId) => Cache.get(answers, vatId) })
})

const unavailable = (reason: VatRegistry.Reason): Effect.Effect<VatRegistry.Answer> =>
  Effect.map(Clock.currentTimeMillis, (millis) => {
    const wait = retryAfter[reason]
    return {
      _tag: "unavailable",
      at: Instant.fromMillis(millis),
      reason,
      retryAt: wait === null ? null : Instant.fromMillis(millis + Duration.toMillis(wait))
    }
  })
