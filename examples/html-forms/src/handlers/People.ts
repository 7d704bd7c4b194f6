/** The users of a customer: listing, adding, disabling. */
import { Actor, InputRefused, Secrets, UserId } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { page, type Response } from "../Exchange.ts"
import type * as CustomerPage from "../pages/CustomerPage.ts"
import * as Trouble from "../pages/Trouble.ts"
import * as UsersPage from "../pages/UsersPage.ts"
import { owner, told, type Visit } from "../Visit.ts"

export const handle = (visit: Visit, head: CustomerPage.Head, [user]: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const { desk, request, who } = visit
    const at = `/customers/${head.one.id}/users`
    const { posted } = request
    if (request.method !== "POST") return yield* show(visit, head, new URLSearchParams(), [])
    if (user === undefined) return yield* add(visit, head, at)
    if (!Schema.is(UserId.UserId)(user)) return Trouble.missing(who)
    const enabled = posted.get("enabled") === "true"
    yield* desk.users.change(user, { enabled })
    return told(visit, at, enabled ? "enabled" : "disabled")
  })

const sayings: Readonly<Record<string, string>> = {
  added: "The user can sign in now.",
  enabled: "The user can sign in again.",
  disabled: "The user is disabled, and signed out everywhere."
}

const show = (
  visit: Visit,
  head: CustomerPage.Head,
  entered: URLSearchParams,
  issues: InputRefused.InputRefused["issues"]
) =>
  Effect.gen(function* () {
    const users = yield* visit.desk.users.ofCustomer(head.one.id)
    const just = visit.fillings.told(owner(visit), `/customers/${head.one.id}/users`)
    const said = just === null ? null : (sayings[just.said] ?? null)
    const html = UsersPage.page(visit.who, head, { users, own: owner(visit), said, entered, issues })
    return page(html, issues.length > 0 ? 422 : 200)
  })

const add = (visit: Visit, head: CustomerPage.Head, at: string) =>
  Effect.gen(function* () {
    const { desk, request } = visit
    const { posted } = request
    const text = (name: string) => (posted.get(name) ?? "").trim()
    const role = posted.get("role")
    const password = posted.get("password") ?? ""
    const issues = [
      ...(text("login") === "" ? [{ pointer: "/login", message: "Login is required" }] : []),
      ...(text("displayName") === "" ? [{ pointer: "/displayName", message: "Name is required" }] : []),
      ...([...password].length < Secrets.minimumLength
        ? [{ pointer: "/password", message: `Password: at least ${Secrets.minimumLength} characters` }]
        : []),
      ...(password.length > Secrets.maximumLength
        ? [{ pointer: "/password", message: `Password: at most ${Secrets.maximumLength} characters` }]
        : [])
    ]
    if (issues.length > 0) return yield* show(visit, head, posted, issues)
    return yield* desk.users
      .add({
        home: head.one.id,
        login: text("login"),
        displayName: text("displayName"),
        email: text("email") === "" ? null : text("email"),
        role: Schema.is(Actor.Role)(role) ? role : "user"
      })
      .pipe(
        Effect.tap(({ id }) => desk.users.setPassword(id, Redacted.make(password))),
        Effect.map((): Response => told(visit, at, "added")),
        Effect.catchTags({
          InputRefused: (error) => show(visit, head, posted, error.issues),
          LoginTaken: ({ message }) => show(visit, head, posted, [{ pointer: "/login", message }])
        })
      )
  })
