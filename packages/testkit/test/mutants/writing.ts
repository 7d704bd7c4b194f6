/** Mutants of the laws of keeping, versions and requirements. */
import type { CustomerId, CustomerStore, PlatformId } from "@clientele/core"
import { Effect } from "effect"
import { conflict, lookThenWrite, type Mutant, rebased, version, versionOf } from "./Mutant.ts"

type Required = Effect.Effect<CustomerStore.Requirement, CustomerStore.CustomerStoreUnavailable>

export const writing: ReadonlyArray<Mutant> = [
  {
    law: "STORE-1",
    bug: "answers for a platform that it does not know with one that it does",
    break: (s) => {
      let known: PlatformId.PlatformId
      return {
        commit: (commit) => Effect.suspend(() => s.commit({ ...commit, platform: (known = commit.platform) })),
        feed: (platform, after, limit) =>
          Effect.flatMap(s.feed(platform, after, limit), (found) =>
            found.length > 0 ? Effect.succeed(found) : s.feed(known, after, limit)
          )
      }
    }
  },
  {
    law: "STORE-2",
    bug: "forgets the last event",
    break: (s) => ({ events: (id) => Effect.map(s.events(id), (events) => events.slice(0, -1)) })
  },
  {
    law: "STORE-3",
    bug: "leads from the root down",
    break: (s) => ({ line: (id) => Effect.map(s.line(id), (line) => line.toReversed()) })
  },
  {
    law: "STORE-4",
    bug: "answers twice for whom it is asked twice",
    break: (s) => ({
      many: (ids) =>
        Effect.map(
          Effect.forEach(ids, (id) => s.many([id])),
          (found) => found.flat()
        )
    })
  },
  {
    law: "STORE-5",
    bug: "lists grandchildren too",
    break: (s) => ({ children: (id) => s.below(id) })
  },
  {
    law: "STORE-6",
    bug: "lists the lowest first",
    break: (s) => ({ below: (id, limit) => Effect.map(s.below(id, limit), (below) => below.toReversed()) })
  },
  {
    law: "STORE-7",
    bug: "counts commits instead of events",
    break: (s) => {
      const commits = new Map<CustomerId.CustomerId, number>()
      return {
        commit: (commit) =>
          Effect.tap(s.commit(commit), () =>
            Effect.sync(() => {
              for (const { customer } of commit.writes) commits.set(customer.id, (commits.get(customer.id) ?? 0) + 1)
            })
          ),
        many: (ids) =>
          Effect.map(s.many(ids), (found) =>
            found.map((one) => ({ ...one, version: version(commits.get(one.customer.id) ?? 0) }))
          )
      }
    }
  },
  {
    law: "STORE-8",
    bug: "lets the last writer win",
    break: (s) => ({
      commit: (commit) =>
        Effect.flatMap(
          rebased(s, commit, (expected, actual) => expected < actual),
          s.commit
        )
    })
  },
  {
    law: "STORE-9",
    bug: "accepts a version that it has not reached",
    break: (s) => ({
      commit: (commit) =>
        Effect.flatMap(
          rebased(s, commit, (expected, actual) => expected > actual),
          s.commit
        )
    })
  },
  {
    law: "STORE-10",
    bug: "opens a customer over one that is there",
    break: (s) => ({
      commit: (commit) =>
        Effect.flatMap(
          rebased(s, commit, (expected) => expected === 0),
          s.commit
        )
    })
  },
  {
    law: "STORE-11",
    bug: "writes the first of several",
    break: (s) => ({ commit: (commit) => s.commit({ ...commit, writes: [commit.writes[0]] }) })
  },
  {
    law: "STORE-12",
    bug: "writes what it can before it refuses",
    break: (s) => ({
      commit: (commit) =>
        Effect.tapError(s.commit(commit), () =>
          Effect.forEach(commit.writes, (write) =>
            Effect.ignore(s.commit({ ...commit, writes: [write], claim: [], idempotency: null }))
          )
        )
    })
  },
  {
    law: "STORE-13",
    bug: "compares versions before, not while, it writes",
    break: (s) => ({ commit: (commit) => lookThenWrite(s, commit) })
  },
  {
    law: "STORE-14",
    bug: "wants required children named in its own order",
    break: (s) => ({
      commit: (commit) =>
        Effect.gen(function* () {
          for (const requirement of commit.requires) {
            if (requirement._tag === "version") continue
            const now = (yield* s.children(requirement.customer)).map(({ customer }) => customer.id)
            if (requirement.versions.some(([id], index) => now[index] !== id))
              return yield* conflict(requirement.customer)
          }
          yield* s.commit(commit)
        })
    })
  },
  {
    law: "STORE-15",
    bug: "does not look at required versions",
    break: (s) => ({
      commit: (commit) => s.commit({ ...commit, requires: commit.requires.filter(({ _tag }) => _tag !== "version") })
    })
  },
  {
    law: "STORE-16",
    bug: "looks only at the children that it is told of",
    break: (s) => ({
      commit: (commit) =>
        s.commit({
          ...commit,
          requires: commit.requires.flatMap(
            (requirement): ReadonlyArray<CustomerStore.Requirement> =>
              requirement._tag === "version"
                ? [requirement]
                : requirement.versions.map(([customer, version]) => ({ _tag: "version", customer, version }))
          )
        })
    })
  },
  {
    law: "STORE-17",
    bug: "looks only at the children that it still has",
    break: (s) => ({
      commit: (commit) =>
        Effect.gen(function* () {
          const requires = yield* Effect.forEach(
            commit.requires,
            (requirement): Required =>
              requirement._tag === "version"
                ? Effect.succeed(requirement)
                : Effect.map(s.children(requirement.customer), (now) => {
                    const here = new Set(now.map(({ customer }) => customer.id))
                    return { ...requirement, versions: requirement.versions.filter(([id]) => here.has(id)) }
                  })
          )
          yield* s.commit({ ...commit, requires })
        })
    })
  },
  {
    law: "STORE-18",
    bug: "compares the ids of required children, not their versions",
    break: (s) => ({
      commit: (commit) =>
        Effect.gen(function* () {
          const requires = yield* Effect.forEach(
            commit.requires,
            (requirement): Required =>
              requirement._tag === "version"
                ? Effect.succeed(requirement)
                : Effect.map(
                    Effect.forEach(requirement.versions, ([id]) =>
                      Effect.map(versionOf(s, id), (now) => [id, now] as const)
                    ),
                    (versions) => ({ ...requirement, versions })
                  )
          )
          yield* s.commit({ ...commit, requires })
        })
    })
  },
  {
    law: "STORE-19",
    bug: "compares what is required after it has written",
    break: (s) => ({
      commit: (commit) => {
        const written = new Set(commit.writes.map(({ customer }) => customer.id))
        const own = commit.requires.find(({ customer }) => written.has(customer))
        return own === undefined ? s.commit(commit) : Effect.fail(conflict(own.customer))
      }
    })
  },
  {
    law: "STORE-77",
    bug: "refuses a commit for what is wrong with one beside it",
    break: (s) => {
      let refusals = 0
      return {
        commit: (commit) =>
          Effect.gen(function* () {
            const before = refusals
            yield* Effect.yieldNow
            yield* Effect.tapError(s.commit(commit), () => Effect.sync(() => refusals++))
            if (refusals > before) return yield* conflict(commit.writes[0].customer.id)
          })
      }
    }
  }
]
