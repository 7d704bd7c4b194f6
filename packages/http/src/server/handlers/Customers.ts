/** The handlers of customers, commands, portals: each asks the service, and adds what HTTP adds. */
import { Authority, type Command, Customers, CustomerView, Execution, History, Listing } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { Api, prefix } from "../../contract/Api.ts"
import * as CommandsApi from "../../contract/CommandsApi.ts"
import { VersionRequired } from "../../contract/EdgeErrors.ts"
import { createdStatus } from "../../contract/Problems.ts"
import * as Wire from "../../contract/Wire.ts"
import * as Written from "../Written.ts"

const [executed, made] = [Written.as(Execution.Executed), Written.as(Execution.Executed, createdStatus)]
const [view, views] = [Written.as(CustomerView.CustomerView), Written.as(Schema.Array(CustomerView.CustomerView))]
const page = Written.as(Listing.Page)
const history = Written.as(Schema.Array(History.Entry))
const previewed = Written.as(Execution.Preview)

const done = (body: Execution.Executed) => executed(body, { etag: Wire.etag(body.customer.version) })

const created = (body: Execution.Executed) =>
  made(body, { etag: Wire.etag(body.customer.version), location: `${prefix}/customers/${body.customer.id}` })

export const customers = HttpApiBuilder.group(
  Api,
  "customers",
  Effect.fnUntraced(function* (handlers) {
    const service = yield* Customers.Customers
    const make = (command: Command.Command, headers: Wire.How) =>
      Effect.map(service.execute(command, Wire.toOptions(headers)), created)
    return handlers.handleAll({
      openPlatform: ({ headers, payload }) => make({ _tag: "openPlatform", ...payload }, headers),
      open: ({ headers, payload }) => make({ _tag: "open", ...payload }, headers),
      create: ({ headers, payload }) => make({ _tag: "create", ...payload }, headers),
      validate: ({ payload }) =>
        service.preview({ _tag: "create", ...payload }).pipe(
          Effect.map(({ warnings }) => ({ issues: warnings })),
          Effect.catchTag("DraftRefused", ({ issues }) => Effect.succeed({ issues }))
        ),
      edit: Effect.fnUntraced(function* ({ headers, params, payload }) {
        if (headers["if-match"] === undefined) {
          // Whoever may not see it, or may not edit it, is told that and no more.
          const explanation = yield* service.explain(params.customer, "edit")
          return yield* explanation.allowed ? new VersionRequired() : new Authority.ActionNotAllowed({ explanation })
        }
        const command = { _tag: "edit", customer: params.customer, changes: payload } as const
        return done(yield* service.execute(command, Wire.toOptions(headers)))
      }),
      get: ({ params }) =>
        Effect.map(service.get(params.customer), (body) => view(body, { etag: Wire.etag(body.version) })),
      page: ({ query }) => Effect.map(service.page(query), (body) => page(body)),
      ancestors: ({ params }) => Effect.map(service.ancestors(params.customer), (body) => views(body)),
      children: ({ params }) => Effect.map(service.children(params.customer), (body) => views(body)),
      history: ({ params }) => Effect.map(service.history(params.customer), (body) => history(body)),
      explain: ({ params }) => service.explain(params.customer, params.action)
    })
  })
)

export const commands = HttpApiBuilder.group(
  Api,
  "commands",
  Effect.fnUntraced(function* (handlers) {
    const service = yield* Customers.Customers
    const command =
      (name: CommandsApi.Name) =>
      ({ headers, params, payload }: { headers: Wire.How; params: { customer: string }; payload?: object }) =>
        // The endpoint's own schema has read the body, so that it is what this command takes.
        Effect.map(
          service.execute(
            { ...payload, _tag: name, customer: params.customer } as Command.Command,
            Wire.toOptions(headers)
          ),
          done
        )
    return handlers.handleAll({
      preview: ({ headers, payload }) =>
        Effect.map(service.preview(payload, Wire.toOptions(headers)), (body) => previewed(body)),
      ...(Object.fromEntries(CommandsApi.names.map((name) => [name, command(name)])) as Record<
        CommandsApi.Name,
        ReturnType<typeof command>
      >)
    })
  })
)

export const portals = HttpApiBuilder.group(
  Api,
  "portals",
  Effect.fnUntraced(function* (handlers) {
    const service = yield* Customers.Customers
    return handlers.handleAll({ list: () => service.portals, form: ({ query }) => service.form(query) })
  })
)
