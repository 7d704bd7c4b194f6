/** Laws of commits that rely on what others write, and of writes that meet in one commit. */
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { childrenOf, law, raceEach, touch, unwritten } from "../Bed.ts"

export const relying = [
  law(
    "STORE-81",
    "of two creates that rely on there being no child where the other comes exactly one gets through",
    (bed) =>
      raceEach(
        bed,
        Effect.gen(function* () {
          const [a, b] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
          const below = (of: typeof a) => Effect.map(Samples.customerId, (id) => Samples.child(of.customer, id))
          return [
            Samples.commit([yield* below(a)], { requires: [childrenOf(b)] }),
            Samples.commit([yield* below(b)], { requires: [childrenOf(a)] })
          ] as const
        })
      )
  ),

  law("STORE-82", "of two commits that each rely on what the other writes exactly one gets through", (bed) =>
    Effect.gen(function* () {
      for (const more of [false, true]) {
        yield* raceEach(
          bed,
          Effect.gen(function* () {
            const [a, b, c, d] = yield* Effect.replicateEffect(bed.grow(bed.root), 4)
            const writes = (one: typeof a, other: typeof a) =>
              more
                ? ([Samples.next(one!, touch(1)), Samples.next(other!, touch(1))] as const)
                : ([Samples.next(one!, touch(1))] as const)
            return [
              Samples.commit(writes(a, c), { requires: [unwritten(b!)] }),
              Samples.commit(writes(b, d), { requires: [unwritten(a!)] })
            ] as const
          })
        )
      }
    })
  ),

  law("STORE-84", "a customer stands in a commit once, whatever the second write expects", ({ grow, refuses, root }) =>
    Effect.gen(function* () {
      const one = yield* grow(root)
      const first = Samples.next(one, touch(1), touch(2))
      yield* refuses(Samples.commit([first, Samples.next(one, touch(3))]), "VersionConflict")
      yield* refuses(Samples.commit([first, Samples.next(Samples.after(first), touch(3))]), "VersionConflict")
      const opened = Samples.child(root.customer, yield* Samples.customerId)
      yield* refuses(Samples.commit([opened, opened]), "VersionConflict")
      yield* refuses(Samples.commit([opened, Samples.next(Samples.after(opened), touch(1))]), "VersionConflict")
    })
  ),

  law(
    "STORE-87",
    "what a commit relied on among the children held when it was written, in the order of the feed",
    ({ append, grow, platform, race, root, same, store }) =>
      Effect.gen(function* () {
        for (let round = 0; round < 8; round++) {
          const parent = yield* append(yield* grow(root), { _tag: "CloseStarted", reason: "gone" })
          const child = yield* grow(parent)
          const finish = Samples.next(parent, { _tag: "Closed" })
          const outcomes = yield* race(
            Samples.commit([finish], { requires: [childrenOf(parent, child)] }),
            Samples.commit([Samples.next(child, touch(1))])
          )
          yield* same("the child's", outcomes[1], "committed")
          const order = (yield* store.feed(platform, null, 1000))
            .filter(({ recorded }) => recorded.sequence > 1 && recorded.customer !== root.customer.id)
            .map(({ recorded }) => recorded.customer)
            .slice(-2)
          if (outcomes[0] === "committed")
            yield* same("first the one that relied", order, [parent.customer.id, child.customer.id])
        }
      })
  )
]
