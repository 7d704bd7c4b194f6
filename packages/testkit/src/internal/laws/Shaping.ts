/** Laws of the tree: moves, depth, and decisions that race over several customers. */
import type { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { childrenOf, ids, law, raceEach, rounds, touch, unwritten } from "../Bed.ts"

type Stored = CustomerStore.Stored

const move = (one: Stored, to: Stored, requires: ReadonlyArray<CustomerStore.Requirement> = []) =>
  Samples.commit([Samples.moved(one, to)], { requires, structural: true })

const child = (of: Stored) => Effect.map(Samples.customerId, (id) => Samples.child(of.customer, id))

export const shaping = [
  law("STORE-45", "a move takes all below along", ({ chain, grow, put, root, same, store }) =>
    Effect.gen(function* () {
      const [from, to] = [yield* grow(root), yield* grow(root)]
      const [, top, ...deep] = yield* chain(from, 3)
      const moved = yield* put(Samples.moved(top!, to), { structural: true })
      const lowest = deep.at(-1)!
      yield* same("line of the lowest", yield* store.line(lowest.customer.id), [...deep.toReversed(), moved, to, root])
      yield* same("below the new parent", yield* store.below(to.customer.id), [moved, ...deep])
      yield* same("children of the new parent", yield* store.children(to.customer.id), [moved])
      yield* same("below the old parent", yield* store.below(from.customer.id), [])
      yield* same("children of the old parent", yield* store.children(from.customer.id), [])
    })
  ),

  law("STORE-46", "nobody comes to lie deeper than ten levels", ({ chain, refuses, root, same, try: attempt }) =>
    Effect.gen(function* () {
      const deep = yield* chain(root, 10)
      yield* refuses(Samples.commit([yield* child(deep[10]!)]), "VersionConflict")
      const [, top, low] = yield* chain(root, 2)
      yield* refuses(move(top!, deep[9]!), "VersionConflict")
      yield* same("the lowest alone", yield* attempt(move(low!, deep[9]!)), "committed")
      yield* same("the one above it then", yield* attempt(move(top!, deep[9]!)), "committed")
    })
  ),

  law("STORE-47", "nobody comes to lie below itself", ({ chain, grow, refuses, root }) =>
    Effect.gen(function* () {
      const [top, middle, low] = (yield* chain(yield* grow(root), 2)) as readonly [Stored, Stored, Stored]
      yield* refuses(move(top, top), "VersionConflict")
      yield* refuses(move(top, middle), "VersionConflict")
      yield* refuses(move(top, low), "VersionConflict")
      const other = yield* grow(root)
      const crossed = [Samples.moved(top, other), Samples.moved(other, low)] as const
      yield* refuses(Samples.commit(crossed, { structural: true }), "VersionConflict")
    })
  ),

  law(
    "STORE-48",
    "nobody comes to lie below a customer that is not there in the platform",
    ({ grow, put, refuses, root }) =>
      Effect.gen(function* () {
        const one = yield* grow(root)
        const unknown = { ...one, customer: { ...one.customer, id: yield* Samples.customerId } }
        yield* refuses(Samples.commit([yield* child(unknown)]), "VersionConflict")
        yield* refuses(move(one, unknown), "VersionConflict")
        const elsewhere = yield* put(Samples.root(yield* Samples.platformId, yield* Samples.customerId))
        yield* refuses(move(one, elsewhere), "VersionConflict")
      })
  ),

  law("STORE-49", "structural commits that do not touch each other all get through", ({ grow, race, root, same }) =>
    Effect.gen(function* () {
      const parents = yield* Effect.replicateEffect(grow(root), 6)
      const leaves = yield* Effect.forEach(parents, (parent) => grow(parent))
      const moves = leaves.map((leaf, index) => move(leaf, parents[(index + 1) % parents.length]!, [unwritten(root)]))
      yield* same(
        "outcomes",
        yield* race(...moves),
        moves.map(() => "committed")
      )
    })
  ),

  law("STORE-50", "of crossed moves at most one gets through", (bed) =>
    Effect.gen(function* () {
      yield* raceEach(
        bed,
        Effect.gen(function* () {
          const [a, b] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
          const [belowA, belowB] = [yield* bed.grow(a), yield* bed.grow(b)]
          return [move(a, belowB), move(b, belowA)] as const
        })
      )
      const known = ids(yield* bed.store.below(bed.root.customer.id))
      yield* bed.same("customers that the root still reaches", known.length, rounds * 4)
    })
  ),

  law("STORE-51", "of a close and a create below it exactly one gets through", (bed) =>
    raceEach(
      bed,
      Effect.gen(function* () {
        const parent = yield* bed.grow(bed.root)
        const close = Samples.next(parent, { _tag: "CloseStarted", reason: "gone" })
        return [
          Samples.commit([close], { requires: [childrenOf(parent)], structural: true }),
          Samples.commit([yield* child(parent)], { requires: [unwritten(parent)] })
        ] as const
      })
    )
  ),

  law("STORE-52", "of a revoke and a grant below it exactly one gets through", (bed) =>
    raceEach(
      bed,
      Effect.gen(function* () {
        const [, top, middle, low] = (yield* bed.chain(bed.root, 3)) as [Stored, Stored, Stored, Stored]
        const revoke = Samples.next(top, { _tag: "LicensesSet", licenses: [] })
        const grant = Samples.next(low, { _tag: "LicensesSet", licenses: ["m365"] })
        const below = [childrenOf(top, middle), childrenOf(middle, low), childrenOf(low)]
        return [
          Samples.commit([revoke], { requires: [unwritten(bed.root), ...below], structural: true }),
          Samples.commit([grant], {
            requires: [unwritten(middle), unwritten(top), unwritten(bed.root), childrenOf(low)],
            structural: true
          })
        ] as const
      })
    )
  ),

  law("STORE-53", "of a move and a create below it that would lie too deep exactly one gets through", (bed) =>
    Effect.gen(function* () {
      const deep = yield* bed.chain(bed.root, 8)
      yield* raceEach(
        bed,
        Effect.gen(function* () {
          const top = yield* bed.grow(bed.root)
          const low = yield* bed.grow(top)
          const target = deep[8]!
          return [
            move(top, target, [unwritten(target), childrenOf(top, low), childrenOf(low)]),
            Samples.commit([yield* child(low)], { requires: [unwritten(low)] })
          ] as const
        })
      )
    })
  ),

  law("STORE-54", "a commit that is not structural may be decided beside one that is", ({ grow, race, root, same }) =>
    Effect.gen(function* () {
      for (let round = 0; round < rounds; round++) {
        const [a, b, c] = [yield* grow(root), yield* grow(root), yield* grow(root)]
        const outcomes = yield* race(move(a, b, [unwritten(b)]), Samples.commit([Samples.next(c, touch(1))]))
        yield* same("outcomes", outcomes, ["committed", "committed"])
      }
    })
  ),

  law(
    "STORE-83",
    "moves of one commit count together: whoever comes along with another lies no deeper than ten levels, and who leaves is not counted",
    ({ chain, grow, refuses, root, same, store, try: attempt }) =>
      Effect.gen(function* () {
        const deep = yield* chain(root, 9)
        const [one, low] = (yield* chain(yield* grow(root), 1)) as [Stored, Stored]
        const [other, under] = (yield* chain(yield* grow(root), 1)) as [Stored, Stored]
        const [first, second, away] = [
          Samples.moved(one, deep[7]!),
          Samples.moved(other, low),
          Samples.moved(under, root)
        ]
        for (const writes of [[first, second] as const, [second, first] as const]) {
          yield* refuses(Samples.commit(writes, { structural: true }), "VersionConflict")
        }
        const fits = Samples.commit([second, first, away], { structural: true })
        yield* same("without the lowest", yield* attempt(fits), "committed")
        yield* same("line of the lowest", ids(yield* store.line(other.customer.id)), [
          ...ids([other, low, one]),
          ...ids(deep.slice(0, 8).toReversed())
        ])
        const further = Samples.moved(Samples.after(first), deep[9]!)
        yield* refuses(Samples.commit([further], { structural: true }), "VersionConflict")
        const parted = Samples.commit([further, Samples.moved(low, root)], { structural: true })
        yield* same("without those below", yield* attempt(parted), "committed")
        yield* same("line of one of them", ids(yield* store.line(other.customer.id)), ids([other, low, root]))
      })
  )
]
