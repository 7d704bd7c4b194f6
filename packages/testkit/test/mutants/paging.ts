/** Mutants of the laws of pages and of many commits at once. */
import { Customer, type CustomerId, type CustomerStore, Instant, Visibility } from "@clientele/core"
import { Effect } from "effect"
import type { Mutant, Store } from "./Mutant.ts"

type Query = CustomerStore.Query
type Rows = ReadonlyArray<CustomerStore.Row>

const without = <K extends keyof Query>(query: Query, ...keys: ReadonlyArray<K>): Query => {
  const rest = { ...query }
  for (const key of keys) delete rest[key]
  return rest
}

const page =
  (change: (rows: Rows, query: Query) => Rows, ask: (query: Query) => Query = (query) => query) =>
  (s: Store) => ({
    page: (query: Query) => Effect.map(s.page(ask(query)), (rows) => (rows === null ? null : change(rows, query)))
  })

const asking = (ask: (query: Query) => Query) => page((rows) => rows, ask)

/** All that a query finds, to cut from. */
const whole = (query: Query): Query => ({ ...without(query, "after"), limit: 1000 })

export const paging: ReadonlyArray<Mutant> = [
  {
    law: "STORE-55",
    bug: "reads the tree in order of creation",
    break: page(
      (rows, { order }) => (order === "tree" ? rows.toReversed() : rows),
      (query) => ({ ...query, order: "newest" })
    )
  },
  {
    law: "STORE-56",
    bug: "has the oldest first",
    break: page((rows, { order }) => (order === "newest" ? rows.toReversed() : rows))
  },
  {
    law: "STORE-57",
    bug: "begins the next page one row too late",
    break: page(
      (rows, { after }) => (after === undefined ? rows : rows.slice(1)),
      (query) => (query.after === undefined ? query : { ...query, limit: query.limit + 1 })
    )
  },
  {
    law: "STORE-58",
    bug: "counts rows instead of remembering where it was",
    break: (() => {
      const places = new Map<string, number>()
      return page((rows, { after, limit }) => {
        const from = after === undefined ? 0 : (places.get(after) ?? 0) + 1
        const part = rows.slice(from, from + limit)
        part.forEach(({ customer }, index) => places.set(customer.id, from + index))
        return part
      }, whole)
    })()
  },
  {
    law: "STORE-59",
    bug: "answers with one row too many",
    break: asking((query) => ({ ...query, limit: query.limit + 1 }))
  },
  {
    law: "STORE-60",
    bug: "names the root first",
    break: page((rows) => rows.map((row) => ({ ...row, above: row.above.toReversed() })))
  },
  {
    law: "STORE-61",
    bug: "shows a customer to every ancestor",
    break: asking((query) => (query.viewer === null ? query : { ...query, within: query.viewer, viewer: null }))
  },
  {
    law: "STORE-62",
    bug: "does not show a viewer itself",
    break: page((rows, { viewer }) => rows.filter(({ customer }) => customer.id !== viewer))
  },
  {
    law: "STORE-63",
    bug: "remembers for ever how far a customer was visible when it was opened",
    break: (s) => {
      const levels = new Map<CustomerId.CustomerId, number>()
      return {
        commit: (commit) =>
          Effect.suspend(() => {
            for (const { customer, expected } of commit.writes) {
              if (expected === 0) levels.set(customer.id, Customer.visibility(customer))
            }
            return s.commit(commit)
          }),
        page: (query) =>
          query.viewer === null
            ? s.page(query)
            : Effect.map(s.page({ ...query, within: query.viewer, viewer: null }), (rows) =>
                (rows ?? []).filter(({ above, customer }) => {
                  const distance = [customer, ...above.map((it) => it.customer)].findIndex(
                    ({ id }) => id === query.viewer
                  )
                  return distance === 0 || Visibility.sees(levels.get(customer.id) ?? 0, distance)
                })
              )
      }
    }
  },
  {
    law: "STORE-64",
    bug: "leaves out the customer within which it looks",
    break: page((rows, { within }) => rows.filter(({ customer }) => customer.id !== within))
  },
  {
    law: "STORE-65",
    bug: "does not look at the portal",
    break: asking((query) => without(query, "portal"))
  },
  {
    law: "STORE-66",
    bug: "lets a demo run a moment too long",
    break: asking((query) => ({ ...query, now: Instant.plus(query.now, -1) }))
  },
  {
    law: "STORE-67",
    bug: "takes the text for a pattern",
    break: page(
      (rows, { text = "" }) => {
        const pattern = text.replaceAll("\\", "\\\\").replaceAll("(", "\\(")
        return rows.filter(({ customer }) => new RegExp(pattern, "i").test(Customer.searchText(customer)))
      },
      (query) => without(query, "text")
    )
  },
  {
    law: "STORE-68",
    bug: "looks at the text or the portal, not at both",
    break: asking((query) => (query.text === undefined ? query : without(query, "portal")))
  },
  {
    law: "STORE-69",
    bug: "finds what lies within a customer of another platform",
    break: (s) => ({
      page: (query) =>
        Effect.gen(function* () {
          const [within] = query.within === undefined ? [] : yield* s.line(query.within)
          return yield* s.page({ ...query, platform: within?.customer.platform ?? query.platform })
        })
    })
  },
  {
    law: "STORE-70",
    bug: "stops at the first commit that it refuses",
    break: (s) => ({
      commitAll: (commits) =>
        Effect.gen(function* () {
          const outcomes: Array<Effect.Success<ReturnType<Store["commitAll"]>>[number]> = []
          for (const commit of commits) {
            const refused = outcomes.find((outcome) => outcome !== null)
            outcomes.push(...(refused === undefined ? yield* s.commitAll([commit]) : [refused]))
          }
          return outcomes
        })
    })
  },
  {
    law: "STORE-71",
    bug: "writes the last first",
    break: (s) => ({
      commitAll: (commits) => Effect.map(s.commitAll(commits.toReversed()), (outcomes) => outcomes.toReversed())
    })
  },
  {
    law: "STORE-72",
    bug: "answers for commits that nobody made",
    break: (s) => ({
      commitAll: (commits) => (commits.length === 0 ? Effect.succeed([null]) : s.commitAll(commits))
    })
  },
  {
    law: "STORE-90",
    bug: "remembers for ever how those above were when it first read them",
    break: (s) => {
      const first = new Map<CustomerId.CustomerId, CustomerStore.Stored>()
      const remembered = (it: CustomerStore.Stored) => {
        if (!first.has(it.customer.id)) first.set(it.customer.id, it)
        return first.get(it.customer.id) ?? it
      }
      return page((rows) => rows.map((row) => ({ ...row, above: row.above.map(remembered) })))(s)
    }
  },
  {
    law: "STORE-85",
    bug: "goes on from anywhere",
    break: (s) => ({
      page: (query) =>
        Effect.flatMap(s.page(query), (rows) =>
          rows === null ? s.page(without(query, "after")) : Effect.succeed(rows)
        )
    })
  }
]
