/** The live feed of one follower: events as they come, a beat while none does, and an end with its reason. */
import { Actor, type Customers, type Listing, TokenStore, UserStore } from "@clientele/core"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import { CurrentToken } from "../contract/Authentication.ts"
import { TooManyRequests } from "../contract/EdgeErrors.ts"
import type { Told } from "../contract/EventsApi.ts"
import { type Presented, CurrentSecret, open } from "./Authenticating.ts"
import { Stopping } from "./Stopping.ts"

type Event = typeof Told.Type

/** A follower is asked who it is at least this often, also while nothing happens. */
const beat = "5 seconds"

/** Streams that one token or session has at a time, at most. */
const most = 20

/** Whoever asks is not what they were when the stream began. */
const changed = Symbol("changed")

const end = (data: Extract<Event, { readonly event: "end" }>["data"]): Event => ({ event: "end", data })

export class Streaming extends Context.Service<
  Streaming,
  {
    readonly follow: (
      service: Customers.Customers["Service"],
      query: Omit<Listing.FeedQuery, "limit">
    ) => Effect.Effect<Stream.Stream<Event>, TooManyRequests, Actor.CurrentActor | CurrentToken>
  }
>()("@clientele/http/server/Streaming") {
  static readonly layer: Layer.Layer<Streaming, never, TokenStore.TokenStore | UserStore.UserStore> = Layer.effect(
    Streaming,
    Effect.gen(function* () {
      const stores = yield* Effect.context<TokenStore.TokenStore | UserStore.UserStore>()
      const stopping = yield* Stopping
      const lines = new Map<string, number>()
      const leave = (token: string) => {
        const left = (lines.get(token) ?? 1) - 1
        if (left > 0) lines.set(token, left)
        else lines.delete(token)
      }

      const follow = Effect.fnUntraced(function* (
        service: Customers.Customers["Service"],
        query: Omit<Listing.FeedQuery, "limit">
      ) {
        const actor = yield* Actor.CurrentActor
        const token = yield* CurrentToken
        if ((lines.get(token.id) ?? 0) >= most) return yield* new TooManyRequests({ retryAfter: 30 })
        lines.set(token.id, (lines.get(token.id) ?? 0) + 1)
        const secret = yield* Effect.serviceOption(CurrentSecret)
        const presented: Presented | null = secret._tag === "None" ? null : { kind: token.kind, secret: secret.value }
        /**
         * Fails where whoever asks is nobody any more, or somebody else: events are shown as to the one of the beginning, so
         * that a changed role begins anew. Without a secret (another way of authenticating) nothing can be asked again.
         */
        const asked: Effect.Effect<void, unknown> =
          presented === null
            ? Effect.void
            : Effect.flatMap(Effect.provideContext(open(presented), stores), (opened) =>
                JSON.stringify(opened.actor) === JSON.stringify(actor) ? Effect.void : Effect.fail(changed)
              )
        /** What an event is to whoever asks: the customer may be seen no more since it was read. */
        const told = (item: Listing.FeedItem) =>
          Effect.gen(function* () {
            yield* asked
            const customer = item.recorded.customer
            const seen = yield* service.get(customer).pipe(
              Effect.provideService(Actor.CurrentActor, actor),
              Effect.as(true),
              Effect.catchTag("CustomerNotFound", () => Effect.succeed(false))
            )
            return seen ? [{ id: item.cursor, event: "recorded", data: item } satisfies Event] : []
          })
        const recorded = service
          .follow(query)
          .pipe(
            Stream.provideService(Actor.CurrentActor, actor),
            Stream.mapEffect(told),
            Stream.flatMap(Stream.fromIterable)
          )
        const beats = Stream.fromSchedule(Schedule.spaced(beat)).pipe(
          Stream.mapEffect(() => Effect.as(asked, { event: "beat", data: "" } satisfies Event))
        )
        return Stream.merge(recorded, beats).pipe(
          Stream.catch((error: unknown) =>
            Stream.make(
              end(
                error === changed
                  ? "changed"
                  : (error as { _tag?: string })._tag === "Unauthenticated"
                    ? "revoked"
                    : "unavailable"
              )
            )
          ),
          Stream.merge(Stream.fromEffect(Effect.as(Deferred.await(stopping), end("stopping")))),
          Stream.takeUntil(({ event }) => event === "end"),
          Stream.ensuring(Effect.sync(() => leave(token.id)))
        )
      })

      return Streaming.of({ follow })
    })
  )
}
