import {
  Action,
  Actor,
  Authority,
  type Command,
  type CustomerId,
  Customers,
  CustomerStore,
  CustomerView,
  UserStore
} from "@clientele/core"
import { CommandsApi } from "@clientele/http"
import { Dice, Samples } from "@clientele/testkit"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "@effect/vitest"
import { type Answer, everything, layer, operator, send, tokenFor, url } from "./running.ts"

type Id = CustomerId.CustomerId

/** Fewest requests of the whole run: each actor asks each endpoint about each customer. */
const requests = 20_000

/** A body that each command takes; which customer it concerns stands in the path. */
const bodies = (other: Id): Readonly<Partial<Record<Command.Name, object>>> => ({
  reject: { reason: "no" },
  close: { reason: "no" },
  setLegalHold: { note: null },
  suspend: { reason: "credit" },
  resume: { reason: "credit" },
  disable: {},
  move: { parent: other },
  setVisibility: { levels: 3 },
  setRights: { rights: [] },
  setLicenses: { licenses: "inherit" },
  enableService: { service: "azure" },
  disableService: { service: "azure" },
  overrideTaxZone: { zone: null, note: "no" },
  recordVatEvidence: { vatId: "NL006486253B01", outcome: "valid" },
  startProvisioning: { target: "adminUser" },
  retryProvisioning: { target: "adminUser" },
  recordProvisioning: { target: "adminUser", progress: { _tag: "skipped" } },
  setNotifications: { letters: true },
  enterInvoiceRecipient: { recipient: { name: "Ada B.V." } },
  upgrade: { recipient: { name: "Ada B.V." } },
  changeDataCenter: { dataCenter: "ams" },
  changeExternalKey: { externalKey: null },
  changeCurrency: { currency: "EUR" }
})

/** Two platforms with a tree of random shape, sight and rights. */
const grown = (dice: Dice.Dice) =>
  Effect.gen(function* () {
    const customers = yield* Customers.Customers
    const run = (command: Command.Command) =>
      Effect.map(
        Effect.provideService(customers.execute(command), Actor.CurrentActor, operator),
        ({ customer }) => customer
      )
    const all: Array<Id> = []
    for (const name of ["One B.V.", "Two B.V."]) {
      const root = yield* run({ _tag: "openPlatform", draft: { name, currency: "EUR" } })
      const own = [root.id]
      for (let count = 0; count < 15; count++) {
        const parent = dice.one(own)
        const draft = { name: `Ada ${own.length} B.V.`, currency: "EUR", address: { country: "NL" } }
        const made = yield* Effect.result(
          run({ _tag: "create", parent, portal: "plain", draft }).pipe(
            Effect.flatMap(({ id }) => run({ _tag: "approve", customer: id }))
          )
        )
        // One that would lie too deep is none.
        if (made._tag === "Failure") continue
        own.push(made.success.id)
        yield* run({ _tag: "setVisibility", customer: made.success.id, levels: 1 + dice.roll(3) })
        if (dice.chance(60))
          yield* run({ _tag: "setRights", customer: made.success.id, rights: ["createCustomers"] }).pipe(Effect.ignore)
      }
      all.push(...own)
    }
    return all
  })

const people = (dice: Dice.Dice, all: ReadonlyArray<Id>) =>
  Effect.gen(function* () {
    const store = yield* CustomerStore.CustomerStore
    const users = yield* UserStore.UserStore
    const actors: Array<{ readonly actor: Actor.Actor; readonly token: string }> = []
    for (let number = 0; number < 16; number++) {
      const [home] = yield* store.line(dice.one(all))
      assert.isDefined(home)
      const { id, platform } = home!.customer
      const user = Samples.user(home!.customer, yield* Samples.userId, `user${number}`, {
        role: dice.one(Actor.Role.literals)
      })
      yield* users.add(user)
      const owner: Actor.Principal = dice.chance(20)
        ? { _tag: "support", id: user.id, platform: dice.chance(50) ? platform : null }
        : { _tag: "user", id: user.id, platform, home: id, role: user.role }
      const scopes = dice.chance(60) ? everything : dice.some(everything)
      actors.push({
        actor: { _tag: "token", id: user.id, scopes, owner },
        token: yield* tokenFor(owner, scopes)
      })
    }
    return actors
  })

