/** `Users` over the stores: who may look after whom, and what a change of a user ends. */
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Actor from "../access/Actor.ts"
import * as Authority from "../access/Authority.ts"
import type { Credentials } from "../Credentials.ts"
import type { CustomerId } from "../CustomerId.ts"
import type { CustomerStore, Stored } from "../CustomerStore.ts"
import { node } from "../customer/CustomerView.ts"
import { InputRefused } from "../InputRefused.ts"
import * as Text from "../base/internal/text.ts"
import * as Email from "../party/Email.ts"
import * as Login from "../party/Login.ts"
import type { TokenId } from "../TokenId.ts"
import type { TokenStore } from "../TokenStore.ts"
import * as UserId from "../UserId.ts"
import { type User, UserNotFound, type UserStore } from "../UserStore.ts"
import { fresh, permit } from "./Gathering.ts"
import { now, seenLine } from "./Seeing.ts"

interface Stores {
  readonly customers: CustomerStore["Service"]
  readonly users: UserStore["Service"]
  readonly credentials: Credentials["Service"]
  readonly tokens: TokenStore["Service"]
}

/** What `Users` declares as schemas, by its shape: that module builds on this one. */
type NewUser = Pick<User, "home" | "displayName" | "email" | "role"> & { readonly login: string }
type UserChanges = Partial<Pick<User, "displayName" | "email" | "role" | "enabled">>

export const make = ({ credentials, customers, tokens, users }: Stores) => {
  /** A customer whose users the actor may look after. */
  const home = (id: CustomerId) =>
    Effect.gen(function* () {
      const line = yield* seenLine(customers, id)
      yield* permit(yield* Actor.CurrentActor, "manageUsers", line)
      return line[0].customer
    })

  /** A user that the actor is, itself or through a token, or looks after; `own` says which. */
  const seen = (id: UserId.UserId) =>
    Effect.gen(function* () {
      const actor = yield* Actor.CurrentActor
      const user = yield* users.get(id)
      const line = yield* customers.line(user.home)
      const nodes = line.map(({ customer }) => node(customer))
      const own = Actor.principal(actor).id === id
      const manages = Authority.sees(actor, nodes) && Authority.can(actor, "manageUsers", nodes)
      if (!own && !manages) return yield* new UserNotFound({ user: id })
      return { user, line, own }
    })

  const add = Effect.fn("Users.add")(function* (input: NewUser) {
    const { id, platform } = yield* home(input.home)
    const login = Login.parse(input.login)
    const email = addressOf(input.email)
    const found = [
      ...(login.value === null ? login.findings.map(({ message }) => ({ pointer: "/login", message })) : []),
      ...(email === undefined ? [notAnAddress] : [])
    ]
    if (login.value === null || found.length > 0) return yield* new InputRefused({ issues: found })
    const at = yield* now
    const user: User = {
      id: yield* fresh(UserId.fromParts, at),
      platform,
      home: id,
      role: input.role,
      login: { name: login.value, key: Login.key(login.value) },
      displayName: input.displayName,
      email: email ?? null,
      enabled: true,
      createdAt: at
    }
    yield* users.add(user)
    return user
  })

  /**
   * What is somebody's own, they settle in person. A program that holds their token does not take over the account, by a
   * password or by where letters with one go, unless it may look after users.
   */
  const permitUnlessOwn = (own: boolean, line: ReadonlyArray<Stored>) =>
    Effect.flatMap(Actor.CurrentActor, (actor) =>
      own && actor._tag !== "token" ? Effect.void : permit(actor, "manageUsers", line)
    )

  const change = Effect.fn("Users.change")(function* (id: UserId.UserId, changes: UserChanges) {
    const { line, own, user } = yield* seen(id)
    const settles = changes.role !== undefined || changes.enabled !== undefined
    yield* permitUnlessOwn(own && !settles, line)
    const issues: Array<{ readonly pointer: string; readonly message: string }> = []
    if (own && changes.enabled !== undefined && changes.enabled !== user.enabled) {
      issues.push({ pointer: "/enabled", message: "Nobody disables or enables themselves: ask another administrator" })
    }
    if (own && changes.role !== undefined && changes.role !== user.role) {
      issues.push({ pointer: "/role", message: "Nobody changes their own role: ask another administrator" })
    }
    const email = addressOf(changes.email ?? null)
    if (email === undefined) issues.push(notAnAddress)
    if (issues.length > 0) return yield* new InputRefused({ issues })
    const changed = yield* users.change(
      id,
      changes.email === undefined ? changes : { ...changes, email: email ?? null }
    )
    if (changes.enabled === false) yield* tokens.removeAll(id, null)
    return changed
  })

  const setPassword = Effect.fn("Users.setPassword")(function* (
    id: UserId.UserId,
    hash: Redacted.Redacted,
    keep: TokenId | null = null
  ) {
    const { line, own } = yield* seen(id)
    const actor = yield* Actor.CurrentActor
    // A program that holds a token does not take over the account of the person who made it: the account may more.
    if (own && actor._tag === "token") {
      const nodes = line.map(({ customer }) => node(customer))
      return yield* new Authority.ActionNotAllowed({
        explanation: {
          ...Authority.explain(actor, "manageUsers", nodes),
          allowed: false,
          rule: "scopeMissing",
          sentence: "A token does not set the password of the person who made it"
        }
      })
    }
    yield* permitUnlessOwn(own, line)
    yield* credentials.set(id, hash)
    yield* tokens.removeAll(id, keep)
  })

  return {
    add,
    change,
    setPassword,
    get: Effect.fn("Users.get")(function* (id: UserId.UserId) {
      return (yield* seen(id)).user
    }),
    ofCustomer: Effect.fn("Users.ofCustomer")(function* (id: CustomerId) {
      return yield* users.ofCustomer((yield* home(id)).id)
    })
  }
}

const notAnAddress = { pointer: "/email", message: "Write the e-mail address like name@example.com" }

/** An address in its canonical form, `null` for none, `undefined` where it is none. Whether it can be reached shows when a letter goes. */
const addressOf = (input: string | null): string | null | undefined => {
  if (input === null) return null
  const address = Email.split(Text.line(input))
  return address === undefined ? undefined : `${address.local}@${address.domain}`
}
