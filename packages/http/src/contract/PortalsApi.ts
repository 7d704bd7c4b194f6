/**
 * The portals in which customers are created, and their forms.
 *
 * @since 0.1.0
 */
import { Form, FormQuery } from "@clientele/core"
import * as Schema from "effect/Schema"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as OpenApi from "effect/http-api/OpenApi"
import { Authentication } from "./Authentication.ts"
import * as Problems from "./Problems.ts"

/**
 * The group of portals.
 *
 * @category contract
 * @since 0.1.0
 */
export class PortalsApi extends HttpApiGroup.make("portals")
  .add(
    HttpApiEndpoint.get("list", "/portals", {
      success: Schema.Array(FormQuery.PortalSummary),
      error: Problems.CustomerStoreUnavailable
    }).annotateMerge(OpenApi.annotations({ summary: "List the portals" })),
    HttpApiEndpoint.get("form", "/forms", {
      query: FormQuery.FormQuery.fields,
      success: Form.Form,
      error: [...Problems.read, Problems.PortalNotFound]
    }).annotateMerge(
      OpenApi.annotations({
        summary: "Read a form",
        description:
          "Plain JSON: steps, fields, choices and rules of `portal` for a new customer, or those of `customer`."
      })
    )
  )
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Portals" })) {}
