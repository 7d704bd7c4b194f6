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
import { HttpClient, HttpClientRequest, type HttpClientResponse } from "effect/http"
import * as Layer from "effect/Layer"
import { CircuitBreaker, RateLimiter } from "effect/persistence"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
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
  /** VAT id of whoever asks; with it VIES gives each answer a reference that proves it. One that cannot be an id fails the layer; one that VIES does not know is left out. */
  readonly requester?: string
  /** How long one request may take, waiting for its turn included; 10 seconds where nothing is said. */
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

/** An answer has some hundred characters; whatever is longer than this many bytes is none. */
const longest = 64 * 1024
/** States that fail this often in a row are left alone for a while, each for itself. */
const failuresToOpen = 5
/** What says nothing about a state: that we ask too often, or that we may not ask. Neither does a caller who goes away. */
const blameless: ReadonlySet<VatRegistry.Reason> = new Set(["busy", "refused"])
const leftAlone = Duration.seconds(60)
/** When to ask again after an outage. */
const retryAfter: { readonly [R in VatRegistry.Reason]: Duration.Duration | null } = {
  registryDown: Duration.minutes(15),
  memberStateDown: Duration.minutes(30),
  busy: Duration.minutes(5),
  timeout: Duration.minutes(15),
  unreadable: Duration.minutes(30),
  refused: Duration.hours(24),
  notServed: null,
  malformed: null
}

/**
 * Says that the VAT id of whoever asks is none, or none that VIES serves: asking could never bring a reference.
 *
 * @category errors
 * @since 0.1.0
 */
export class RequesterRefused extends Schema.TaggedError<RequesterRefused>()("RequesterRefused", {
  requester: Schema.String,
  message: Schema.String
}) {}

