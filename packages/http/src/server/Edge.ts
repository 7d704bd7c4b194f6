/** What surrounds all routes: an id, limits, headers, a line in the log, and one sentence for whatever breaks. */
import type { IncomingMessage } from "node:http"
import { prefix } from "../contract/Api.ts"
import * as ByteSize from "effect/ByteSize"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpMiddleware from "effect/http/HttpMiddleware"
import * as HttpServerError from "effect/http/HttpServerError"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Answers from "./Answers.ts"
import * as Body from "./Body.ts"
import * as Measures from "./Measures.ts"
import type { Settings } from "./Options.ts"
import { type Info, make, RequestInfo } from "./RequestInfo.ts"
import type { Throttle } from "./Throttle.ts"

type Response = HttpServerResponse.HttpServerResponse

/** Nobody waits longer for an answer; what was under way then may have been done, and a key tells whether. */
const patience = "9 seconds"

const withBody: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE", "QUERY"])

/** Whether a path is the contract's, however it is spelt: the router reads percent signs too. */
const isApi = (url: string): boolean => {
  if (url.startsWith(`${prefix}/`)) return true
  const path = url.replace(/[?#].*$/su, "")
  try {
    return decodeURIComponent(path).startsWith(`${prefix}/`)
  } catch {
    return path.startsWith(`${prefix}/`)
  }
}

/** Older callers name no host; those of today have to, and Node leaves it to us to say so. */
const lacksHost = ({ headers, source }: HttpServerRequest): boolean =>
  headers["host"] === undefined && (source as IncomingMessage).httpVersion === "1.1"

/** Where a defect came from, without its message: that may hold what somebody typed. */
const whereabouts = (cause: Cause.Cause<unknown>): string =>
  cause.reasons
    .map((reason) => {
      const thrown = reason._tag === "Die" ? reason.defect : reason._tag === "Fail" ? reason.error : null
      if (!(thrown instanceof Error)) return reason._tag
      const frames = (thrown.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line))
      return [thrown.name, ...frames.slice(0, 12)].join("\n")
    })
    .join("\n")

/** Headers of every answer, unless its route set its own: of the API's, and of all others. */
const headersOf = (settings: Settings) => {
  const all = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    ...(settings.origins.length === 0 ? { "cross-origin-resource-policy": "same-origin" } : {}),
    ...(settings.secureCookies ? { "strict-transport-security": "max-age=31536000" } : {})
  }
  return {
    api: {
      ...all,
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'"
    },
    others: {
      ...all,
      // The pages of the documentation bring their own script inside.
      "content-security-policy":
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
    }
  }
}

const dressed = (response: Response, info: Info, headers: Readonly<Record<string, string>>): Response => {
  const retry =
    response.status === 503 && response.headers["retry-after"] === undefined
      ? { "retry-after": String(Answers.soon) }
      : {}
  return HttpServerResponse.setHeaders(response, { ...headers, ...response.headers, ...retry, "x-request-id": info.id })
}

/** Wraps the routes of a server. */
export const around = <E, R>(
  app: Effect.Effect<Response, E, R>,
  settings: Settings,
  throttle: Throttle["Service"]
): Effect.Effect<Response, E, R | HttpServerRequest> => {
  const headers = headersOf(settings)
  const admitted = Effect.gen(function* () {
    const request = yield* HttpServerRequest
    if (lacksHost(request)) return Answers.unreadable("A request of HTTP/1.1 names its host")
    // Other pages read their forms themselves, within the same length.
    const refused = withBody.has(request.method) && isApi(request.url) ? yield* Body.admit(request, settings) : null
    if (refused !== null) return refused
    return yield* app.pipe(
      Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(settings.maxBody)),
      Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.succeed(Answers.unavailable()) })
    )
  })

  const shared =
    settings.origins.length === 0
      ? identity
      : HttpMiddleware.cors({
          allowedOrigins: settings.origins,
          allowedHeaders: [
            "authorization",
            "content-type",
            "if-match",
            "idempotency-key",
            "last-event-id",
            "x-csrf-token",
            // What Effect's client says of the trace that a request belongs to.
            "traceparent",
            "b3"
          ],
          exposedHeaders: ["etag", "location", "retry-after", "x-request-id"],
          credentials: true,
          maxAge: 600
        })

  /** Whoever asks too often is told so, and a page of theirs may read it: what a browser asks beforehand counts too. */
  const limited = Effect.flatMap(HttpServerRequest, ({ method, remoteAddress }) =>
    Effect.matchEffect(throttle.request(Option.getOrElse(remoteAddress, () => "")), {
      onFailure: (error) => {
        const refused = Effect.succeed(Answers.tooMany(error))
        return method === "OPTIONS" ? refused : shared(refused)
      },
      onSuccess: () => shared(admitted)
    })
  )

  const answered = Effect.gen(function* () {
    const request = yield* HttpServerRequest
    const info = make(request.headers["x-request-id"])
    const began = yield* Clock.currentTimeMillis
    const response = yield* limited.pipe(
      Effect.provideService(RequestInfo, info),
      Effect.catchCause((cause) => failed(cause, info))
    )
    const took = (yield* Clock.currentTimeMillis) - began
    yield* Measures.request(request.method, info, response.status, took)
    // The router says this one itself, in plain words.
    const ofApi = isApi(request.url)
    const said = response.status === 415 && ofApi ? Answers.mediaType() : response
    return dressed(said, info, ofApi ? headers.api : headers.others)
  })

  return settings.trustedProxies.length === 0
    ? answered
    : HttpMiddleware.xForwardedHeaders({ trustedProxies: settings.trustedProxies })(answered)
}

/** What no route answered, or what broke in one. Whoever went away needs no answer. */
const failed = <E>(cause: Cause.Cause<E>, info: Info): Effect.Effect<Response, E> => {
  if (Cause.hasInterruptsOnly(cause)) return Effect.failCause(cause)
  const error = Option.getOrNull(Cause.findErrorOption(cause))
  if (error instanceof HttpServerError.HttpServerError) {
    if (error.reason._tag === "RouteNotFound") return Effect.succeed(Answers.notFound())
    if (error.reason._tag === "RequestParseError") return Effect.succeed(Answers.unreadable())
  }
  return Effect.as(
    Effect.annotateLogs(Effect.logError("a request broke"), {
      request: info.id,
      route: info.route,
      where: whereabouts(cause)
    }),
    Answers.broken(info.id)
  )
}
