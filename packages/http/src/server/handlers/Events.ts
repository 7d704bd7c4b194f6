/** The handlers of the feed: pages, and a stream that asks again for each event who may see it. */
import { Customers } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { Api } from "../../contract/Api.ts"
import { Streaming } from "../Streaming.ts"

export const events = HttpApiBuilder.group(
  Api,
  "events",
  Effect.fnUntraced(function* (handlers) {
    const service = yield* Customers.Customers
    const streaming = yield* Streaming
    return handlers.handleAll({
      feed: ({ query }) => service.feed(query),
      follow: Effect.fnUntraced(function* ({ headers, query }) {
        const after = headers["last-event-id"] ?? query.after
        const from = { ...query, ...(after === undefined ? {} : { after }) }
        // Refused before the stream begins, as a problem: afterwards there is only the stream to say it in.
        yield* service.feed({ ...from, limit: 1 })
        return yield* streaming.follow(service, from)
      })
    })
  })
)