/**
 * Layer that asks VIES.
 *
 * **Details**
 *
 * An id is read first, so that case, dots and `GR` do not matter; what cannot be one is not sent (`malformed`). Each is sent
 * once at a time, whoever asks, and its answer kept. Requests are spaced, limited in time, and sent again
 * only where that can help. A member state that keeps failing is left alone for a minute at a time while the others go
 * on; being asked too often, being refused and callers who go away do not count against it. Answers never fail: what VIES does not say is `unavailable`, with the reason and when to ask again. Nothing about
 * the customer is logged.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (
  options: Options = {}
): Layer.Layer<VatRegistry.VatRegistry, RequesterRefused, HttpClient.HttpClient> =>
  Layer.effect(VatRegistry.VatRegistry, make(options)).pipe(
    Layer.provide(RateLimiter.layer.pipe(Layer.provide(RateLimiter.layerStoreMemory))),
    Layer.provide(CircuitBreaker.layerStoreMemory())
  )

const make = Effect.fnUntraced(function* (options: Options) {
  const client = yield* HttpClient.HttpClient
  const spaced = yield* RateLimiter.makeWithRateLimiter
  const breaker = yield* CircuitBreaker.make({
    tripPolicy: CircuitBreaker.consecutive(failuresToOpen),
    openDuration: leftAlone
  })
  const {
    keep = { valid: "1 day", invalid: "1 hour" },
    perSecond = 5,
    requester,
    retries = 2,
    timeout = "10 seconds"
  } = options
  const asking = requester === undefined ? undefined : yield* askerOf(requester)
  /** Why a state was left alone: what it last failed with. */
  const failed = new Map<string, VatRegistry.Reason>()

  /** One request; fails with the reason for which there is no answer. */
  const send = (vatId: string, asker: Asker | undefined): Effect.Effect<Reply.Verdict, VatRegistry.Reason> =>
    HttpClientRequest.post(`${options.url ?? url}/check-vat-number`).pipe(
      HttpClientRequest.acceptJson,
      HttpClientRequest.bodyJsonUnsafe({ countryCode: vatId.slice(0, 2), vatNumber: vatId.slice(2), ...asker }),
      client.execute,
      Effect.flatMap((response) => Effect.map(bodyOf(response), (text) => Reply.read(response.status, text))),
      Effect.catchTag("TooLong", () => Effect.succeed(Result.fail("unreadable" as const))),
      Effect.catchTag("HttpClientError", (error) => Effect.succeed(Result.fail(Reply.reasonOf(error)))),
      Effect.flatMap(Effect.fromResult),
      inTime
    )

  /** Waiting for one's turn is a part of the time; whoever never had it was not kept waiting by the state. */
  const inTime = <A>(request: Effect.Effect<A, VatRegistry.Reason>): Effect.Effect<A, VatRegistry.Reason> =>
    Effect.suspend(() => {
      let sent = false
      return Effect.suspend(() => {
        sent = true
        return request
      }).pipe(
        spaced({ key: "vies", limit: perSecond, window: "1 second", algorithm: "token-bucket", onExceeded: "delay" }),
        Effect.catchTag("RateLimiterError", () => Effect.fail("busy" as const)),
        Effect.timeoutOrElse({
          duration: timeout,
          orElse: () => Effect.fail<VatRegistry.Reason>(sent ? "timeout" : "busy")
        })
      )
    })

  /** A requester that VIES does not know must not keep the customer from an answer: then the answer has no reference. */
  const ask = (vatId: string): Effect.Effect<Reply.Verdict, VatRegistry.Reason> =>
    asking === undefined
      ? send(vatId, undefined)
      : Effect.catchIf(
          send(vatId, asking),
          (reason) => reason === "refused",
          () => send(vatId, undefined)
        )

  const check = Effect.fn("Vies.check")(function* (vatId: string) {
    const state = vatId.slice(0, 2)
    if (!Reply.served.has(state)) return yield* unavailable("notServed")
    const outcome = yield* ask(vatId).pipe(
      Effect.retry({ schedule: Schedule.exponential("500 millis"), times: retries, while: Reply.mayPass }),
      Effect.result,
      breaker.execute({ key: state, classify: outcomeOf }),
      Effect.catchTag("CircuitBreakerError", () => Effect.succeed(Result.fail(failed.get(state) ?? "memberStateDown")))
    )
    if (Result.isFailure(outcome)) {
      if (!blameless.has(outcome.failure)) failed.set(state, outcome.failure)
      return yield* unavailable(outcome.failure)
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

  return VatRegistry.VatRegistry.of({
    check: (vatId) => {
      const { value } = VatId.parse(vatId)
      return value === null ? unavailable("malformed") : Cache.get(answers, value)
    }
  })
})

interface Asker {
  readonly requesterMemberStateCode: string
  readonly requesterNumber: string
}

const askerOf = (requester: string): Effect.Effect<Asker, RequesterRefused> => {
  const { findings, value } = VatId.parse(requester)
  const state = value?.slice(0, 2) ?? ""
  return value !== null && Reply.served.has(state)
    ? Effect.succeed({ requesterMemberStateCode: state, requesterNumber: value.slice(2) })
    : Effect.fail(new RequesterRefused({ requester, message: findings[0]?.message ?? `VIES does not serve ${state}` }))
}

const outcomeOf = (exit: Exit.Exit<Result.Result<Reply.Verdict, VatRegistry.Reason>>): CircuitBreaker.Outcome => {
  if (Exit.isFailure(exit)) return CircuitBreaker.ignored
  if (Result.isSuccess(exit.value)) return CircuitBreaker.success
  return blameless.has(exit.value.failure) ? CircuitBreaker.ignored : CircuitBreaker.failure()
}

/** The body as text, read no further than an answer can be long. */
const bodyOf = (response: HttpClientResponse.HttpClientResponse) =>
  Effect.suspend(() => {
    let bytes = 0
    return response.stream.pipe(
      Stream.mapEffect((chunk) => {
        bytes += chunk.length
        return bytes > longest ? Effect.fail({ _tag: "TooLong" as const }) : Effect.succeed(chunk)
      }),
      Stream.decodeText,
      Stream.mkString
    )
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
