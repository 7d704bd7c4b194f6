/** Mutants of the laws of claims and idempotency. */
import { type Customer, CustomerStore } from "@clientele/core"
import { Effect } from "effect"
import { type Commit, conflict, type Mutant, type Store, versionOf } from "./Mutant.ts"

type Claim = Commit["claim"][number]

const holder = (s: Store, { key, kind, scope }: Customer.Claim) => s.holder({ kind, scope, key })

/** The claims that nobody else holds now. */
const free = (s: Store, claims: ReadonlyArray<Claim>) =>
  Effect.filter(claims, (claim) => Effect.map(holder(s, claim), (held) => held === null || held === claim.customer))

const firstTaken = (s: Store, { claim }: Commit, isTaken: (held: string | null, claim: Claim) => boolean) =>
  Effect.map(
    Effect.filter(claim, (one) => Effect.map(holder(s, one), (held) => isTaken(held, one))),
    ([one]) =>
      one === undefined ? null : new CustomerStore.ClaimTaken({ kind: one.kind, scope: one.scope, key: one.key })
  )

const lowerCase = <C extends Customer.Claim>(claim: C): C => ({ ...claim, key: claim.key.toLowerCase() })

export const claiming: ReadonlyArray<Mutant> = [
  {
    law: "STORE-20",
    bug: "loses claims",
    break: (s) => ({ commit: (commit) => s.commit({ ...commit, claim: [] }) })
  },
  {
    law: "STORE-21",
    bug: "writes without the keys that are taken",
    break: (s) => ({
      commit: (commit) => Effect.flatMap(free(s, commit.claim), (claim) => s.commit({ ...commit, claim }))
    })
  },
  {
    law: "STORE-22",
    bug: "refuses a customer its own key",
    break: (s) => ({
      commit: (commit) =>
        Effect.flatMap(
          firstTaken(s, commit, (held) => held !== null),
          (taken) => (taken === null ? s.commit(commit) : Effect.fail(taken))
        )
    })
  },
  {
    law: "STORE-23",
    bug: "never releases",
    break: (s) => ({ commit: (commit) => s.commit({ ...commit, release: [] }) })
  },
  {
    law: "STORE-24",
    bug: "releases a key whoever holds it",
    break: (s) => ({
      commit: (commit) =>
        Effect.flatMap(
          Effect.forEach(commit.release, (one) =>
            Effect.map(holder(s, one), (held) => ({ ...one, customer: held ?? one.customer }))
          ),
          (release) => s.commit({ ...commit, release })
        )
    })
  },
  {
    law: "STORE-25",
    bug: "compares keys without regard to case",
    break: (s) => ({
      commit: (commit) =>
        s.commit({ ...commit, claim: commit.claim.map(lowerCase), release: commit.release.map(lowerCase) }),
      holder: (claim) => s.holder(lowerCase(claim))
    })
  },
  {
    law: "STORE-26",
    bug: "lets the last of two claims of a commit win",
    break: (s) => ({
      commit: (commit) =>
        s.commit({
          ...commit,
          claim: [...new Map(commit.claim.map((one) => [`${one.kind} ${one.scope} ${one.key}`, one])).values()]
        })
    })
  },
  {
    law: "STORE-27",
    bug: "looks for the holder before, not while, it writes",
    break: (s) => ({
      commit: (commit) =>
        Effect.gen(function* () {
          const taken = yield* firstTaken(s, commit, (held, { customer }) => held !== null && held !== customer)
          if (taken !== null) return yield* taken
          yield* Effect.yieldNow
          yield* s.commit({ ...commit, claim: yield* free(s, commit.claim) })
        })
    })
  },
  {
    law: "STORE-28",
    bug: "looks at versions before it looks for the key",
    break: (s) => ({
      commit: (commit) =>
        Effect.catchTag(s.commit(commit), "AlreadyCommitted", (known) =>
          Effect.gen(function* () {
            const { customer, expected } = commit.writes[0]
            return yield* (yield* versionOf(s, customer.id)) === expected ? known : conflict(customer.id)
          })
        )
    })
  },
  {
    law: "STORE-29",
    bug: "looks at claims before it looks at versions",
    break: (s) => ({
      commit: (commit) =>
        Effect.flatMap(
          firstTaken(s, commit, (held, { customer }) => held !== null && held !== customer),
          (taken) => (taken === null ? s.commit(commit) : Effect.fail(taken))
        )
    })
  },
  {
    law: "STORE-30",
    bug: "does not keep warnings",
    break: (s) => ({
      commit: (commit) =>
        s.commit({
          ...commit,
          idempotency: commit.idempotency === null ? null : { ...commit.idempotency, warnings: [] }
        })
    })
  },
  {
    law: "STORE-31",
    bug: "takes a key for everybody's",
    break: (s) => ({
      commit: (commit) =>
        s.commit({ ...commit, idempotency: commit.idempotency === null ? null : { ...commit.idempotency, actor: "" } }),
      idempotency: (platform, actor, key) =>
        Effect.map(s.idempotency(platform, "", key), (record) => (record === null ? null : { ...record, actor }))
    })
  },
  {
    law: "STORE-32",
    bug: "names the command of now",
    break: (s) => ({
      commit: (commit) =>
        Effect.catchTag(s.commit(commit), "AlreadyCommitted", (known) =>
          Effect.fail(
            new CustomerStore.AlreadyCommitted({
              key: known.key,
              command: commit.idempotency?.command ?? known.command
            })
          )
        )
    })
  },
  {
    law: "STORE-33",
    bug: "uses up the key of a commit that it refuses",
    break: (s) => {
      const used = new Set<string>()
      return {
        commit: (commit) =>
          Effect.suspend(() => {
            const { idempotency } = commit
            if (idempotency === null) return s.commit(commit)
            if (used.has(idempotency.key)) {
              return Effect.fail(
                new CustomerStore.AlreadyCommitted({ key: idempotency.key, command: idempotency.command })
              )
            }
            used.add(idempotency.key)
            return s.commit(commit)
          })
      }
    }
  },
  {
    law: "STORE-34",
    bug: "looks for the key before, not while, it writes",
    break: (s) => ({
      commit: (commit) =>
        Effect.gen(function* () {
          const { idempotency } = commit
          if (idempotency === null) return yield* s.commit(commit)
          const find = s.idempotency(idempotency.platform, idempotency.actor, idempotency.key)
          if ((yield* find) !== null) return yield* s.commit(commit)
          yield* Effect.yieldNow
          yield* s.commit((yield* find) === null ? commit : { ...commit, idempotency: null })
        })
    })
  },
  {
    law: "STORE-75",
    bug: "knows a key for ever",
    break: (s) => ({
      commit: (commit) =>
        Effect.gen(function* () {
          const { idempotency } = commit
          const before = idempotency && (yield* s.idempotency(idempotency.platform, idempotency.actor, idempotency.key))
          if (before) return yield* new CustomerStore.AlreadyCommitted({ key: before.key, command: before.command })
          yield* s.commit(commit)
        })
    })
  },
  {
    law: "STORE-76",
    bug: "remembers of each key whose it once was",
    break: (s) => {
      const customers = new Map<string, Set<string>>()
      const erased = new Set<string>()
      return {
        commit: (commit) =>
          Effect.tap(s.commit(commit), () =>
            Effect.sync(() => {
              for (const { customer, rewritten } of commit.writes) if (rewritten) erased.add(customer.id)
              const { idempotency } = commit
              if (idempotency === null) return
              const owners = customers.get(idempotency.key) ?? new Set()
              customers.set(idempotency.key, owners.add(idempotency.customer))
            })
          ),
        idempotency: (platform, actor, key) =>
          Effect.map(s.idempotency(platform, actor, key), (record) =>
            record !== null && [...(customers.get(key) ?? [])].some((one) => erased.has(one))
              ? { ...record, fingerprint: "", warnings: [] }
              : record
          )
      }
    }
  }
]
