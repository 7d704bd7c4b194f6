import { Actor, Customers, TokenStore, Users } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/testing/TestClock"
import { createHash } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import { follow, type Told } from "./following.ts"
import { everything, layer, operator, send, tokenFor, url } from "./running.ts"

const opened = Effect.gen(function* () {
  const base = yield* url
  const customers = yield* Customers.Customers
  const as = (actor: Actor.Actor) => Effect.provideService(Actor.CurrentActor, actor)
  const { customer: root } = yield* as(operator)(
    customers.execute({ _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR" } })
  )
  const create = (parent: typeof root.id, name: string) =>
    Effect.map(
      as(operator)(
        customers.execute({
          _tag: "create",
          parent,
          portal: "plain",
          draft: { name, currency: "EUR", address: { country: "NL" } }
        })
      ),
      ({ customer }) => customer
    )
  const run = (command: Parameters<typeof customers.execute>[0]) => as(operator)(customers.execute(command))
  return { base, customers, root, create, run }
})

const of = (told: Told | null) => (told === null ? null : JSON.parse(told.data).recorded)

describe("live events", () => {
  it.live("tells what was and what comes, and resumes after the last one heard", () =>
    Effect.gen(function* () {
      const { base, create, root } = yield* opened
      const token = yield* tokenFor(operator)
      const path = `/api/v1/events/stream?platform=${root.platform}`
      const stream = yield* follow(base, path, { authorization: `Bearer ${token}` })
      assert.strictEqual(stream.type, "text/event-stream")
      const first = yield* stream.next
      assert.strictEqual(of(first).event._tag, "PlatformOpened")
      const made = yield* create(root.id, "One B.V.")
      const second = yield* stream.next
      assert.deepStrictEqual([second?.event, of(second).customer], ["recorded", made.id])
      yield* stream.close
      yield* create(root.id, "Two B.V.")
      const again = yield* follow(base, path, { authorization: `Bearer ${token}`, "last-event-id": second?.id ?? "" })
      assert.strictEqual(of(yield* again.next).event._tag, "Submitted")
      assert.strictEqual(of(yield* again.next).event._tag, "Opened")
      yield* again.close
    }).pipe(Effect.provide(layer()))
  )

  it.live("ends when the token is revoked, and when its user is disabled", () =>
    Effect.gen(function* () {
      const { base, create, root } = yield* opened
      const tokens = yield* TokenStore.TokenStore
      const users = yield* Users.Users
      const path = `/api/v1/events/stream?platform=${root.platform}`
      const secret = yield* tokenFor(operator)
      const stream = yield* follow(base, path, { authorization: `Bearer ${secret}` })
      yield* stream.next
      const token = yield* tokens.find(Redacted.make(createHash("sha256").update(secret).digest("hex")))
      yield* tokens.remove(token!.id)
      yield* create(root.id, "One B.V.")
      const end = yield* stream.next
      assert.deepStrictEqual(
        [end?.event, end?.data],
        ["end", '"revoked"'].map((text) => text.replaceAll('"', ""))
      )
      assert.isNull(yield* stream.next)

      const asOperator = Effect.provideService(Actor.CurrentActor, operator)
      const user = yield* asOperator(
        users.add({ home: root.id, login: "ada", displayName: "Ada", email: null, role: "administrator" })
      )
      const own = yield* tokenFor({
        _tag: "user",
        id: user.id,
        platform: root.platform,
        home: root.id,
        role: "administrator"
      })
      const theirs = yield* follow(base, "/api/v1/events/stream", { authorization: `Bearer ${own}` })
      yield* theirs.next
      yield* asOperator(users.change(user.id, { enabled: false }))
      yield* create(root.id, "Two B.V.")
      let told = yield* theirs.next
      while (told !== null && told.event === "recorded") told = yield* theirs.next
      assert.strictEqual(told?.data, "revoked")
    }).pipe(Effect.provide(layer()))
  )

  it.effect("whoever follows is asked who they are also while nothing happens", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.now())
      const { base, root } = yield* opened
      const tokens = yield* TokenStore.TokenStore
      const secret = yield* tokenFor(operator)
      const stream = yield* follow(base, `/api/v1/events/stream?platform=${root.platform}`, {
        authorization: `Bearer ${secret}`
      })
      yield* stream.next
      const token = yield* tokens.find(Redacted.make(createHash("sha256").update(secret).digest("hex")))
      yield* tokens.remove(token!.id)
      yield* TestClock.adjust("5 seconds")
      const end = yield* stream.next
      assert.deepStrictEqual([end?.event, end?.data], ["end", "revoked"])
    }).pipe(Effect.provide(layer()))
  )

  it.live("tells nothing of a customer from when it is seen no more", () =>
    Effect.gen(function* () {
      const { base, create, root, run } = yield* opened
      const users = yield* Users.Users
      const partner = yield* create(root.id, "Partner B.V.")
      yield* run({ _tag: "approve", customer: partner.id })
      yield* run({ _tag: "setRights", customer: partner.id, rights: ["createCustomers"] })
      const child = yield* create(partner.id, "Child B.V.")
      yield* run({ _tag: "approve", customer: child.id })
      const user = yield* users
        .add({ home: root.id, login: "ada", displayName: "Ada", email: null, role: "administrator" })
        .pipe(Effect.provideService(Actor.CurrentActor, operator))
      const token = yield* tokenFor(
        { _tag: "user", id: user.id, platform: root.platform, home: root.id, role: "administrator" },
        everything
      )
      const { body } = yield* send(base, "GET", "/api/v1/events?limit=1000", { token })
      const stream = yield* follow(base, `/api/v1/events/stream?after=${encodeURIComponent(body.next)}`, {
        authorization: `Bearer ${token}`
      })
      yield* run({ _tag: "suspend", customer: child.id, reason: "credit" })
      assert.strictEqual(of(yield* stream.next).event._tag, "HoldPlaced")
      yield* run({ _tag: "setVisibility", customer: child.id, levels: 1 })
      yield* run({ _tag: "resume", customer: child.id, reason: "credit" })
      const later = yield* create(root.id, "Later B.V.")
      assert.strictEqual(of(yield* stream.next).customer, later.id)
      yield* stream.close
    }).pipe(Effect.provide(layer()))
  )

  it.live("is told when the server stops, which does not wait for it", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(layer(), scope)
      const { base, root } = yield* Effect.provideContext(opened, context)
      const token = yield* Effect.provideContext(tokenFor(operator), context)
      const stream = yield* follow(base, `/api/v1/events/stream?platform=${root.platform}`, {
        authorization: `Bearer ${token}`
      })
      yield* stream.next
      const began = Date.now()
      yield* Scope.close(scope, Exit.void)
      assert.isBelow(Date.now() - began, 10_000)
      const end = yield* stream.next
      assert.deepStrictEqual([end?.event, end?.data], ["end", "stopping"])
    })
  )
})
