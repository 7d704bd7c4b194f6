/** The app as routes of a server: pages at `/`, beside the API that they ask. */
import { Authentication } from "@clientele/http"
import * as ByteSize from "effect/ByteSize"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { Request, Response } from "./Exchange.ts"
import * as Handling from "./Handling.ts"
import * as HttpDoor from "./HttpDoor.ts"
import * as Trouble from "./pages/Trouble.ts"

export interface Options {
  /** Where the API is, without `/api/v1`; a function where it is known only once the server listens. */
  readonly api: string | (() => string)
  /** Whether the API's cookies go over TLS alone. */
  readonly secureCookies?: boolean
}

const headers = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff"
}

const maxBody = 500_000

/** Layer that adds the pages to a router; whatever no other route takes is theirs. */
export const routes = ({ api, secureCookies = false }: Options): Layer.Layer<never, never, HttpRouter.HttpRouter> =>
  HttpRouter.use((router) =>
    Effect.gen(function* () {
      const handle = Handling.make(yield* HttpDoor.make(typeof api === "string" ? () => api : api))
      yield* router.add("*", "/*", (request) =>
        Effect.map(answer(handle, request, Authentication.cookieName(secureCookies)), (response) =>
          send(response, request.method)
        )
      )
    })
  )

const answer = (
  handle: ReturnType<typeof Handling.make>,
  request: HttpServerRequest.HttpServerRequest,
  cookie: string
) =>
  Effect.gen(function* () {
    const { method } = request
    if (!["GET", "HEAD", "POST"].includes(method)) {
      return Trouble.message(null, 405, "Not allowed", "Only GET and POST.")
    }
    // What signs in or out, too, comes from a page of this site.
    if (method === "POST" && (request.headers["sec-fetch-site"] ?? "same-origin") !== "same-origin") {
      return Trouble.message(null, 403, "Not sent from here", "This form was sent from another site.")
    }
    const posted = method === "POST" ? yield* Effect.option(request.text) : Option.some("")
    if (Option.isNone(posted)) return Trouble.message(null, 413, "Too long", "This is more than a form can hold.")
    const url = new URL(request.url, "http://localhost")
    const secret = request.cookies[cookie]
    const asked: Request = {
      method,
      path: url.pathname,
      query: url.searchParams,
      posted: new URLSearchParams(posted.value),
      secret: secret === undefined || secret === "" ? null : Redacted.make(secret)
    }
    return yield* Effect.provideService(handle(asked), HttpDoor.Address, Option.getOrNull(request.remoteAddress))
  }).pipe(
    Effect.provideService(HttpServerRequest.MaxBodySize, ByteSize.bytes(maxBody)),
    Effect.catchDefect((defect) => Effect.as(Effect.logError("a page broke", whereabouts(defect)), broken))
  )

/** Where it broke; not its message, which may hold what somebody typed. */
const whereabouts = (defect: unknown): string =>
  defect instanceof Error
    ? [defect.name, ...(defect.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line))].slice(0, 12).join("\n")
    : typeof defect

const broken = Trouble.message(
  null,
  500,
  "That went wrong",
  "Something is broken on our side. Go back and try again; if it stays so, tell your administrator."
)

const send = ({ body, cookies = [], location, retryAfter, status, type }: Response, method: string) =>
  HttpServerResponse.text(method === "HEAD" ? "" : body, {
    status,
    contentType: type,
    headers: {
      ...headers,
      ...(location === undefined ? {} : { location }),
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
      ...(cookies[0] === undefined ? {} : { "set-cookie": cookies[0] })
    }
  })