describe("authority over the wire", () => {
  it.live(
    `every endpoint agrees with can, over ${requests} requests and more, and names nobody unseen`,
    () =>
      Effect.gen(function* () {
        const dice = Dice.seeded(20_261_125)
        const base = yield* url
        const store = yield* CustomerStore.CustomerStore
        const all = yield* grown(dice)
        const actors = yield* people(dice, all)
        const nodes = new Map<Id, ReadonlyArray<Authority.Node>>()
        for (const id of all)
          nodes.set(
            id,
            (yield* store.line(id)).map(({ customer }) => CustomerView.node(customer))
          )
        const can = (actor: Actor.Actor, action: Action.Action, id: Id) =>
          Authority.can(actor, action, nodes.get(id) ?? [])
        const other = all[0] as Id
        const given = bodies(other)
        let count = 0
        const wrong: Array<string> = []

        const reads = [
          ["", "read"],
          ["/ancestors", "read"],
          ["/children", "read"],
          ["/history", "read"],
          ["/access/close", "read"],
          ["/users", "manageUsers"]
        ] as const

        yield* Effect.forEach(
          actors,
          ({ actor, token }) => {
            const unseen = all.filter((id) => !can(actor, "read", id))
            const judge = (what: string, answer: Answer, id: Id | null, expected: number, asked: Id | null = null) => {
              count += 1
              if (answer.status !== expected) wrong.push(`${what}: ${answer.status} for ${expected}`)
              const said = `${answer.text} ${JSON.stringify([...answer.headers])}`
              for (const hidden of unseen) {
                if (hidden !== id && hidden !== asked && said.includes(hidden)) wrong.push(`${what} names ${hidden}`)
              }
            }
            return Effect.gen(function* () {
              for (const id of all) {
                const seen = can(actor, "read", id)
                for (const [path, action] of reads) {
                  const answer = yield* send(base, "GET", `/api/v1/customers/${id}${path}`, { token })
                  const status = !seen ? 404 : can(actor, action, id) ? 200 : 403
                  judge(`GET ${path} by ${JSON.stringify(actor)}`, answer, id, status)
                }
                for (const name of CommandsApi.names) {
                  // A version that nobody has seen: whoever may is told so, and nothing happens.
                  const answer = yield* send(base, "POST", `/api/v1/customers/${id}/${CommandsApi.segment(name)}`, {
                    token,
                    headers: { "if-match": '"999999"' },
                    ...(given[name] === undefined ? {} : { body: given[name] })
                  })
                  judge(
                    `${name} by ${JSON.stringify(actor)}`,
                    answer,
                    id,
                    !seen ? 404 : can(actor, name, id) ? 412 : 403,
                    name === "move" ? other : null
                  )
                }
                const created = yield* send(base, "POST", "/api/v1/drafts/validate", {
                  token,
                  body: { parent: id, portal: "plain", draft: {} }
                })
                judge(
                  `create below by ${JSON.stringify(actor)}`,
                  created,
                  id,
                  !seen ? 404 : can(actor, "create", id) ? 200 : 403
                )
              }
              // Pages, and the feed, from the first to the last: what is shown is what is seen, no more and no less.
              const { platform } = Actor.principal(actor)
              const narrowed = platform === null ? `&platform=${nodes.get(other)?.[0]?.platform}` : ""
              const shown = new Set<string>()
              for (let after = ""; ; ) {
                const page = yield* send(base, "GET", `/api/v1/customers?limit=3${narrowed}${after}`, { token })
                judge(`page by ${JSON.stringify(actor)}`, page, null, 200)
                for (const { id } of page.body.items) shown.add(id)
                if (page.body.next === null) break
                after = `&after=${encodeURIComponent(page.body.next)}`
              }
              const at = platform ?? nodes.get(other)?.[0]?.platform
              const seen = all.filter((id) => can(actor, "read", id) && nodes.get(id)?.[0]?.platform === at)
              if (seen.length !== shown.size || seen.some((id) => !shown.has(id)))
                wrong.push(`pages of ${JSON.stringify(actor)}`)
              const feed = yield* send(base, "GET", `/api/v1/events?limit=1000${narrowed}`, { token })
              judge(`feed of ${JSON.stringify(actor)}`, feed, null, 200)
              const told = new Set(
                feed.body.items.map((item: { recorded: { customer: Id } }) => item.recorded.customer)
              )
              if (seen.some((id) => !told.has(id))) wrong.push(`feed of ${JSON.stringify(actor)} lacks somebody`)
            })
          },
          { concurrency: 8 }
        )
        assert.deepStrictEqual(wrong.slice(0, 10), [])
        assert.isAtLeast(count, requests)
      }).pipe(Effect.provide(layer({ requestsPerMinute: 1_000_000 }))),
    { timeout: 300_000 }
  )

  it.live("a cursor opens nothing for anybody else, and nothing for another question", () =>
    Effect.gen(function* () {
      const dice = Dice.seeded(7)
      const base = yield* url
      const store = yield* CustomerStore.CustomerStore
      const all = yield* grown(dice)
      const [root] = yield* store.line(all[0] as Id)
      const [one, two] = [yield* tokenFor(operator), yield* tokenFor({ ...operator, id: yield* Samples.userId })]
      const query = `limit=2&platform=${root?.customer.platform}`
      const { body } = yield* send(base, "GET", `/api/v1/customers?${query}`, { token: one })
      const ask = (token: string, more: string) =>
        send(base, "GET", `/api/v1/customers?${more}&after=${encodeURIComponent(body.next)}`, { token })
      assert.strictEqual((yield* ask(one, query)).status, 200)
      for (const answer of [
        yield* ask(two, query),
        yield* ask(one, `${query}&order=newest`),
        yield* ask(one, `${query}&text=a`)
      ]) {
        assert.deepStrictEqual([answer.status, answer.body.type], [400, "urn:clientele:problem:CursorRefused"])
      }
      const feed = yield* send(base, "GET", `/api/v1/events?${query}`, { token: one })
      const stream = yield* send(base, "GET", `/api/v1/events/stream?${query.slice(query.indexOf("platform"))}`, {
        token: one,
        headers: { "last-event-id": feed.body.next.replace(/^./u, (first: string) => (first === "0" ? "1" : "0")) }
      })
      assert.strictEqual(stream.status, 400)
    }).pipe(Effect.provide(layer()))
  )
})
