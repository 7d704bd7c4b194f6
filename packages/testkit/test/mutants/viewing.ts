/** Mutants of the laws of who sees whom, of where a page goes on, and of what commits rely on. */
import { Customer, type CustomerId, type CustomerStore } from "@clientele/core"
import { Effect } from "effect"
import { blindToTheTree, lookThenWrite, type Mutant } from "./Mutant.ts"

type Query = CustomerStore.Query

export const viewing: ReadonlyArray<Mutant> = [
  {
    law: "STORE-89",
    bug: "counts levels from where a customer was opened",
    break: (s) => {
      const depths = new Map<CustomerId.CustomerId, number>()
      return {
        commit: (commit) =>
          Effect.tap(s.commit(commit), () =>
            Effect.sync(() => {
              for (const { customer, expected } of commit.writes) {
                const above = customer.parent === null ? -1 : (depths.get(customer.parent) ?? -1)
                if (expected === 0) depths.set(customer.id, above + 1)
              }
            })
          ),
        page: (query) =>
          query.viewer === null
            ? s.page(query)
            : Effect.map(s.page({ ...query, within: query.within ?? query.viewer, viewer: null }), (rows) =>
                (rows ?? []).filter(({ above, customer }) => {
                  const distance = [customer.id, ...above.map((one) => one.customer.id)].indexOf(query.viewer!)
                  const top = (depths.get(customer.id) ?? 0) - Customer.visibility(customer)
                  return distance === 0 || (distance > 0 && above.length - distance >= top)
                })
              )
      }
    }
  },
  {
    law: "STORE-78",
    bug: "remembers for ever at which depth a viewer was when it first asked",
    break: (s) => {
      const depths = new Map<CustomerId.CustomerId, number>()
      return {
        page: (query) =>
          Effect.gen(function* () {
            if (query.viewer === null) return yield* s.page(query)
            const depth = (yield* s.line(query.viewer)).length
            const known = depths.get(query.viewer) ?? depth
            depths.set(query.viewer, known)
            return known === depth ? yield* s.page(query) : []
          })
      }
    }
  },
  {
    law: "STORE-79",
    bug: "begins anew after a customer that it does not show",
    break: (s) => ({
      page: ({ after, ...query }: Query) =>
        Effect.map(s.page({ ...query, limit: 1000 }), (rows) => {
          if (rows === null) return null
          const at = rows.findIndex(({ customer }) => customer.id === after)
          return rows.slice(at + 1, at + 1 + query.limit)
        })
    })
  },
  {
    law: "STORE-80",
    bug: "writes the last customer of a commit first",
    break: (s) => ({
      commitAll: (commits) =>
        s.commitAll(
          commits.map((commit) => {
            const [first, ...rest] = commit.writes.toReversed()
            return first === undefined ? commit : { ...commit, writes: [first, ...rest] }
          })
        )
    })
  },
  {
    law: "STORE-81",
    bug: "looks at the children before, not while, it opens others",
    break: (s) => ({ commit: (commit) => lookThenWrite(s, commit) })
  },
  {
    law: "STORE-82",
    bug: "looks at the versions that it relies on before, not while, it writes",
    break: (s) => ({ commit: (commit) => lookThenWrite(s, commit) })
  },
  {
    law: "STORE-83",
    bug: "says yes to whatever several moves make of the tree",
    break: (s) => ({
      commit: (commit) => (commit.writes.length > 1 ? blindToTheTree(s.commit(commit)) : s.commit(commit))
    })
  },
  {
    law: "STORE-84",
    bug: "keeps the last of the writes of a customer",
    break: (s) => ({
      commit: (commit) => {
        const last = new Map(commit.writes.map((write) => [write.customer.id, write]))
        const [first, ...rest] = [...last.values()]
        return s.commit(first === undefined ? commit : { ...commit, writes: [first, ...rest] })
      }
    })
  },
  {
    law: "STORE-86",
    bug: "answers with one row at least",
    break: (s) => ({ page: (query) => s.page({ ...query, limit: Math.max(1, query.limit || 0) }) })
  },
  {
    law: "STORE-87",
    bug: "lets a child be written between the look at it and the commit",
    break: (s) => ({
      commit: (commit) =>
        commit.requires.some(({ _tag }) => _tag === "children") ? lookThenWrite(s, commit) : s.commit(commit)
    })
  },
  {
    law: "STORE-88",
    bug: "keeps the key that a commit gives up with another claim",
    break: (s) => ({
      commit: (commit) => s.commit(commit.claim.length > 0 ? { ...commit, release: [] } : commit)
    })
  }
]
