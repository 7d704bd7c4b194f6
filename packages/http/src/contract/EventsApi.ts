/**
 * The feed of what happens: in pages, and live.
 *
 * @since 0.1.0
 */
import { Cursor, Listing } from "@clientele/core"
import * as Schema from "effect/Schema"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import { Authentication } from "./Authentication.ts"
import * as Problems from "./Problems.ts"

/**
 * Schema for a page of the feed; `next` is where the next one begins, also where nothing more is there yet.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FeedPage = Schema.Struct({
  items: Schema.Array(Listing.FeedItem),
  next: Schema.NullOr(Cursor.Cursor)
}).annotate({ identifier: "FeedPage" })

/**
 * Schema for a server-sent event.
 *
 * **Details**
 *
 * `recorded`: an event; its id is the cursor from which a follower resumes. `beat`: nothing happened for a while, the line is
 * there. `end`: the server closes the stream and says why: `revoked` (the token or session opens nothing any more; do not come
 * back with it), `changed` (what you are here was changed; come back), `stopping` (the server stops; come back), `unavailable` (the store does not
 * answer; come back later).
 *
 * @category schemas
 * @since 0.1.0
 */
export const Told = Schema.Union([
  Schema.Struct({
    id: Schema.String,
    event: Schema.Literal("recorded"),
    data: Schema.fromJsonString(Schema.toCodecJson(Listing.FeedItem))
  }),
  Schema.Struct({ event: Schema.Literal("beat"), data: Schema.Literal("") }),
  Schema.Struct({
    event: Schema.Literal("end"),
    data: Schema.Literals(["revoked", "changed", "stopping", "unavailable"])
  })
])

const { limit: _, ...following } = Listing.FeedQuery.fields

/**
 * The group of events.
 *
 * @category contract
 * @since 0.1.0
 */
export class EventsApi extends HttpApiGroup.make("events")
  .add(
    HttpApiEndpoint.get("feed", "/events", {
      query: Listing.FeedQuery.fields,
      success: FeedPage,
      error: [Problems.CursorRefused, Problems.PlatformRequired, Problems.CustomerStoreUnavailable]
    }).annotateMerge(
      OpenApi.annotations({ summary: "Read events", description: "After a cursor, in the order of their commits." })
    ),
    HttpApiEndpoint.get("follow", "/events/stream", {
      query: following,
      headers: { "last-event-id": Schema.optionalKey(Schema.String.check(Schema.isMaxLength(600))) },
      success: HttpApiSchema.StreamSse({ events: Told }),
      error: [Problems.CursorRefused, Problems.PlatformRequired, Problems.CustomerStoreUnavailable]
    }).annotateMerge(
      OpenApi.annotations({
        summary: "Follow events",
        description:
          "Server-sent events, live and without end. Resumes after `Last-Event-ID`, or after `after`; whether you may see an event is asked again for each."
      })
    )
  )
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Events" })) {}
