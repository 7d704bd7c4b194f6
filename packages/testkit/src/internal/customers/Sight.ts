/** Laws about who sees and may do what, and what answers never name. */
import { Action, type Actor, LegalMoves } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Id, type Law, law, named, type User, type Who, type World } from "./World.ts"

/** A line of partners under the root, each seen by its parent alone but for the last, which everybody above sees. */
const line = (world: World) =>
  Effect.gen(function* () {
    const seen = yield* world.partner(world.root)
    const hidden = yield* world.partner(seen)
    const lowest = yield* world.partner(hidden)
    yield* world.run({ _tag: "setVisibility", customer: hidden, levels: 1 })
    yield* world.run({ _tag: "setVisibility", customer: seen, levels: 1 })
    return { seen, hidden, lowest }
  })

/** Every answer that an actor can get about a customer, as far as it gets any, with the customers that the question named. */
const answers = (world: World, who: Who, id: Id) => {
  const { root, service } = world
  const ask = <A, E>(asked: Effect.Effect<A, E, Actor.CurrentActor>, ...questioned: ReadonlyArray<Id>) =>
    Effect.map(world.as(who)(Effect.result(asked)), (result) => ({
      questioned,
      shown: Result.isSuccess(result)
        ? result.success
        : { ...(result.failure as object), message: String(result.failure) }
    }))
  return Effect.all([
    ask(service.get(id), id),
    ask(service.ancestors(id), id),
    ask(service.children(id), id),
    ask(service.history(id), id),
    ask(service.page({ within: id }), id),
    ask(service.page({ parent: id }), id),
    ask(service.page({})),
    ask(service.feed({ limit: 1000 })),
    ...Action.actions.map((action) => ask(service.explain(id, action), id)),
    ask(service.preview({ _tag: "setVisibility", customer: id, levels: 1 }), id),
    ask(service.preview({ _tag: "move", customer: id, parent: root }), id, root),
    ask(service.preview({ _tag: "setRights", customer: id, rights: [] }), id),
    ask(service.preview({ _tag: "close", customer: id, reason: "gone", cascade: true }), id),
    ask(service.preview({ _tag: "edit", customer: id, changes: { zzz: 1 } }), id)
  ])
}

