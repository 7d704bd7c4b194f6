/** What a browser asks, as far as the pages look at it, and what it gets. */
import * as Redacted from "effect/Redacted"
import type { Html } from "./Html.ts"

export interface Request {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** Fields of a posted form; empty for everything else. */
  readonly posted: URLSearchParams
  /** Secret of the session that the browser holds. */
  readonly secret: Redacted.Redacted | null
}

export interface Response {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly location?: string
  /** Cookies to set, as the API wrote them. */
  readonly cookies?: ReadonlyArray<string>
  /** Seconds after which it is worth while to come back. */
  readonly retryAfter?: number
}

export const page = (body: Html, status = 200): Response => ({
  status,
  type: "text/html; charset=utf-8",
  body: body.text
})

/** What a header cannot carry is written as in any address. */
export const redirect = (location: string): Response => ({
  status: 303,
  type: "text/plain",
  body: "",
  location: location.replace(/[^!-~]+/gu, encodeURIComponent)
})

/** Address to go on with, if it is one of this app's: nobody is led elsewhere. */
export const ownPath = (path: string | null): string =>
  path !== null && /^\/(?![/\\])[!-[\]-~]*$/u.test(path) ? path : "/"

/** Fields that are carried over to a later page. Passwords are not: whoever sent one enters it again. */
export const kept = (posted: URLSearchParams): Array<[name: string, value: string]> =>
  [...posted].filter(([name]) => name !== "csrf" && !/password/iu.test(name))
