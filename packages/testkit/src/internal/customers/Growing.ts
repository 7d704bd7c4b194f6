/** Laws about the tree: moves, what flows down it, and races between those who change it. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Id, type Law, law, type World, why } from "./World.ts"

/** Fails if somebody lies below itself, deeper than ten levels, or holds more than its parent. */
const sound = (world: World, ids: ReadonlyArray<Id>) =>
  Effect.forEach(ids, (id) =>
    Effect.gen(function*() {
      const above = yield* world.as(world.support)(world.service.ancestors(id))
      yield* world.holds("no circle", !above.some((one) => one.id === id) && above.length <= 10)
      yield* world.same("the root", above[above.length - 1]?.id ?? id, world.root)
      const [parent] = above
      if (parent === undefined) return
      const own = yield* world.get(id)
      const over = (own.profile.rights ?? []).filter((right) => !(parent.profile.rights ?? []).includes(right))
      if (own.lifecycle._tag !== "draft") yield* world.same("rights beyond the parent's", over, [])
      const [mine, theirs] = [own.offered, parent.offered]
      if (theirs !== "inherit") yield* world.holds("licences within the parent's", mine !== "inherit" && mine.every((one) => theirs.includes(one)))
    }), { discard: true })

/** Runs both at once, in both orders of starting, again and again; `make` gives fresh customers each time. */
const races = <A>(make: Effect.Effect<readonly [Effect.Effect<unknown, unknown>, Effect.Effect<unknown, unknown>, A], never>, after: (scene: A) => ReturnType<World["holds"]>) =>
  Effect.forEach([0, 1, 2, 3], (round) =>
    Effect.gen(function*() {
      const [one, two, scene] = yield* make
      yield* Effect.all(round % 2 === 0 ? [Effect.exit(one), Effect.exit(two)] : [Effect.exit(two), Effect.exit(one)], { concurrency: "unbounded" })
      yield* after(scene)
    }), { discard: true })

