/** Answers of the edge itself, as the contract says them. */
import { InputRefused } from "@clientele/core"
import * as Schema from "effect/Schema"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as EdgeErrors from "../contract/EdgeErrors.ts"
import * as Problems from "../contract/Problems.ts"

/** Seconds after which whatever is unavailable is asked again. */
export const soon = 2

const answer = <A>(problem: Schema.Codec<A, unknown>, error: A): HttpServerResponse.HttpServerResponse => {
  const body = Schema.encodeSync(problem)(error) as { readonly status: number }
  return HttpServerResponse.text(JSON.stringify(body), {
    status: body.status,
    contentType: "application/problem+json"
  })
}

export const notFound = () => answer(Problems.RouteNotFound, new EdgeErrors.RouteNotFound())

export const tooLarge = (of: EdgeErrors.PayloadTooLarge["of"], limit: number) =>
  // What is left of the body is not read, so nothing else can come on this connection.
  HttpServerResponse.setHeader(
    answer(Problems.PayloadTooLarge, new EdgeErrors.PayloadTooLarge({ of, limit })),
    "connection",
    "close"
  )

export const unreadable = (message = "The request cannot be read") =>
  answer(Problems.InputRefused, new InputRefused.InputRefused({ issues: [{ pointer: "", message }] }))

export const mediaType = () => answer(Problems.MediaTypeRefused, new EdgeErrors.MediaTypeRefused())

export const tooMany = (error: EdgeErrors.TooManyRequests) =>
  HttpServerResponse.setHeader(answer(Problems.TooManyRequests, error), "retry-after", String(error.retryAfter))

export const broken = (request: string) => answer(Problems.InternalFailure, new EdgeErrors.InternalFailure({ request }))

export const unavailable = () => answer(Problems.Unavailable, new EdgeErrors.ServerBusy())
