/** The feed, live, over a line that may break: it comes back to where it was. */
import { type Actor, type Cursor, CustomerStore, type Listing } from "@clientele/core"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { Unauthenticated } from "../../contract/EdgeErrors.ts"
import type { ApiClient } from "../ApiClient.ts"
import { pause } from "./retrying.ts"
import { defined } from "./sending.ts"
import { settled } from "./settling.ts"

type Refused = Cursor.CursorRefused | Listing.PlatformRequired

/** The server sends a beat each few seconds: a line that is silent for so long is none. */
const silence = "30 seconds"

export const follow =
  (api: ApiClient<Actor.CurrentActor>, clock: Clock.Clock, outage: Duration.Input) =>
  (
    query: Omit<Listing.FeedQuery, "limit">
  ): Stream.Stream<Listing.FeedItem, Refused | CustomerStore.CustomerStoreUnavailable, Actor.CurrentActor> =>
    Stream.callback(
      (queue) =>
        Effect.gen(function* () {
          /** The last event that was handed on. */
          let last: string | null = null
          let heard = clock.currentTimeMillisUnsafe()
          let tried = 0
          /** Milliseconds that the server asked for. */
          let least = 0

          /** Follows for as long as the line holds. */
          const once = Effect.gen(function* () {
            const headers = last === null ? {} : { "last-event-id": last }
            least = 0
            const told = yield* api.events.follow({ query: defined(query), headers }).pipe(
              Effect.tapErrorTag("TooManyRequests", ({ retryAfter }) =>
                Effect.sync(() => {
                  least = retryAfter * 1000
                })
              ),
              settled
            )
            yield* told.pipe(
              Stream.timeoutOrElse({ duration: silence, orElse: () => Stream.empty }),
              Stream.takeUntil(({ event }) => event === "end"),
              Stream.runForEach((one) => {
                // Of a store that does not answer nothing is heard.
                if (one.event === "end") {
                  return one.data === "revoked" ? Effect.die(new Unauthenticated()) : Effect.void
                }
                heard = clock.currentTimeMillisUnsafe()
                tried = 0
                if (one.event === "beat") return Effect.void
                return Effect.map(Queue.offer(queue, one.data), () => {
                  last = one.id
                })
              }),
              Effect.ignore
            )
          })

          for (;;) {
            const outcome = yield* Effect.result(once)
            const now = clock.currentTimeMillisUnsafe()
            if (Result.isFailure(outcome) && outcome.failure._tag !== "CustomerStoreUnavailable") {
              return yield* Effect.fail(outcome.failure)
            }
            if (now - heard >= Duration.toMillis(outage)) {
              return yield* Result.isFailure(outcome) ? outcome.failure : new CustomerStore.CustomerStoreUnavailable({})
            }
            tried += 1
            yield* Effect.sleep(Math.max(least, yield* pause(tried)))
          }
        }).pipe(Effect.provideService(Clock.Clock, clock)),
      { bufferSize: 16, strategy: "suspend" }
    )
