/** Mutants of the laws of the feed, of erasure and of the tree. */
import { type CustomerId, type Event, type PlatformId, Visibility } from "@clientele/core"
import { Effect, Stream } from "effect"
import { blindToTheTree, type Commit, conflict, lookThenWrite, type Mutant, type Store } from "./Mutant.ts"

/** Does something else while a structural commit of anybody is under way. */
const busy = (s: Store, refuse: (commit: Commit) => boolean): Partial<Store> => {
  let moving = false
  return {
    commit: (commit) =>
      Effect.gen(function* () {
        if (moving && refuse(commit)) return yield* conflict(commit.writes[0].customer.id)
        if (!commit.structural) return yield* s.commit(commit)
        moving = true
        yield* Effect.yieldNow
        yield* s.commit(commit).pipe(Effect.ensuring(Effect.sync(() => void (moving = false))))
      })
  }
}

export const following: ReadonlyArray<Mutant> = [
  {
    law: "STORE-35",
    bug: "orders the feed by customer",
    break: (s) => ({
      feed: (platform, after, limit) =>
        Effect.map(s.feed(platform, after, limit), (entries) =>
          entries.toSorted((a, b) => (String(a.recorded.customer) < String(b.recorded.customer) ? -1 : 1))
        )
    })
  },
  {
    law: "STORE-36",
    bug: "writes positions as plain numbers",
    break: (s) => ({
      feed: (platform, after, limit) =>
        Effect.map(s.feed(platform, after === null ? null : after.padStart(16, "0"), limit), (entries) =>
          entries.map((entry) => ({ ...entry, position: String(Number(entry.position)) }))
        )
    })
  },
  {
    law: "STORE-37",
    bug: "answers with one event too many",
    break: (s) => ({ feed: (platform, after, limit) => s.feed(platform, after, limit + 1) })
  },
  {
    law: "STORE-38",
    bug: "feeds the events of all platforms",
    break: (s) => {
      const platforms = new Set<PlatformId.PlatformId>()
      return {
        commit: (commit) => Effect.suspend(() => s.commit((platforms.add(commit.platform), commit))),
        feed: (_, after, limit) =>
          Effect.map(
            Effect.forEach([...platforms], (platform) => s.feed(platform, after, limit)),
            (parts) =>
              parts
                .flat()
                .toSorted((a, b) => (a.position < b.position ? -1 : 1))
                .slice(0, limit)
          )
      }
    }
  },
  {
    law: "STORE-39",
    bug: "shows an event only after one with a greater position",
    break: (s) => {
      let shown = false
      return {
        feed: (platform, after, limit) =>
          Effect.map(s.feed(platform, after, limit), (entries) => {
            const late = shown ? -1 : entries.slice(0, -1).findIndex(({ recorded }) => recorded.sequence === 3)
            shown = shown || late >= 0
            return entries.filter((_, index) => index !== late)
          })
      }
    }
  },
  {
    law: "STORE-40",
    bug: "tells a follower of commits alone",
    break: (s) => ({ changes: (platform) => Stream.drop(s.changes(platform), 1) })
  },
  {
    law: "STORE-41",
    bug: "tells a follower once and no more",
    break: (s) => ({ changes: (platform) => Stream.take(s.changes(platform), 1) })
  },
  {
    law: "STORE-42",
    bug: "leaves what was written before an erasure",
    break: (s) => ({
      commit: (commit) => {
        const [first, ...rest] = commit.writes.map((write) => ({ ...write, rewritten: [] }))
        return s.commit({ ...commit, writes: [first!, ...rest] })
      }
    })
  },
  {
    law: "STORE-43",
    bug: "feeds what it once fed for ever",
    break: (s) => {
      const fed = new Map<string, Event.Recorded | Event.Redacted>()
      return {
        feed: (platform, after, limit) =>
          Effect.map(s.feed(platform, after, limit), (entries) =>
            entries.map(({ position, recorded }) => {
              if (!fed.has(position)) fed.set(position, recorded)
              return { position, recorded: fed.get(position)! }
            })
          )
      }
    }
  },
  {
    law: "STORE-44",
    bug: "empties the records of everybody",
    break: (s) => {
      let erased = false
      return {
        commit: (commit) => {
          erased = erased || commit.writes.some(({ rewritten }) => rewritten !== undefined)
          return s.commit(commit)
        },
        idempotency: (platform, actor, key) =>
          Effect.map(s.idempotency(platform, actor, key), (record) =>
            record === null || !erased ? record : { ...record, fingerprint: "", warnings: [] }
          )
      }
    }
  },
  {
    law: "STORE-45",
    bug: "remembers for ever below whom a customer was opened",
    break: (s) => {
      const lines = new Map<CustomerId.CustomerId, ReadonlyArray<CustomerId.CustomerId>>()
      return {
        line: (id) =>
          Effect.map(s.many(lines.get(id) ?? []), (found) =>
            (lines.get(id) ?? []).flatMap((one) => found.find(({ customer }) => customer.id === one) ?? [])
          ),
        commit: (commit) =>
          Effect.tap(s.commit(commit), () =>
            Effect.sync(() => {
              for (const { customer, expected } of commit.writes) {
                if (expected === 0)
                  lines.set(customer.id, [customer.id, ...(lines.get(customer.parent ?? customer.id) ?? [])])
              }
            })
          )
      }
    }
  },
  {
    law: "STORE-46",
    bug: "says yes to an eleventh level",
    break: (s) => ({
      commit: (commit) =>
        Effect.gen(function* () {
          const line = yield* s.line(commit.writes[0].customer.parent ?? commit.writes[0].customer.id)
          yield* line.length > Visibility.maxDepth ? blindToTheTree(s.commit(commit)) : s.commit(commit)
        })
    })
  },
  {
    law: "STORE-47",
    bug: "says yes to a circle",
    break: (s) => ({
      commit: (commit) =>
        Effect.gen(function* () {
          const { id, parent } = commit.writes[0].customer
          const above = parent === null ? [] : yield* s.line(parent)
          const circle = above.some(({ customer }) => customer.id === id)
          yield* circle ? blindToTheTree(s.commit(commit)) : s.commit(commit)
        })
    })
  },
  {
    law: "STORE-48",
    bug: "says yes to a parent that it does not know",
    break: (s) => ({
      commit: (commit) =>
        Effect.gen(function* () {
          const { parent } = commit.writes[0].customer
          const unknown = parent !== null && (yield* s.many([parent])).length === 0
          yield* unknown ? blindToTheTree(s.commit(commit)) : s.commit(commit)
        })
    })
  },
  {
    law: "STORE-49",
    bug: "refuses a structural commit while another is under way",
    break: (s) => busy(s, ({ structural }) => structural)
  },
  {
    law: "STORE-50",
    bug: "lets moves cross: it looks for a circle before, not while, it moves",
    break: (s) => ({
      commit: (commit) =>
        Effect.gen(function* () {
          const { id, parent } = commit.writes[0].customer
          const above = parent === null ? [] : yield* s.line(parent)
          if (above.some(({ customer }) => customer.id === id)) return yield* s.commit(commit)
          yield* Effect.yieldNow
          yield* blindToTheTree(s.commit(commit))
        })
    })
  },
  {
    law: "STORE-51",
    bug: "lets a close pass a create: it looks at the children before, not while, it writes",
    break: (s) => ({ commit: (commit) => lookThenWrite(s, commit) })
  },
  {
    law: "STORE-52",
    bug: "lets a revoke pass a grant: it looks at the nearest of what is required",
    break: (s) => ({ commit: (commit) => s.commit({ ...commit, requires: commit.requires.slice(0, 1) }) })
  },
  {
    law: "STORE-53",
    bug: "measures a subtree before, not while, it moves",
    break: (s) => ({ commit: (commit) => blindToTheTree(lookThenWrite(s, commit)) })
  },
  {
    law: "STORE-54",
    bug: "refuses whatever comes while a structural commit is under way",
    break: (s) => busy(s, () => true)
  }
]
