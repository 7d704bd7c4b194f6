/** Laws of pages: order, keyset, who sees whom. */
import type { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { type Bed, forest, ids, law, touch } from "../Bed.ts"

type Stored = CustomerStore.Stored
type Query = Partial<CustomerStore.Query>

/** All rows of a query, read page by page. */
const pages = (
  bed: Bed,
  limit: number,
  query: Query,
  between: (read: number) => ReturnType<Bed["grow"]> | Effect.Effect<void> = () => Effect.void
) =>
  Effect.gen(function* () {
    const rows: Array<CustomerStore.Row> = []
    for (;;) {
      const last = rows.at(-1)
      const part = yield* bed.page({ ...query, limit, ...(last === undefined ? {} : { after: last.customer.id }) })
      if (part.length === 0) return rows
      rows.push(...part)
      yield* between(rows.length)
    }
  })

export const paging = [
  law("STORE-55", "in tree order each follows its parent, siblings in order of creation", (bed) =>
    Effect.gen(function* () {
      const { tree } = yield* forest(bed)
      yield* bed.same("page", ids(yield* bed.page({ order: "tree" })), ids(tree))
    })
  ),

  law("STORE-56", "the newest come first, wherever they lie", (bed) =>
    Effect.gen(function* () {
      const { newest } = yield* forest(bed)
      yield* bed.same("page", ids(yield* bed.page({ order: "newest" })), ids(newest))
    })
  ),

  law("STORE-57", "pages of any size join without gap or repeat", (bed) =>
    Effect.gen(function* () {
      const { newest, tree } = yield* forest(bed)
      const a = tree[1]!.customer.id
      for (const limit of [1, 2, 3, 8, 1000]) {
        yield* bed.same(`tree, ${limit} a page`, ids(yield* pages(bed, limit, { order: "tree" })), ids(tree))
        yield* bed.same(`newest, ${limit} a page`, ids(yield* pages(bed, limit, { order: "newest" })), ids(newest))
        const within = ids(yield* pages(bed, limit, { order: "tree", within: a }))
        yield* bed.same(`within one, ${limit} a page`, within, ids(tree.slice(1, 5)))
      }
    })
  ),

  law("STORE-58", "rows that were there throughout appear once, whatever is opened between the pages", (bed) =>
    Effect.gen(function* () {
      const { newest, tree } = yield* forest(bed)
      const there = new Set(ids(tree))
      for (const [order, expected] of [
        ["tree", tree],
        ["newest", newest]
      ] as const) {
        const rows = yield* pages(bed, 2, { order }, (read) =>
          read > 40 ? Effect.void : bed.grow(tree[read % tree.length]!)
        )
        yield* bed.same(
          `${order}`,
          ids(rows).filter((id) => there.has(id)),
          ids(expected)
        )
        yield* bed.same(`${order}, each once`, new Set(ids(rows)).size, rows.length)
      }
    })
  ),

  law("STORE-59", "a page has at most as many rows as asked for", (bed) =>
    Effect.gen(function* () {
      const { newest, tree } = yield* forest(bed)
      yield* bed.same("tree", ids(yield* bed.page({ order: "tree", limit: 3 })), ids(tree.slice(0, 3)))
      yield* bed.same("newest", ids(yield* bed.page({ order: "newest", limit: 3 })), ids(newest.slice(0, 3)))
    })
  ),

  law("STORE-60", "a row is the customer as it is kept, with those above, nearest first", (bed) =>
    Effect.gen(function* () {
      const [root, a, b] = (yield* bed.chain(bed.root, 2)) as [Stored, Stored, Stored]
      const touched = yield* bed.append(b, { _tag: "VisibilitySet", levels: 2 })
      for (const order of ["tree", "newest"] as const) {
        const rows = yield* bed.page({ order, within: b.customer.id })
        yield* bed.same(
          "rows",
          rows.map(({ above, customer, version }) => ({ above, customer, version })),
          [{ ...touched, above: [a, root] }]
        )
      }
    })
  ),

  law("STORE-61", "an ancestor sees a customer up to the levels that it carries, one to ten", (bed) =>
    Effect.gen(function* () {
      const line = yield* bed.chain(bed.root, 9)
      const lowest = line[9]!
      const leaves: Array<Stored> = []
      for (let levels = 1; levels <= 10; levels++) leaves.push(yield* bed.grow(lowest, { visibility: levels }))
      for (let distance = 1; distance <= 10; distance++) {
        const viewer = line[10 - distance]!.customer.id
        const seen = ids(leaves.filter((_, index) => index + 1 >= distance))
        for (const order of ["tree", "newest"] as const) {
          const rows = ids(yield* bed.page({ order, viewer, parent: lowest.customer.id }))
          yield* bed.same(`${order}, from ${distance} above`, rows.toSorted(), seen)
        }
      }
    })
  ),

  law("STORE-62", "a viewer sees itself and those below it, nobody beside or above", (bed) =>
    Effect.gen(function* () {
      const { tree } = yield* forest(bed)
      const [a, b1] = [tree[1]!, tree[6]!]
      for (const order of ["tree", "newest"] as const) {
        const below = ids(yield* bed.page({ order, viewer: a.customer.id }))
        yield* bed.same("from the middle", below.toSorted(), ids(tree.slice(1, 5)).toSorted())
        yield* bed.same("from a leaf", ids(yield* bed.page({ order, viewer: b1.customer.id })), ids([b1]))
        const beside = yield* bed.page({ order, viewer: a.customer.id, within: tree[5]!.customer.id })
        yield* bed.same("within one beside", beside, [])
      }
    })
  ),

  law("STORE-63", "who sees a customer changes with its levels and with a move of those above it", (bed) =>
    Effect.gen(function* () {
      const [from, to] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
      const top = yield* bed.grow(from, { visibility: 1 })
      const low = yield* bed.grow(top, { visibility: 1 })
      const seenBy = (viewer: Stored) => Effect.map(bed.page({ viewer: viewer.customer.id, order: "newest" }), ids)
      yield* bed.same("from two above", yield* seenBy(from), ids([top, from]))
      const raised = yield* bed.append(low, { _tag: "VisibilitySet", levels: 2 })
      yield* bed.same("once raised", yield* seenBy(from), ids([raised, top, from]))
      yield* bed.put(Samples.moved(top, to), { structural: true })
      yield* bed.same("from the old parent", yield* seenBy(from), ids([from]))
      yield* bed.same("from the new one", yield* seenBy(to), ids([raised, top, to]))
      yield* bed.append(raised, { _tag: "VisibilitySet", levels: 1 })
      yield* bed.same("once lowered", yield* seenBy(to), ids([top, to]))
    })
  ),

  law("STORE-90", "those above a row are as they are kept now, whatever an earlier page said", (bed) =>
    Effect.gen(function* () {
      const [root, a, b] = (yield* bed.chain(bed.root, 2)) as [Stored, Stored, Stored]
      const c = yield* bed.grow(b)
      const above = (order: "tree" | "newest") =>
        Effect.map(bed.page({ order, within: b.customer.id }), (rows) => rows.map((row) => row.above))
      const same = (what: string, expected: ReadonlyArray<ReadonlyArray<Stored>>) =>
        Effect.gen(function* () {
          yield* bed.same(`${what}, tree`, yield* above("tree"), expected)
          yield* bed.same(`${what}, newest`, yield* above("newest"), expected.toReversed())
        })
      yield* same("before", [
        [a, root],
        [b, a, root]
      ])
      const held = yield* bed.append(a, touch(1))
      yield* same("once one of them was written", [
        [held, root],
        [b, held, root]
      ])
      const [again, low] = [yield* bed.append(held, touch(2)), yield* bed.append(b, touch(1))]
      yield* bed.append(c, touch(1))
      yield* same("once all were written", [
        [again, root],
        [low, again, root]
      ])
    })
  ),

  law(
    "STORE-85",
    "no page begins after a customer that the viewer does not see, or that is not of the platform",
    (bed) =>
      Effect.gen(function* () {
        const { tree } = yield* forest(bed)
        const [root, a, b] = [tree[0]!, tree[1]!, tree[5]!]
        const near = yield* bed.grow(tree[2]!, { visibility: 1 })
        const elsewhere = yield* bed.put(Samples.root(yield* Samples.platformId, yield* Samples.customerId))
        const query = { platform: bed.platform, limit: 10, now: Samples.at }
        for (const order of ["tree", "newest"] as const) {
          const begins = (viewer: Stored | null, { customer }: Pick<Stored, "customer">) =>
            Effect.map(
              bed.store.page({ ...query, order, viewer: viewer?.customer.id ?? null, after: customer.id }),
              (rows) => rows !== null
            )
          yield* bed.same("after one above", yield* begins(a, root), false)
          yield* bed.same("after one beside", yield* begins(a, b), false)
          yield* bed.same("after one too far down", yield* begins(a, near), false)
          yield* bed.same("after one elsewhere", yield* begins(a, elsewhere), false)
          yield* bed.same("after one elsewhere, for support", yield* begins(null, elsewhere), false)
          yield* bed.same(
            "after one that is not there",
            yield* begins(null, { customer: { ...near.customer, id: yield* Samples.customerId } }),
            false
          )
          yield* bed.same("from its parent", yield* begins(tree[2]!, near), true)
          yield* bed.same("for support", yield* begins(null, near), true)
          yield* bed.same("after the viewer itself", yield* begins(a, a), true)
        }
      })
  )
]