export const sight: ReadonlyArray<Law> = [
  law("CUST-20", "whoever does not see a customer learns nothing of it: it is not found, whatever is asked", (world) =>
    Effect.gen(function* () {
      const one = yield* world.partner(world.root)
      const below = yield* world.customer(one)
      const sibling = yield* world.user(yield* world.customer(world.root))
      const child = yield* world.user(below)
      yield* world.run({ _tag: "setVisibility", customer: below, levels: 1 })
      const above = yield* world.user(world.root)
      for (const [who, id] of [
        [sibling, one],
        [child, one],
        [child, world.root],
        [above, below]
      ] as const) {
        const { service } = world
        const tags = yield* Effect.all([
          world.tag(who, service.get(id)),
          world.tag(who, service.ancestors(id)),
          world.tag(who, service.children(id)),
          world.tag(who, service.history(id)),
          world.tag(who, service.explain(id, "read")),
          world.tag(who, service.execute({ _tag: "suspend", customer: id, reason: "credit" })),
          world.tag(who, service.preview({ _tag: "suspend", customer: id, reason: "credit" })),
          world.tag(who, service.page({ within: id })),
          world.tag(who, service.page({ parent: id })),
          world.tag(who, service.execute({ _tag: "open", parent: id, portal: "plain", draft: {} }))
        ])
        yield* world.same("asked by who does not see it", [...new Set(tags)], ["CustomerNotFound"])
        yield* world.holds("not in a page", !named(yield* world.as(who)(world.service.page({}))).has(id))
        yield* world.holds(
          "not in the feed",
          !(yield* world.feed(who)).some(({ recorded }) => recorded.customer === id)
        )
      }
    })
  ),

  law("CUST-21", "no answer ever names a customer that the actor does not see", (world) =>
    Effect.gen(function* () {
      const { hidden, lowest, seen } = yield* line(world)
      const boss: User = yield* world.user(seen)
      const child: User = yield* world.user(lowest)
      const top: User = yield* world.user(world.root)
      for (const [who, secret] of [
        [top, hidden],
        [child, hidden],
        [child, seen],
        [child, world.root],
        [boss, world.root]
      ] as const) {
        yield* world.same("it is hidden", yield* world.tag(who, world.service.get(secret)), "CustomerNotFound")
        for (const id of [seen, lowest]) {
          for (const { questioned, shown } of yield* answers(world, who, id)) {
            const leaked = named(shown).has(secret) && !questioned.includes(secret)
            yield* world.holds(`nothing hidden is named in ${JSON.stringify(shown).slice(0, 300)}`, !leaked)
          }
        }
      }
      yield* world.same("nearest ancestor that is seen", (yield* world.get(lowest, top)).parent, seen)
      yield* world.same(
        "ancestors",
        (yield* world.as(top)(world.service.ancestors(lowest))).map(({ id }) => id),
        [seen, world.root]
      )
      yield* world.same(
        "children hang there",
        (yield* world.as(top)(world.service.children(seen))).map(({ id }) => id),
        [lowest]
      )
      yield* world.same("nobody above", (yield* world.get(lowest, child)).parent, null)
    })
  ),

  law(
    "CUST-22",
    "explain agrees with what happens: what it allows is not refused to the actor, and what it refuses is",
    (world) =>
      Effect.gen(function* () {
        const partner = yield* world.partner(world.root, ["createCustomers"])
        const customer = yield* world.customer(partner)
        const people = yield* Effect.all([
          world.user(world.root),
          world.user(partner, "professional"),
          world.user(partner, "user"),
          world.user(customer),
          world.user(customer, "user"),
          Effect.flatMap(world.user(partner), (owner) => world.token(owner, "read", "commercial"))
        ])
        // Support may give every command, so it is shown all that the customer can take now.
        const possible = (yield* world.get(customer, world.support)).commands
        for (const who of [world.support, ...people]) {
          const view = yield* world.get(customer, who)
          for (const name of LegalMoves.accepted("active")) {
            const told = yield* world.as(who)(world.service.explain(customer, name))
            yield* world.same(
              `${name} is shown as a button`,
              view.commands.includes(name),
              told.allowed && possible.includes(name)
            )
            yield* world.holds(
              `${name} is explained`,
              told.sentence !== "" && told.path[told.path.length - 1] === customer
            )
          }
          for (const command of [
            { _tag: "suspend", customer, reason: "credit" },
            { _tag: "enableService", customer, service: "backup" },
            { _tag: "edit", customer, changes: {} },
            { _tag: "changeDataCenter", customer, dataCenter: "fra" },
            { _tag: "setRights", customer, rights: [] }
          ] as const) {
            const told = yield* world.as(who)(world.service.explain(customer, command._tag))
            const outcome = yield* world.as(who)(Effect.result(world.service.preview(command)))
            const forbidden = Result.isFailure(outcome) && outcome.failure._tag === "ActionNotAllowed"
            yield* world.same(`${command._tag} by ${who._tag}`, forbidden, !told.allowed)
            if (Result.isFailure(outcome) && outcome.failure._tag === "ActionNotAllowed")
              yield* world.same("the explanation", outcome.failure.explanation, told)
          }
        }
      })
  ),

  law("CUST-23", "raising the levels of visibility only adds viewers; siblings and descendants never see", (world) =>
    Effect.gen(function* () {
      const { hidden, lowest, seen } = yield* line(world)
      const sibling = yield* world.customer(hidden)
      const people = yield* Effect.forEach([world.root, seen, hidden, lowest, sibling], (home) =>
        world.user(home, "user")
      )
      const viewers = Effect.forEach(people, (who) =>
        Effect.map(world.tag(who, world.service.get(lowest)), (tag) => tag === "done")
      )
      for (const [levels, expected] of [
        [1, [false, false, true, true, false]],
        [2, [false, true, true, true, false]],
        [3, [true, true, true, true, false]],
        [10, [true, true, true, true, false]]
      ] as const) {
        yield* world.run({ _tag: "setVisibility", customer: lowest, levels })
        yield* world.same(`viewers at ${levels}`, yield* viewers, expected)
      }
    })
  ),

  law("CUST-24", "a token does no more than its scopes and its owner allow", (world) =>
    Effect.gen(function* () {
      const owner = yield* world.user(world.root)
      const customer = yield* world.customer(world.root)
      const suspend = { _tag: "suspend", customer, reason: "credit" } as const
      const reader = yield* world.token(owner, "read")
      const blind = yield* world.token(owner, "manage")
      yield* world.same("reading", (yield* world.get(customer, reader)).id, customer)
      yield* world.same("writing without its scope", (yield* world.refused(suspend, reader))._tag, "ActionNotAllowed")
      yield* world.same("seeing nothing", (yield* world.refused(suspend, blind))._tag, "CustomerNotFound")
      yield* world.same("an empty page", (yield* world.as(blind)(world.service.page({}))).items, [])
      yield* world.same("an empty feed", yield* world.feed(blind), [])
      const plain = yield* world.token({ ...owner, role: "user" }, "read", "manage")
      yield* world.same("beyond its owner", (yield* world.refused(suspend, plain))._tag, "ActionNotAllowed")
      yield* world.same(
        "within both",
        (yield* world.run(suspend, yield* world.token(owner, "read", "manage"))).customer.status,
        "suspended"
      )
    })
  )
]
