/** The app as routes of a server: pages at `/`, beside the API that they ask. */
import { InputRefused } from "@clientele/core"
import { Authentication } from "@clientele/http"
import * as ByteSize from "effect/ByteSize"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
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
    const url = addressOf(request.url)
    if (url === null) return Trouble.missing(null)
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
    Effect.catchDefect((defect) =>
      isUnreadable(defect)
        ? Effect.succeed(unreadable)
        : Effect.as(Effect.logError("a page broke", whereabouts(defect)), broken)
    )
  )

/** An address of this site; `null` for one that leads elsewhere, or nowhere. */
const addressOf = (path: string): URL | null => {
  const site = "http://localhost"
  const url = URL.canParse(path, site) ? new URL(path, site) : null
  return url?.origin === site && !path.startsWith("//") ? url : null
}

/** Where it broke; not its message, which may hold what somebody typed. */
const whereabouts = (defect: unknown): string =>
  defect instanceof Error
    ? [defect.name, ...(defect.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line))].slice(0, 12).join("\n")
    : typeof defect

/** The service does not read what was asked of it: an address or a form that no page of this app made. */
const isUnreadable = (defect: unknown): boolean =>
  defect instanceof InputRefused.InputRefused || Schema.isSchemaError(defect)

const unreadable = Trouble.message(null, 400, "This cannot be read", "Go back, and try it from the page itself.")

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
