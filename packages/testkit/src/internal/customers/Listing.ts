/** Laws about pages and the feed. */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import { type Id, type Law, law, type Who } from "./World.ts"

export const listing: ReadonlyArray<Law> = [
  law(
    "CUST-25",
    "pages hold each customer that the actor sees and the query wants, once, in order, through the last page",
    (world) =>
      Effect.gen(function* () {
        const partner = yield* world.partner(world.root)
        // Siblings lie in the order of their creation; what is created within one millisecond has none.
        const below = yield* Effect.forEach([1, 2, 3, 4], (n) =>
          Effect.andThen(TestClock.adjust(1), world.customer(partner, { name: `Needle ${n} B.V.` }))
        )
        yield* world.run({ _tag: "suspend", customer: below[1] as Id, reason: "credit" })
        yield* world.run({ _tag: "setVisibility", customer: below[2] as Id, levels: 1 })
        const all = (who: Who, query: object) =>
          Effect.gen(function* () {
            const ids: Array<Id> = []
            let after: string | undefined
            do {
              const page: Effect.Success<ReturnType<typeof world.service.page>> = yield* world.as(who)(
                world.service.page({ limit: 2, ...query, ...(after === undefined ? {} : { after }) })
              )
              ids.push(...page.items.map(({ id }) => id))
              after = page.next ?? undefined
              // A page that leads nowhere must not hang the law.
            } while (after !== undefined && ids.length < 50)
            return ids
          })
        const tree = [world.root, partner, ...below]
        yield* world.same("in tree order", yield* all(world.support, {}), tree)
        yield* world.same(
          "newest first",
          yield* all(world.support, { order: "newest" }),
          [...tree].toSorted().toReversed()
        )
        yield* world.same("by text", yield* all(world.support, { text: "nEEDle" }), below)
        yield* world.same("by status", yield* all(world.support, { status: ["suspended"] }), [below[1]])
        yield* world.same("by parent", yield* all(world.support, { parent: partner }), below)
        yield* world.same("within", yield* all(world.support, { within: partner }), [partner, ...below])
        yield* world.same("by portal", yield* all(world.support, { portal: "platform" }), [world.root])
        const user = yield* world.user(world.root)
        yield* world.same(
          "what a user sees",
          yield* all(user, {}),
          tree.filter((id) => id !== below[2])
        )
        const { next } = yield* world.as(world.support)(world.service.page({ limit: 2 }))
        yield* world.same(
          "a cursor of another query",
          yield* world.tag(world.support, world.service.page({ limit: 2, text: "x", after: next ?? "" })),
          "CursorRefused"
        )
        yield* world.same(
          "a cursor of another actor",
          yield* world.tag(user, world.service.page({ limit: 2, after: next ?? "" })),
          "CursorRefused"
        )
        yield* world.same(
          "a made-up cursor",
          yield* world.tag(world.support, world.service.page({ after: "x" })),
          "CursorRefused"
        )
        const operator: Who = { _tag: "support", id: user.id, platform: null }
        yield* world.same("support of several", yield* world.tag(operator, world.service.page({})), "PlatformRequired")
      })
  ),

  law(
    "CUST-26",
    "the feed gives each event once, in the order of the commits, and follows live from where one was",
    (world) =>
      Effect.gen(function* () {
        const customer = yield* world.customer(world.root)
        const before = yield* world.feed()
        const cursors = before.map(({ cursor }) => cursor)
        yield* world.same("each once", new Set(cursors).size, cursors.length)
        const sequences = before
          .filter(({ recorded }) => recorded.customer === customer)
          .map(({ recorded }) => recorded.sequence)
        yield* world.same(
          "gap-free",
          sequences,
          sequences.map((_, index) => index + 1)
        )
        const [first] = before
        const rest = yield* world.as(world.support)(
          world.service.feed({ platform: world.platform, after: first?.cursor as never, limit: 1000 })
        )
        yield* world.same(
          "after a cursor",
          rest.items.map(({ cursor }) => cursor),
          cursors.slice(1)
        )
        const last = before[before.length - 1]
        const following = yield* Effect.forkChild(
          world.as(world.support)(
            Stream.runCollect(
              Stream.take(world.service.follow({ platform: world.platform, after: last?.cursor as never }), 2)
            )
          )
        )
        yield* world.run({ _tag: "suspend", customer, reason: "credit" })
        yield* world.run({ _tag: "resume", customer, reason: "credit" })
        const live = yield* Fiber.join(following)
        yield* world.same(
          "live",
          [...live].map(({ recorded }) => recorded.event._tag),
          ["HoldPlaced", "HoldLifted"]
        )
      })
  ),

  law("CUST-48", "a cursor of which anything was changed is refused, of a page and of the feed", (world) =>
    Effect.gen(function* () {
      for (let count = 0; count < 3; count++) yield* world.customer(world.root)
      const { service, support } = world
      const { next } = yield* world.as(support)(service.page({ limit: 2 }))
      const { next: position } = yield* world.as(support)(service.feed({ platform: world.platform, limit: 2 }))
      const page = (after: string) => world.tag(support, service.page({ limit: 2, after }))
      const feed = (after: string) => world.tag(support, service.feed({ platform: world.platform, after }))
      const follow = (after: string) =>
        world.tag(support, Stream.runDrain(Stream.take(service.follow({ platform: world.platform, after }), 1)))
      yield* world.same("as it was given", [yield* page(next ?? ""), yield* feed(position ?? "")], ["done", "done"])
      for (const change of [
        (text: string) => `${text.slice(0, -1)}${text.endsWith("9") ? "8" : "9"}`,
        (text: string) => text.slice(0, -1),
        (text: string) => `${text}0`,
        (text: string) => `${text.slice(0, 17)}${"9".repeat(text.length - 17)}`,
        (text: string) => `${text.startsWith("0") ? "1" : "0"}${text.slice(1)}`
      ]) {
        yield* world.same(`the page's, ${change(next ?? "")}`, yield* page(change(next ?? "")), "CursorRefused")
        const other = change(position ?? "")
        yield* world.same(`the feed's, ${other}`, yield* feed(other), "CursorRefused")
        yield* world.same(`to follow, ${other}`, yield* follow(other), "CursorRefused")
      }
    })
  )
]
