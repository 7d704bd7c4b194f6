/** Laws of who sees whom at whatever depth, and where a page goes on. */
import { Visibility } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { forest, ids, law } from "../Bed.ts"

/** The newest first: what a store learns from one order must not help it with the other. */
const orders = ["newest", "tree"] as const

export const viewing = [
  law(
    "STORE-89",
    "those that come along with a move to another depth are seen as far up as their levels reach from there",
    ({ chain, grow, page, put, root, same }) =>
      Effect.gen(function* () {
        const path = (yield* chain(root, 3)).toReversed()
        const levels = [1, 2, 1, 1]
        let top = yield* grow(root, { visibility: 1 }, "moved")
        const below = [top]
        for (const visibility of levels.slice(0, 3).toReversed()) {
          below.unshift(yield* grow(below[0]!, { visibility }, "moved"))
        }
        for (const up of [0, 2, 3]) {
          top = yield* put(Samples.moved(top, path[up]!), { structural: true })
          const line = [...below.slice(0, 3), top, ...path.slice(up)]
          for (const [at, viewer] of line.entries()) {
            const seen = ids(below.filter((_, n) => n === at || (n < at && Visibility.sees(levels[n]!, at - n))))
            for (const order of orders) {
              for (const narrowed of [{ portal: "moved" }, { within: top.customer.id }]) {
                const rows = ids(yield* page({ ...narrowed, order, viewer: viewer.customer.id }))
                yield* same(`${order}, below ${path.length - up}, from ${at}`, rows.toSorted(), seen.toSorted())
              }
            }
          }
        }
      })
  ),

  law(
    "STORE-78",
    "a viewer sees from whatever depth it is at home at, asked again and after it has moved",
    ({ chain, page, put, root, same }) =>
      Effect.gen(function* () {
        const line = yield* chain(root, Visibility.maxDepth)
        const look = (when: string, below: (depth: number) => typeof line) =>
          Effect.gen(function* () {
            for (const [depth, viewer] of line.entries()) {
              for (const order of orders) {
                const seen = ids(below(depth))
                const rows = ids(yield* page({ order, viewer: viewer.customer.id }))
                yield* same(`${when}: ${order}, from depth ${depth}`, rows, order === "tree" ? seen : seen.toReversed())
              }
            }
          })
        yield* look("at first", (depth) => line.slice(depth))
        yield* look("again", (depth) => line.slice(depth))
        yield* put(Samples.moved(line[8]!, root), { structural: true })
        yield* look("after a move", (depth) => line.slice(depth, depth === 0 || depth >= 8 ? undefined : 8))
      })
  ),

  law(
    "STORE-79",
    "a page goes on after any customer, be it above, before, within or behind what the page is about",
    (bed) =>
      Effect.gen(function* () {
        const { newest, tree } = yield* forest(bed)
        const [root, a, b] = [bed.root.customer.id, tree[1]!.customer.id, tree[5]!.customer.id]
        for (const query of [{}, { parent: root }, { parent: a }, { parent: b }, { within: a }, { within: b }]) {
          for (const order of orders) {
            const all = ids(order === "tree" ? tree : newest)
            for (const viewer of [null, root]) {
              const whole = ids(yield* bed.page({ ...query, order, viewer }))
              for (const [at, after] of all.entries()) {
                const rest = whole.filter((id) => all.indexOf(id) > at)
                const rows = ids(yield* bed.page({ ...query, order, viewer, after }))
                yield* bed.same(`${order} of ${Object.keys(query).join()}, after number ${at}`, rows, rest)
              }
            }
          }
        }
      })
  ),

  law("STORE-86", "of a limit the fraction is cut off; below one, or no number at all, it asks for nothing", (bed) =>
    Effect.gen(function* () {
      const { newest, tree } = yield* forest(bed)
      const { platform, root, same, store } = bed
      for (const [limit, count] of [
        [Number.NaN, 0],
        [Number.NEGATIVE_INFINITY, 0],
        [-1, 0],
        [0, 0],
        [0.5, 0],
        [2.9, 2],
        [Number.POSITIVE_INFINITY, tree.length]
      ] as const) {
        for (const order of orders) {
          const rows = ids(yield* bed.page({ order, limit }))
          yield* same(`${order}, ${limit}`, rows, ids(order === "tree" ? tree : newest).slice(0, count))
        }
        yield* same(`feed, ${limit}`, (yield* store.feed(platform, null, limit)).length, count)
        const below = ids(yield* store.below(root.customer.id, limit))
        yield* same(`below, ${limit}`, below, ids(tree).slice(1, count === tree.length ? undefined : count + 1))
      }
    })
  )
]
