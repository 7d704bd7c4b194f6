/** Laws about races between those who change the tree. */
import * as Effect from "effect/Effect"
import { type Id, type Law, law, type World } from "./World.ts"

/** Fails if somebody lies below itself, deeper than ten levels, or holds more than its parent. */
export const sound = (world: World, ids: ReadonlyArray<Id>) =>
  Effect.forEach(
    ids,
    (id) =>
      Effect.gen(function* () {
        const above = yield* world.as(world.support)(world.service.ancestors(id))
        yield* world.holds("no circle", !above.some((one) => one.id === id) && above.length <= 10)
        yield* world.same("the root", above[above.length - 1]?.id ?? id, world.root)
        const [parent] = above
        if (parent === undefined) return
        const own = yield* world.get(id)
        const over = (own.profile.rights ?? []).filter((right) => !(parent.profile.rights ?? []).includes(right))
        if (own.lifecycle._tag !== "draft") yield* world.same("rights beyond the parent's", over, [])
        const [mine, theirs] = [own.offered, parent.offered]
        if (theirs !== "inherit")
          yield* world.holds(
            "licences within the parent's",
            mine !== "inherit" && mine.every((one) => theirs.includes(one))
          )
      }),
    { discard: true }
  )

/** Runs both at once, in both orders of starting, again and again; `make` gives fresh customers each time. */
const races = <A>(
  make: Effect.Effect<readonly [Effect.Effect<unknown, unknown>, Effect.Effect<unknown, unknown>, A], never>,
  after: (scene: A) => ReturnType<World["holds"]>
) =>
  Effect.forEach(
    [0, 1, 2, 3],
    (round) =>
      Effect.gen(function* () {
        const [one, two, scene] = yield* make
        yield* Effect.all(
          round % 2 === 0 ? [Effect.exit(one), Effect.exit(two)] : [Effect.exit(two), Effect.exit(one)],
          { concurrency: "unbounded" }
        )
        yield* after(scene)
      }),
    { discard: true }
  )

export const racing: ReadonlyArray<Law> = [
  law("CUST-35", "moves that cross each other never make a circle", (world) =>
    races(
      Effect.gen(function* () {
        const [one, two] = [yield* world.partner(world.root), yield* world.partner(world.root)]
        const below = yield* world.partner(one)
        return [
          world.run({ _tag: "move", customer: one, parent: two }),
          world.run({ _tag: "move", customer: two, parent: below }),
          [one, two, below]
        ] as const
      }).pipe(Effect.orDie),
      (ids) => sound(world, ids)
    )
  ),

  law("CUST-36", "a grant below and a revocation above, at once, never leave a right that the parent lacks", (world) =>
    races(
      Effect.gen(function* () {
        const partner = yield* world.partner(world.root)
        const child = yield* world.customer(partner)
        return [
          world.run({ _tag: "setRights", customer: child, rights: ["setLicenses", "createCustomers"] }),
          world.run({ _tag: "setRights", customer: partner, rights: ["enableDemo"] }),
          [partner, child]
        ] as const
      }).pipe(Effect.orDie),
      (ids) => sound(world, ids)
    )
  ),

  law("CUST-37", "a customer created while its parent closes never lies live under one that is closing", (world) =>
    races(
      Effect.gen(function* () {
        const partner = yield* world.partner(world.root)
        const draft = { name: "Ada B.V.", currency: "EUR", address: { country: "NL" } }
        return [
          world.run({ _tag: "create", parent: partner, portal: "plain", draft }),
          world.run({ _tag: "close", customer: partner, reason: "gone" }),
          partner
        ] as const
      }).pipe(Effect.orDie),
      (partner) =>
        Effect.gen(function* () {
          const parent = yield* world.get(partner)
          const children = yield* world.as(world.support)(world.service.children(partner))
          const live = children.filter(({ lifecycle }) => lifecycle._tag !== "closed" && lifecycle._tag !== "erased")
          yield* world.holds("live under a closing one", parent.lifecycle._tag === "active" || live.length === 0)
        })
    )
  )
]
