import { type Action, Actor, Authority, CustomerStore, CustomerView } from "@clientele/core"
import { CommandsApi } from "@clientele/http"
import { Dice, Samples } from "@clientele/testkit"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "@effect/vitest"
import { follow } from "./following.ts"
import { type Answer, layer, operator, send, tokenFor, url } from "./running.ts"
import { bodies, grown, type Id, people } from "./trees.ts"

/** Fewest requests of the whole run: each actor asks each endpoint about each customer. */
const requests = 20_000

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
        /** What asks for more than a customer's own path says; nothing of it is carried out. */
        const writes = (id: Id) =>
          [
            ["PATCH", `/customers/${id}`, "edit", 428, { name: "Ada B.V." }, {}],
            ["PATCH", `/customers/${id}`, "edit", 412, { name: "Ada B.V." }, { "if-match": '"999999"' }],
            ["POST", "/customers", "create", 422, { parent: id, portal: "plain", draft: {} }, {}],
            ["POST", "/drafts", "create", 422, { parent: id, portal: "plain", draft: { nothing: "of it" } }, {}],
            ["POST", "/drafts/validate", "create", 200, { parent: id, portal: "plain", draft: {} }, {}]
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
                for (const [method, path, action, allowed, body, headers] of writes(id)) {
                  const answer = yield* send(base, method, `/api/v1${path}`, { token, body, headers })
                  const status = !seen ? 404 : can(actor, action, id) ? allowed : 403
                  judge(`${method} ${path} by ${JSON.stringify(actor)}`, answer, id, status)
                }
                for (const query of [`customer=${id}`, `portal=plain&parent=${id}`]) {
                  const form = yield* send(base, "GET", `/api/v1/forms?${query}`, { token })
                  judge(`form of ${query} by ${JSON.stringify(actor)}`, form, id, seen ? 200 : 404)
                }
              }
              for (const { user } of actors) {
                const own = Actor.principal(actor).id === user.id
                const manages = can(actor, "manageUsers", user.home) && (own || can(actor, "read", user.home))
                const path = `/api/v1/users/${user.id}`
                const home = own ? user.home : null
                const read = yield* send(base, "GET", path, { token })
                judge(`${path} by ${JSON.stringify(actor)}`, read, home, own || manages ? 200 : 404)
                const changed = yield* send(base, "PATCH", path, { token, body: {} })
                judge(`PATCH ${path} by ${JSON.stringify(actor)}`, changed, home, manages ? 200 : own ? 403 : 404)
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
              // The stream tells the same events as the pages, and no others in between.
              const stream = yield* follow(base, `/api/v1/events/stream?${narrowed.slice(1)}`, {
                authorization: `Bearer ${token}`
              })
              count += 1
              for (const item of feed.body.items as ReadonlyArray<{ cursor: string; recorded: { customer: Id } }>) {
                const heard = yield* stream.next
                if (heard?.id !== item.cursor || JSON.parse(heard.data).recorded.customer !== item.recorded.customer)
                  wrong.push(`stream of ${JSON.stringify(actor)} differs at ${item.cursor}`)
                else if (unseen.some((hidden) => heard.data.includes(hidden)))
                  wrong.push(`stream of ${JSON.stringify(actor)} names somebody unseen`)
              }
              yield* stream.close
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