export const growing: ReadonlyArray<Law> = [
  law("CUST-30", "a move takes the subtree along with its paths, holds and history, and its preview names who gains and loses sight", (world) =>
    Effect.gen(function*() {
      const [from, to] = [yield* world.partner(world.root), yield* world.partner(world.root)]
      const top = yield* world.partner(from)
      const child = yield* world.customer(top)
      yield* world.run({ _tag: "suspend", customer: child, reason: "credit" })
      yield* world.run({ _tag: "setVisibility", customer: child, levels: 2 })
      const before = yield* world.get(child)
      const move = { _tag: "move", customer: top, parent: to } as const
      const { viewers } = yield* world.as(world.support)(world.service.preview(move))
      yield* world.same("plan", viewers.map((one) => one), [
        { customer: top, gained: [to], lost: [from] },
        { customer: child, gained: [to], lost: [from] }
      ])
      yield* world.run(move)
      yield* world.same("the descendant", yield* world.get(child), before)
      yield* world.same("path", (yield* world.as(world.support)(world.service.ancestors(child))).map(({ id }) => id), [top, to, world.root])
      yield* world.same("who lost sight", yield* world.tag(yield* world.user(from), world.service.get(child)), "CustomerNotFound")
      yield* world.same("who gained sight", yield* world.tag(yield* world.user(to), world.service.get(child)), "done")
    })),

  law("CUST-31", "a move is refused below itself, to where it is, to another platform, currency or data centre, and under who is not active", (world) =>
    Effect.gen(function*() {
      const [one, other] = [yield* world.partner(world.root), yield* world.partner(world.root)]
      const below = yield* world.partner(one)
      const pounds = yield* world.customer(world.root, { currency: "GBP" })
      const closing = yield* world.customer(world.root)
      yield* world.run({ _tag: "close", customer: closing, reason: "gone" })
      yield* world.run({ _tag: "changeDataCenter", customer: one, dataCenter: "ams" })
      const elsewhere = yield* world.customer(world.root)
      yield* world.run({ _tag: "changeDataCenter", customer: elsewhere, dataCenter: "fra" })
      const cases: ReadonlyArray<readonly [Id, Id, string]> = [
        [one, below, "intoItself"], [one, one, "intoItself"], [one, world.root, "alreadySo"], [one, pounds, "otherCurrency"],
        [one, elsewhere, "otherDataCenter"], [one, closing, "parentNotActive"], [world.root, other, "otherPlatform"]
      ]
      for (const [customer, parent, reason] of cases) {
        yield* world.same(reason, why(yield* world.refused({ _tag: "move", customer, parent })), reason)
      }
      const stranger = yield* world.user(other)
      yield* world.same("by who sees no more than its own", why(yield* world.refused({ _tag: "move", customer: below, parent: other }, stranger)), "CustomerNotFound")
    })),

  law("CUST-32", "customers lie at most ten levels deep, by opening and by moving", (world) =>
    Effect.gen(function*() {
      let deepest = world.root
      for (let depth = 1; depth <= 10; depth++) deepest = yield* world.partner(deepest)
      const draft = { name: "Ada B.V.", currency: "EUR", address: { country: "NL" } }
      yield* world.same("opening", why(yield* world.refused({ _tag: "open", parent: deepest, portal: "plain", draft })), "tooDeep")
      const top = yield* world.partner(world.root)
      yield* world.customer(top)
      const [ninth] = yield* world.as(world.support)(world.service.ancestors(deepest))
      yield* world.same("moving", why(yield* world.refused({ _tag: "move", customer: top, parent: ninth?.id ?? top })), "tooDeep")
    })),

  law("CUST-33", "nobody grants or keeps what the parent does not hold: taking is refused while somebody below holds it, unless narrow takes it there too", (world) =>
    Effect.gen(function*() {
      const partner = yield* world.partner(world.root, ["createCustomers", "enableDemo"])
      const child = yield* world.customer(partner)
      const over = { _tag: "setRights", customer: child, rights: ["setRights"] } as const
      yield* world.same("granting", why(yield* world.refused(over)), "rightsExceeded")
      yield* world.run({ _tag: "setRights", customer: child, rights: ["createCustomers", "enableDemo"] })
      const take = { _tag: "setRights", customer: partner, rights: ["enableDemo"] } as const
      yield* world.same("taking", why(yield* world.refused(take)), "heldBelow")
      const narrow = { ...take, narrow: true }
      const { others } = yield* world.as(world.support)(world.service.preview(narrow))
      yield* world.run(narrow)
      yield* world.same("below", (yield* world.get(child)).profile.rights, ["enableDemo"])
      yield* world.same("as the preview said", others, [yield* world.get(child)])
      yield* world.run({ _tag: "setLicenses", customer: partner, licenses: ["azure", "m365"] })
      yield* world.same("licences beyond", why(yield* world.refused({ _tag: "setLicenses", customer: child, licenses: ["backup"] })), "licensesExceeded")
      yield* world.run({ _tag: "setLicenses", customer: child, licenses: ["azure"] })
      yield* world.same("taking a licence", why(yield* world.refused({ _tag: "setLicenses", customer: partner, licenses: ["m365"] })), "heldBelow")
      yield* world.run({ _tag: "setLicenses", customer: partner, licenses: ["m365"], narrow: true })
      yield* world.same("licences below", (yield* world.get(child)).profile.licenses, [])
      const rich = yield* world.partner(world.root)
      const guest = yield* world.partner(rich)
      yield* world.same("moving under who holds less", why(yield* world.refused({ _tag: "move", customer: guest, parent: partner })), "rightsExceeded")
      yield* world.run({ _tag: "move", customer: guest, parent: partner, narrow: true })
      yield* world.same("moved and narrowed", (yield* world.get(guest)).profile.rights, ["enableDemo"])
      yield* sound(world, [partner, child, rich, guest])
    })),

  law("CUST-34", "licences that a customer inherits follow its parent's at once, without a write of its own", (world) =>
    Effect.gen(function*() {
      const partner = yield* world.partner(world.root)
      const child = yield* world.customer(partner)
      const before = yield* world.get(child)
      yield* world.run({ _tag: "setLicenses", customer: partner, licenses: ["azure"] })
      const after = yield* world.get(child)
      yield* world.same("offered", [before.offered, after.offered], ["inherit", ["azure"]])
      yield* world.same("version", after.version, before.version)
    })),

  law("CUST-35", "moves that cross each other never make a circle", (world) =>
    races(
      Effect.gen(function*() {
        const [one, two] = [yield* world.partner(world.root), yield* world.partner(world.root)]
        const below = yield* world.partner(one)
        return [world.run({ _tag: "move", customer: one, parent: two }), world.run({ _tag: "move", customer: two, parent: below }), [one, two, below]] as const
      }).pipe(Effect.orDie),
      (ids) => sound(world, ids)
    )),

  law("CUST-36", "a grant below and a revocation above, at once, never leave a right that the parent lacks", (world) =>
    races(
      Effect.gen(function*() {
        const partner = yield* world.partner(world.root)
        const child = yield* world.customer(partner)
        return [
          world.run({ _tag: "setRights", customer: child, rights: ["setLicenses", "createCustomers"] }),
          world.run({ _tag: "setRights", customer: partner, rights: ["enableDemo"] }),
          [partner, child]
        ] as const
      }).pipe(Effect.orDie),
      (ids) => sound(world, ids)
    )),

  law("CUST-37", "a customer created while its parent closes never lies live under one that is closing", (world) =>
    races(
      Effect.gen(function*() {
        const partner = yield* world.partner(world.root)
        const draft = { name: "Ada B.V.", currency: "EUR", address: { country: "NL" } }
        return [
          world.run({ _tag: "create", parent: partner, portal: "plain", draft }),
          world.run({ _tag: "close", customer: partner, reason: "gone" }),
          partner
        ] as const
      }).pipe(Effect.orDie),
      (partner) =>
        Effect.gen(function*() {
          const parent = yield* world.get(partner)
          const children = yield* world.as(world.support)(world.service.children(partner))
          const live = children.filter(({ lifecycle }) => lifecycle._tag !== "closed" && lifecycle._tag !== "erased")
          yield* world.holds("live under a closing one", parent.lifecycle._tag === "active" || live.length === 0)
        })
    )),

  law("CUST-38", "closing with cascade closes all below, the lowest first; without it is refused while somebody below is live; stopped half-way, it goes on", (world) =>
    Effect.gen(function*() {
      const partner = yield* world.partner(world.root)
      const middle = yield* world.partner(partner)
      const leaf = yield* world.customer(middle)
      const { customer: draft } = yield* world.run({ _tag: "open", parent: partner, portal: "plain", draft: {} })
      const close = { _tag: "close", customer: partner, reason: "gone" } as const
      yield* world.same("without cascade", why(yield* world.refused(close)), "liveBelow")
      const shown = yield* world.as(world.support)(world.service.preview({ ...close, cascade: true }))
      yield* world.same("the plan", shown.others.map(({ id, lifecycle }) => [id, lifecycle._tag]).sort(), [[middle, "closing"], [leaf, "closing"], [draft.id, "closed"]].sort())
      // Half of it was done before.
      yield* world.run({ ...close, customer: leaf })
      const events = (yield* world.feed()).length
      yield* world.run({ ...close, cascade: true })
      const written = (yield* world.feed()).slice(events).map(({ recorded }) => recorded.customer)
      yield* world.holds("each after those below it", written.indexOf(middle) < written.indexOf(partner) && !written.includes(leaf))
      for (const one of shown.others.filter(({ id }) => id !== leaf)) {
        yield* world.same("as the plan said", (yield* world.get(one.id)).lifecycle._tag, one.lifecycle._tag)
      }
      yield* world.same("finishing above first", why(yield* world.refused({ _tag: "finishClose", customer: partner })), "liveBelow")
      for (const customer of [leaf, middle, partner]) yield* world.run({ _tag: "finishClose", customer })
      yield* world.same("nothing opens below", why(yield* world.refused({ _tag: "open", parent: partner, portal: "plain", draft: {} })), "parentNotActive")
      const outcome = yield* world.as(world.support)(Effect.result(world.service.execute({ _tag: "reopen", customer: leaf })))
      yield* world.same("nor is one reopened there", Result.isFailure(outcome) ? why(outcome.failure) : "done", "parentNotActive")
    }))
]
