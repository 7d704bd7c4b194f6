/** Asking again where an answer was lost or the server asks for patience. */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import * as Headers from "effect/http/Headers"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"

export interface Patience {
  /** Times that something is asked for in all. */
  readonly tries: number
  /** How long one answer is waited for. */
  readonly timeout: Duration.Input
}

const first = 100
const longest = 5_000
/** A server that wants more (milliseconds) is not waited for: the caller is told instead. */
const patient = 30_000

/** Milliseconds before the next try: twice as long each time, and not all clients at once. */
export const pause = (tried: number): Effect.Effect<number> =>
  Effect.map(Random.next, (random) => Math.min(longest, first * 2 ** (tried - 1)) * (0.5 + random / 2))

/** Reads of the contract that are no GET. */
const asking = ["/commands/preview", "/drafts/validate"]
const stream = "/events/stream"

/** Whether asking twice does no more than asking once. A stream comes back by itself, from where it was. */
const isRepeatable = ({ headers, method, url }: HttpClientRequest): boolean =>
  method === "GET"
    ? !url.endsWith(stream)
    : headers["idempotency-key"] !== undefined || asking.some((path) => url.endsWith(path))

const isPassing = (status: number): boolean => status === 429 || (status >= 502 && status <= 504)

type Outcome<E> = Result.Result<HttpClientResponse, E | HttpClientError.HttpClientError>

/** Milliseconds that a server asks for; 0 where it asks for none. */
const asked = (response: HttpClientResponse, now: number): number => {
  const header = response.headers["retry-after"]
  const read = header === undefined ? null : Headers.parseRetryAfter(header)
  return read !== null && Result.isSuccess(read) ? Duration.toMillis(Headers.retryAfterDelay(read.success, now)) : 0
}

/** Least time before it is worth asking again; `null` where it is not. */
const least = <E>(outcome: Outcome<E>, now: number): number | null => {
  if (Result.isFailure(outcome)) {
    const error = outcome.failure
    const lost =
      HttpClientError.isHttpClientError(error) &&
      (error.reason._tag === "TransportError" || error.reason._tag === "DecodeError")
    return lost ? 0 : null
  }
  if (!isPassing(outcome.success.status)) return null
  const millis = asked(outcome.success, now)
  return millis > patient ? null : millis
}

/** Answers with the whole body, so that one that breaks off counts as lost. */
const whole = (response: HttpClientResponse) =>
  (response.headers["content-type"] ?? "").startsWith("text/event-stream")
    ? Effect.succeed(response)
    : Effect.as(response.arrayBuffer, response)

export const retrying =
  ({ timeout, tries }: Patience, clock: Clock.Clock) =>
  <E, R>(
    client: HttpClient.HttpClient.With<E, R>
  ): HttpClient.HttpClient.With<E | HttpClientError.HttpClientError, R> =>
    HttpClient.transform(client, (send, request) => {
      const once = Effect.flatMap(send, whole).pipe(
        Effect.timeoutOrElse({
          duration: timeout,
          orElse: () =>
            Effect.fail(
              new HttpClientError.HttpClientError({
                reason: new HttpClientError.TransportError({ request, description: "no answer in time" })
              })
            )
        })
      )
      return (isRepeatable(request) ? again(once, tries) : once).pipe(Effect.provideService(Clock.Clock, clock))
    })

const again = <E, R>(
  once: Effect.Effect<HttpClientResponse, E | HttpClientError.HttpClientError, R>,
  tries: number
): Effect.Effect<HttpClientResponse, E | HttpClientError.HttpClientError, R> =>
  Effect.gen(function* () {
    for (let tried = 1; ; tried++) {
      const outcome = yield* Effect.result(once)
      const wait = tried < tries ? least(outcome, yield* Clock.currentTimeMillis) : null
      if (wait === null) return yield* Effect.fromResult(outcome)
      yield* Effect.sleep(Math.max(wait, yield* pause(tried)))
    }
  })
