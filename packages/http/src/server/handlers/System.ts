/** How the server is. */
import { CustomerId, CustomerStore } from "@clientele/core"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as PrometheusMetrics from "effect/observability/PrometheusMetrics"
import { Api } from "../../contract/Api.ts"
import { Stopping } from "../Stopping.ts"

const nobody = CustomerId.fromParts(0, [0, 0, 0, 0])
const well = { status: "ok" } as const

export const system = HttpApiBuilder.group(
  Api,
  "system",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* CustomerStore.CustomerStore
    const stopping = yield* Stopping
    return handlers.handleAll({
      health: () => Effect.succeed(well),
      ready: Effect.fnUntraced(function* () {
        if (Deferred.isDoneUnsafe(stopping)) return yield* new CustomerStore.CustomerStoreUnavailable({})
        // A customer that is not there: a question that the store has to answer itself.
        yield* store.line(nobody)
        return well
      }),
      metrics: () => PrometheusMetrics.format()
    })
  })
)
