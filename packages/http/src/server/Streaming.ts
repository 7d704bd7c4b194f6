/** The live feed of one follower: events as they come, a beat while none does, and an end with its reason. */
import { Actor, type Customers, type Listing, TokenStore, UserStore } from "@clientele/core"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import { CurrentToken } from "../contract/Authentication.ts"
import type { Told } from "../contract/EventsApi.ts"
import { type Presented, CurrentSecret, open } from "./Authenticating.ts"
import { Stopping } from "./Stopping.ts"

type Event = typeof Told.Type

/** A follower is asked who it is at least this often, also while nothing happens. */
const beat = "5 seconds"

const end = (data: Extract<Event, { readonly event: "end" }>["data"]): Event => ({ event: "end", data })

export class Streaming extends Context.Service<
  Streaming,
  {
    readonly follow: (
      service: Customers.Customers["Service"],
      query: Omit<Listing.FeedQuery, "limit">
    ) => Effect.Effect<Stream.Stream<Event>, never, Actor.CurrentActor | CurrentToken>
  }
>()("@clientele/http/server/Streaming") {
  static readonly layer: Layer.Layer<Streaming, never, TokenStore.TokenStore | UserStore.UserStore> = Layer.effect(
    Streaming,
    Effect.gen(function* () {
      const stores = yield* Effect.context<TokenStore.TokenStore | UserStore.UserStore>()
      const stopping = yield* Stopping

      const follow = Effect.fnUntraced(function* (
        service: Customers.Customers["Service"],
        query: Omit<Listing.FeedQuery, "limit">
      ) {
        const actor = yield* Actor.CurrentActor
        const token = yield* CurrentToken
        const secret = yield* Effect.serviceOption(CurrentSecret)
        const presented: Presented | null = secret._tag === "None" ? null : { kind: token.kind, secret: secret.value }
        /** Who asks, as that is now; without a secret (another way of authenticating) it is who asked at first. */
        const asked: Effect.Effect<Actor.Actor, unknown> =
          presented === null
            ? Effect.succeed(actor)
            : Effect.map(Effect.provideContext(open(presented), stores), (opened) => opened.actor)
        /** What this event is to whoever asks now: a role or a sight may have changed since the stream began. */
        const told = (item: Listing.FeedItem) =>
          Effect.gen(function* () {
            const now = yield* asked
            const customer = item.recorded.customer
            const seen = yield* service.get(customer).pipe(
              Effect.provideService(Actor.CurrentActor, now),
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
            Stream.make(end((error as { _tag?: string })._tag === "Unauthenticated" ? "revoked" : "unavailable"))
          ),
          Stream.merge(Stream.fromEffect(Effect.as(Deferred.await(stopping), end("stopping")))),
          Stream.takeUntil(({ event }) => event === "end")
        )
      })

      return Streaming.of({ follow })
    })
  )
}
