/**
 * Customers: making, reading, editing, the tree around them, what happened to them, and who may do what.
 *
 * @since 0.1.0
 */
import { Action, Authority, Command, CustomerView, History, Issue, Listing } from "@clientele/core"
import * as Schema from "effect/Schema"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as OpenApi from "effect/http-api/OpenApi"
import { Authentication } from "./Authentication.ts"
import * as Problems from "./Problems.ts"
import * as Wire from "./Wire.ts"

const says = (summary: string, description?: string) =>
  OpenApi.annotations({ summary, ...(description === undefined ? {} : { description }) })

/**
 * Schema for what the full check finds in a draft, warnings too; no errors in it means that it would be accepted.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Validated = Schema.Struct({ issues: Schema.Array(Issue.Issue) }).annotate({ identifier: "Validated" })

/**
 * The group of customers.
 *
 * @category contract
 * @since 0.1.0
 */
export class CustomersApi extends HttpApiGroup.make("customers")
  .add(
    HttpApiEndpoint.post("openPlatform", "/platforms", {
      payload: Schema.Struct(Command.inputs.openPlatform),
      headers: Wire.how,
      success: Wire.Created,
      error: Problems.execute
    }).annotateMerge(says("Open a platform", "For the installation's operator.")),
    HttpApiEndpoint.post("validate", "/drafts/validate", {
      payload: Schema.Struct(Command.inputs.create),
      success: Validated,
      error: Problems.execute
    }).annotateMerge(
      says("Check a draft in full", "Writes nothing. Answers with all issues at once, each with a pointer.")
    ),
    HttpApiEndpoint.post("open", "/drafts", {
      payload: Schema.Struct(Command.inputs.open),
      headers: Wire.how,
      success: Wire.Created,
      error: Problems.execute
    }).annotateMerge(
      says("Save a draft", "A customer in the stage draft: anything may be missing. Edit it, then submit it.")
    ),
    HttpApiEndpoint.post("create", "/customers", {
      payload: Schema.Struct(Command.inputs.create),
      headers: Wire.how,
      success: Wire.Created,
      error: Problems.execute
    }).annotateMerge(says("Create a customer", "Saves and submits in one go.")),
    HttpApiEndpoint.get("page", "/customers", {
      query: Listing.PageQuery.fields,
      success: Listing.Page,
      error: Problems.list
    }).annotateMerge(says("Page through customers", "Those that you see. `next` is the `after` of the next page.")),
    HttpApiEndpoint.get("get", "/customers/:customer", {
      params: Wire.about,
      success: Wire.Shown,
      error: Problems.read
    }).annotateMerge(says("Read a customer")),
    HttpApiEndpoint.patch("edit", "/customers/:customer", {
      params: Wire.about,
      headers: Wire.how,
      payload: Wire.patch(Schema.Unknown),
      success: Wire.Done,
      error: [...Problems.execute, Problems.VersionRequired]
    }).annotateMerge(
      says("Edit a customer", "The body is a JSON merge patch of what is filled in; `null` clears. Needs `If-Match`.")
    ),
    HttpApiEndpoint.get("ancestors", "/customers/:customer/ancestors", {
      params: Wire.about,
      success: Schema.Array(CustomerView.CustomerView),
      error: Problems.read
    }).annotateMerge(says("Read the customers above", "Nearest first, as far as you see them.")),
    HttpApiEndpoint.get("children", "/customers/:customer/children", {
      params: Wire.about,
      success: Schema.Array(CustomerView.CustomerView),
      error: Problems.read
    }).annotateMerge(says("Read the customers directly below")),
    HttpApiEndpoint.get("history", "/customers/:customer/history", {
      params: Wire.about,
      success: Schema.Array(History.Entry),
      error: Problems.read
    }).annotateMerge(says("Read what happened to a customer", "One entry per command, with every field that changed.")),
    HttpApiEndpoint.get("explain", "/customers/:customer/access/:action", {
      params: { ...Wire.about, action: Schema.Literals(Action.actions) },
      success: Authority.Explanation,
      error: Problems.read
    }).annotateMerge(says("Explain whether and why you may do something"))
  )
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Customers" })) {}
