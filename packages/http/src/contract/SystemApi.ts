/**
 * How the server is: for load balancers, supervisors and monitors.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import * as Problems from "./Problems.ts"

/**
 * Schema for the answer of a server that is well.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Well = Schema.Struct({ status: Schema.Literal("ok") }).annotate({ identifier: "Well" })

/**
 * The group of the server itself.
 *
 * @category contract
 * @since 0.1.0
 */
export class SystemApi extends HttpApiGroup.make("system")
  .add(
    HttpApiEndpoint.get("health", "/health", { success: Well }).annotateMerge(
      OpenApi.annotations({ summary: "Is the process alive?", description: "Asks nothing of the store." })
    ),
    HttpApiEndpoint.get("ready", "/ready", { success: Well, error: Problems.CustomerStoreUnavailable }).annotateMerge(
      OpenApi.annotations({
        summary: "Can it serve?",
        description: "503 while the store does not answer, and while it stops."
      })
    ),
    HttpApiEndpoint.get("metrics", "/metrics", {
      success: Schema.String.pipe(HttpApiSchema.asText({ contentType: "text/plain; version=0.0.4" }))
    }).annotateMerge(
      OpenApi.annotations({
        summary: "Metrics for Prometheus",
        description: "Names paths and statuses, never customers or people."
      })
    )
  )
  .annotateMerge(OpenApi.annotations({ title: "Server" })) {}
