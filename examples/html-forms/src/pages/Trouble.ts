/** What did not work, and what to do now. Nothing that was typed is lost on these pages. */
import type { Cursor, Execution, FormQuery, InputRefused, Listing, Users, UserStore } from "@clientele/core"
import type { EdgeErrors } from "@clientele/http"
import { kept, ownPath, page, type Request, type Response } from "../Exchange.ts"
import { hidden, html, type Part } from "../Html.ts"
import * as Words from "../Words.ts"
import * as Layout from "./Layout.ts"

export type Failure =
  | Execution.ExecuteError
  | Users.Unavailable
  | Cursor.CursorRefused
  | Listing.PlatformRequired
  | FormQuery.PortalNotFound
  | UserStore.UserNotFound
  | UserStore.LoginTaken
  | InputRefused.InputRefused
  | EdgeErrors.TooManyRequests

interface Told {
  readonly status: number
  readonly title: string
  readonly text: string
  /** Whether the same can be sent again as it was. */
  readonly again: boolean
}

const unavailable: Told = {
  status: 503,
  title: "Not reachable at the moment",
  text: "The service does not answer. Nothing was changed. Wait a moment, then try again: it is done once, however often you try.",
  again: true
}

const toldOf = (failure: Failure): Told => {
  switch (failure._tag) {
    case "CustomerStoreUnavailable":
    case "UserStoreUnavailable":
    case "CredentialsUnavailable":
    case "TokenStoreUnavailable":
    case "MicrosoftDirectoryUnavailable":
      return unavailable
    case "TooManyRequests":
      return { status: 429, title: "One moment", text: Words.sentence(failure.message), again: true }
    case "CustomerNotFound":
      return { status: 404, title: "Not found", text: "There is no such customer, or you do not see it.", again: false }
    case "UserNotFound":
      return { status: 404, title: "Not found", text: "There is no such user, or you do not see it.", again: false }
    case "PortalNotFound":
      return { status: 404, title: "Not found", text: "There is no such portal.", again: false }
    case "ActionNotAllowed":
      return {
        status: 403,
        title: "You may not do this",
        text: `${Words.sentence(failure.message)} Ask somebody who may.`,
        again: false
      }
    case "CommandRefused":
      return { status: 409, title: "The rules refuse this", text: Words.sentence(failure.message), again: true }
    case "VersionConflict":
      return {
        status: 412,
        title: "Somebody else wrote first",
        text: "The customer was changed since you looked at it. Look at it as it is now, then decide again.",
        again: false
      }
    case "DraftRefused":
      return {
        status: 422,
        title: "Something is missing or wrong",
        text: failure.issues.map(({ message }) => Words.sentence(message)).join(" "),
        again: false
      }
    case "InputRefused":
      return { status: 422, title: "This cannot be read", text: Words.sentence(failure.message), again: false }
    case "LoginTaken":
      return { status: 409, title: "This login is taken", text: Words.sentence(failure.message), again: false }
    case "IdempotencyConflict":
      return {
        status: 422,
        title: "Sent twice, and not the same",
        text: "This form was sent in before with something else in it. Look at the list of customers first.",
        again: false
      }
    case "CursorRefused":
      return {
        status: 400,
        title: "This page of the list is gone",
        text: "Begin the list again from its first page.",
        again: false
      }
    case "PlatformRequired":
      return { status: 400, title: "Which platform?", text: Words.sentence(failure.message), again: false }
  }
}

/** Returns the page of a failure; with what was sent, so that it can be sent again. */
export const answer = (who: Layout.Who | null, request: Request, failure: Failure): Response => {
  const { again, status, text, title } = toldOf(failure)
  const retry = again && (request.method === "POST" ? resend(who, request) : reload(request))
  const body = html`<div class="sheet"><h1>${title}</h1><p>${text}</p>
    <div class="actions">${retry}<a class="button" href="${placeOf(request.path)}">${placeOf(request.path) === "/" ? "To the customers" : "Back to the customer"}</a></div></div>`
  return {
    ...page(around(who, title, body), status),
    ...(status === 503 ? { retryAfter: 5 } : {}),
    ...(failure._tag === "TooManyRequests" ? { retryAfter: failure.retryAfter } : {})
  }
}

const around = (who: Layout.Who | null, title: string, body: Part) =>
  who === null ? Layout.open(title, body) : Layout.page(who, { title }, body)

/** The customer that an address is about, else the beginning. */
const placeOf = (path: string): string => /^\/customers\/[^/]+(?=\/)/u.exec(path)?.[0] ?? "/"

const resend = (who: Layout.Who | null, { path, posted }: Request): Part =>
  html`<form method="post" action="${ownPath(path)}">${
    who !== null && hidden("csrf", who.csrf)
  }${kept(posted).map(([name, value]) => hidden(name, value))}<button class="primary">Try again</button></form>`

const reload = ({ path, query }: Request): Part =>
  html`<a class="button primary" href="${ownPath(path)}${query.size > 0 && `?${query.toString()}`}">Try again</a>`

export const missing = (who: Layout.Who | null, text = "There is no such page, or it is gone."): Response =>
  message(who, 404, "Not found", text)

export const message = (who: Layout.Who | null, status: number, title: string, text: string): Response =>
  page(
    around(
      who,
      title,
      html`<div class="sheet"><h1>${title}</h1><p>${text}</p><div class="actions"><a class="button" href="/">To the customers</a></div></div>`
    ),
    status
  )
