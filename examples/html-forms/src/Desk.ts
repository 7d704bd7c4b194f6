/** What the app asks of the service behind it, for one person at a time. */
import type { Actor, Customers, CustomerView, Issue, UserId, Users, UserStore } from "@clientele/core"
import type { EdgeErrors, SessionsApi } from "@clientele/http"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"

export type View = CustomerView.CustomerView
export type Id = View["id"]

/** Where somebody who is signed in stands: with their own eyes and hands, and nobody else's. */
export interface Desk {
  readonly session: SessionsApi.Session
  /** The customer at which the person is at home; `null` for support. */
  readonly home: View | null
  readonly customers: Customers.Customers["Service"]
  readonly users: Pick<Users.Users["Service"], "add" | "change" | "get" | "ofCustomer"> & {
    readonly setPassword: (
      user: UserId.UserId,
      password: Redacted.Redacted
    ) => ReturnType<Users.Users["Service"]["setPassword"]>
  }
  /** Has everything inside asked by this person. */
  readonly inPerson: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, Exclude<R, Actor.CurrentActor>>
  /** Ends the session; returns the cookies that take it out of the browser. */
  readonly signOut: Effect.Effect<ReadonlyArray<string>, Users.Unavailable>
}

interface SignedIn {
  readonly session: SessionsApi.Session
  readonly cookies: ReadonlyArray<string>
}

/** The way in. */
export interface Door {
  /** Ends the session that the browser had. */
  readonly signIn: (
    login: string,
    password: Redacted.Redacted,
    had: Redacted.Redacted | null
  ) => Effect.Effect<SignedIn, EdgeErrors.SignInRefused | EdgeErrors.TooManyRequests | Users.Unavailable>
  readonly enter: (secret: Redacted.Redacted) => Effect.Effect<Desk, EdgeErrors.Unauthenticated | Users.Unavailable>
}

/** The errors first, as the check ordered them. */
export type Issues = ReadonlyArray<Issue.Issue>

export type User = UserStore.User
