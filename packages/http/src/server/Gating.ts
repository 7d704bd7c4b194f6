/** What every endpoint passes: whatever of the request cannot be read is told at once. */
import { InputRefused } from "@clientele/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Cause from "effect/Cause"
import * as Schema from "effect/Schema"
import type * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import { HttpApiSchemaError } from "effect/http-api/HttpApiError"
import { appendPreResponseHandler } from "effect/http/HttpEffect"
import * as HttpRouter from "effect/http/HttpRouter"
import { HttpServerRequest, ParsedSearchParams } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { TooManyRequests } from "../contract/EdgeErrors.ts"
import { Gate } from "../contract/Gate.ts"
import { RequestInfo } from "./RequestInfo.ts"

type Issues = InputRefused.InputRefused["issues"]

const strict = { errors: "all", onExcessProperty: "error" } as const

/** What is wrong with one part of the request. */
const wrong = (part: string, schema: Schema.Top | undefined, input: unknown): Issues => {
  if (schema === undefined) return []
  const exit = Schema.decodeUnknownExit(
    schema as Schema.Codec<unknown>,
    part === "/headers" ? { errors: "all" } : strict
  )(input)
  if (Exit.isSuccess(exit)) return []
  const error = Option.getOrNull(Cause.findErrorOption(exit.cause))
  if (!Schema.isSchemaError(error)) return []
  return InputRefused.told(error.issue, input, part)
}

const bodySchema = (endpoint: HttpApiEndpoint.Top): Schema.Top | undefined =>
  [...endpoint.payload.values()].flatMap(({ schemas }) => schemas)[0]

/** All that is wrong with a request of which one part could not be read. */
const all = (endpoint: HttpApiEndpoint.Top, failed: HttpApiSchemaError) =>
  Effect.gen(function* () {
    const request = yield* HttpServerRequest
    const { params } = yield* HttpRouter.RouteContext
    const query = yield* ParsedSearchParams
    const schema = bodySchema(endpoint)
    const text = schema === undefined ? "" : yield* Effect.orDie(request.text)
    const body = ((): Issues => {
      if (schema === undefined) return []
      try {
        return wrong("", schema, text === "" ? undefined : JSON.parse(text))
      } catch {
        return [{ pointer: "", message: "The body is not valid JSON" }]
      }
    })()
    const issues = [
      ...wrong("/path", endpoint.params, params),
      ...wrong(
        "/query",
        endpoint.query === undefined ? undefined : Schema.toCodecArrayFromSingle(endpoint.query),
        query
      ),
      ...wrong("/headers", endpoint.headers, request.headers),
      ...body
    ]
    const own = InputRefused.told(failed.cause.issue, undefined, `/${failed.kind.toLowerCase()}`)
    return new InputRefused.InputRefused({ issues: issues.length === 0 ? own : issues })
  })

/** Layer of the contract's gate. */
export const layer: Layer.Layer<Gate> = Layer.succeed(
  Gate,
  Gate.of(
    (httpEffect, { endpoint }) =>
      Effect.gen(function* () {
        const info = yield* Effect.contextWith((context: Context.Context<never>) =>
          Effect.succeed(Context.getOrUndefined(context, RequestInfo))
        )
        if (info !== undefined) info.route = endpoint.path
        return yield* Effect.catch(httpEffect, (error: unknown) => {
          if (HttpApiSchemaError.is(error)) {
            // What we could not write is ours, and no fault of the request.
            return error.kind === "Body" || error.kind === "ResponseHeaders"
              ? Effect.die(error)
              : Effect.flatMap(all(endpoint, error), Effect.fail)
          }
          return Effect.andThen(
            error instanceof TooManyRequests
              ? appendPreResponseHandler((_, response) =>
                  Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", String(error.retryAfter)))
                )
              : Effect.void,
            Effect.fail(error) as Effect.Effect<never, never>
          )
        })
      }) as Effect.Effect<HttpServerResponse.HttpServerResponse, never, never>
  )
)
