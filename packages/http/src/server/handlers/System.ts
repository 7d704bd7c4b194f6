/** How the server is. */
import { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as PrometheusMetrics from "effect/observability/PrometheusMetrics"
import { Api } from "../../contract/Api.ts"

const well = { status: "ok" } as const

export const system = HttpApiBuilder.group(
  Api,
  "system",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* CustomerStore.CustomerStore
    return handlers.handleAll({
      health: () => Effect.succeed(well),
      ready: () => Effect.as(store.many([]), well),
      metrics: () => PrometheusMetrics.format()
    })
  })
)
