/** Laws about the tree: moves, and what flows down it. */
import * as Effect from "effect/Effect"
import { sound } from "./Racing.ts"
import { type Id, type Law, law, why } from "./World.ts"

export const growing: ReadonlyArray<Law> = [
  law(
    "CUST-30",
    "a move takes the subtree along with its paths, holds and history, and its preview names who gains and loses sight",
    (world) =>
      Effect.gen(function* () {
        const [from, to] = [yield* world.partner(world.root), yield* world.partner(world.root)]
        const top = yield* world.partner(from)
        const child = yield* world.customer(top)
        yield* world.run({ _tag: "suspend", customer: child, reason: "credit" })
        yield* world.run({ _tag: "setVisibility", customer: child, levels: 2 })
        const before = yield* world.get(child)
        const move = { _tag: "move", customer: top, parent: to } as const
        const { viewers } = yield* world.as(world.support)(world.service.preview(move))
        yield* world.same(
          "plan",
          viewers.map((one) => one),
          [
            { customer: top, gained: [to], lost: [from] },
            { customer: child, gained: [to], lost: [from] }
          ]
        )
        yield* world.run(move)
        yield* world.same("the descendant", yield* world.get(child), before)
        yield* world.same(
          "path",
          (yield* world.as(world.support)(world.service.ancestors(child))).map(({ id }) => id),
          [top, to, world.root]
        )
        yield* world.same(
          "who lost sight",
          yield* world.tag(yield* world.user(from), world.service.get(child)),
          "CustomerNotFound"
        )
        yield* world.same("who gained sight", yield* world.tag(yield* world.user(to), world.service.get(child)), "done")
      })
  ),

  law(
    "CUST-31",
    "a move is refused below itself, to where it is, to another platform, currency or data centre, and under who is not active",
    (world) =>
      Effect.gen(function* () {
        const [one, other] = [yield* world.partner(world.root), yield* world.partner(world.root)]
        const below = yield* world.partner(one)
        const pounds = yield* world.customer(world.root, { currency: "GBP" })
        const closing = yield* world.customer(world.root)
        yield* world.run({ _tag: "close", customer: closing, reason: "gone" })
        yield* world.run({ _tag: "changeDataCenter", customer: one, dataCenter: "ams" })
        const elsewhere = yield* world.customer(world.root)
        yield* world.run({ _tag: "changeDataCenter", customer: elsewhere, dataCenter: "fra" })
        const cases: ReadonlyArray<readonly [Id, Id, string]> = [
          [one, below, "intoItself"],
          [one, one, "intoItself"],
          [one, world.root, "alreadySo"],
          [one, pounds, "otherCurrency"],
          [one, elsewhere, "otherDataCenter"],
          [one, closing, "parentNotActive"],
          [world.root, other, "otherPlatform"]
        ]
        for (const [customer, parent, reason] of cases) {
          yield* world.same(reason, why(yield* world.refused({ _tag: "move", customer, parent })), reason)
        }
        const stranger = yield* world.user(other)
        yield* world.same(
          "by who sees no more than its own",
          why(yield* world.refused({ _tag: "move", customer: below, parent: other }, stranger)),
          "CustomerNotFound"
        )
      })
  ),

  law("CUST-32", "customers lie at most ten levels deep, by opening and by moving", (world) =>
    Effect.gen(function* () {
      let deepest = world.root
      for (let depth = 1; depth <= 10; depth++) deepest = yield* world.partner(deepest)
      const draft = { name: "Ada B.V.", currency: "EUR", address: { country: "NL" } }
      yield* world.same(
        "opening",
        why(yield* world.refused({ _tag: "open", parent: deepest, portal: "plain", draft })),
        "tooDeep"
      )
      const top = yield* world.partner(world.root)
      yield* world.customer(top)
      const [ninth] = yield* world.as(world.support)(world.service.ancestors(deepest))
      yield* world.same(
        "moving",
        why(yield* world.refused({ _tag: "move", customer: top, parent: ninth?.id ?? top })),
        "tooDeep"
      )
    })
  ),

  law(
    "CUST-33",
    "nobody grants or keeps what the parent does not hold: taking is refused while somebody below holds it, unless narrow takes it there too",
    (world) =>
      Effect.gen(function* () {
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
        yield* world.same(
          "licences beyond",
          why(yield* world.refused({ _tag: "setLicenses", customer: child, licenses: ["backup"] })),
          "licensesExceeded"
        )
        yield* world.run({ _tag: "setLicenses", customer: child, licenses: ["azure"] })
        yield* world.same(
          "taking a licence",
          why(yield* world.refused({ _tag: "setLicenses", customer: partner, licenses: ["m365"] })),
          "heldBelow"
        )
        yield* world.run({ _tag: "setLicenses", customer: partner, licenses: ["m365"], narrow: true })
        yield* world.same("licences below", (yield* world.get(child)).profile.licenses, [])
        const rich = yield* world.partner(world.root)
        const guest = yield* world.partner(rich)
        yield* world.same(
          "moving under who holds less",
          why(yield* world.refused({ _tag: "move", customer: guest, parent: partner })),
          "rightsExceeded"
        )
        yield* world.run({ _tag: "move", customer: guest, parent: partner, narrow: true })
        yield* world.same("moved and narrowed", (yield* world.get(guest)).profile.rights, ["enableDemo"])
        yield* sound(world, [partner, child, rich, guest])
      })
  ),

  law("CUST-34", "licences that a customer inherits follow its parent's at once, without a write of its own", (world) =>
    Effect.gen(function* () {
      const partner = yield* world.partner(world.root)
      const child = yield* world.customer(partner)
      const before = yield* world.get(child)
      yield* world.run({ _tag: "setLicenses", customer: partner, licenses: ["azure"] })
      const after = yield* world.get(child)
      yield* world.same("offered", [before.offered, after.offered], ["inherit", ["azure"]])
      yield* world.same("version", after.version, before.version)
    })
  )
]
