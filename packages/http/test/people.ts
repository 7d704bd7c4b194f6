/** Somebody who can sign in, on a server of its own. */
import { Actor, Customers, Users } from "@clientele/core"
import * as Effect from "effect/Effect"
import { assert } from "@effect/vitest"
import { type Answer, operator, send, tokenFor, url } from "./running.ts"

export const password = "zobone qepugif pugiwi"

/** A platform with an administrator, Ada. */
export const opened = Effect.gen(function* () {
  const base = yield* url
  const customers = yield* Customers.Customers
  const users = yield* Users.Users
  const asOperator = Effect.provideService(Actor.CurrentActor, operator)
  const { customer: root } = yield* asOperator(
    customers.execute({ _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR" } })
  )
  const user = yield* asOperator(
    users.add({ home: root.id, login: "Ada@Root.example", displayName: "Ada", email: null, role: "administrator" })
  )
  const support = yield* tokenFor(operator)
  const set = yield* send(base, "PUT", `/api/v1/users/${user.id}/password`, { token: support, body: { password } })
  assert.strictEqual(set.status, 204)
  const signIn = (login: string, secret: string, more: Record<string, string> = {}) =>
    send(base, "POST", "/api/v1/sessions", {
      body: { platform: root.platform, login, password: secret },
      headers: more
    })
  return { base, root, user, support, signIn }
})

export const cookieOf = (answer: Answer) => (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? ""
