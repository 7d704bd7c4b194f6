import { type CustomerStore, type Execution, Instant } from "@clientele/core"
import { Clock, Effect } from "effect"
import type { Mutant, Service } from "./Mutant.ts"

/** Remembers answers by itself, and does not hold the key while it works. */
const careless = (s: Service): Service => {
  const known = new Map<string, Execution.Executed>()
  return {
    ...s,
    execute: (command, { idempotencyKey, ...how } = {}) =>
      Effect.gen(function* () {
        const before = known.get(idempotencyKey ?? "")
        if (before !== undefined) return { ...before, replayed: true }
        yield* Effect.yieldNow
        const answer = yield* s.execute(command, how)
        if (idempotencyKey !== undefined) known.set(idempotencyKey, answer)
        return answer
      })
  }
}

export const keys: ReadonlyArray<Mutant> = [
  {
    bug: "ignores idempotency keys",
    caughtBy: "CUST-10",
    service: (s) => ({
      ...s,
      execute: (command, how) => s.execute(command, how?.version === undefined ? {} : { version: how.version })
    })
  },
  {
    bug: "answers whatever was done under the key",
    caughtBy: "CUST-11",
    store: (s) => ({
      ...s,
      idempotency: (...key) =>
        Effect.map(s.idempotency(...key), (record) => (record === null ? null : { ...record, fingerprint: "" }))
    })
  },
  {
    bug: "shares keys between actors",
    caughtBy: "CUST-12",
    store: (s) => ({
      ...s,
      idempotency: (_, __, key) => s.idempotency(null, "all", key),
      commit: (commit) =>
        s.commit(
          commit.idempotency === null
            ? commit
            : { ...commit, idempotency: { ...commit.idempotency, platform: null, actor: "all" } }
        )
    })
  },
  { bug: "looks a key up first and takes its time then", caughtBy: "CUST-13", service: careless },
  {
    bug: "ignores the version that the caller has seen",
    caughtBy: "CUST-14",
    service: (s) => ({
      ...s,
      execute: (command, how) =>
        s.execute(command, how?.idempotencyKey === undefined ? {} : { idempotencyKey: how.idempotencyKey })
    })
  },
  {
    bug: "loses whoever comes second",
    caughtBy: "CUST-15",
    service: (s) => ({
      ...s,
      execute: (command, how) =>
        "customer" in command && how?.version === undefined
          ? Effect.flatMap(Effect.orDie(s.get(command.customer)), ({ version }) =>
              Effect.andThen(Effect.yieldNow, s.execute(command, { ...how, version }))
            )
          : s.execute(command, how)
    })
  },
  {
    bug: "keeps no claims",
    caughtBy: "CUST-16",
    store: (s) => ({ ...s, holder: () => Effect.succeed(null), commit: (commit) => s.commit({ ...commit, claim: [] }) })
  },
  {
    bug: "claims external keys for the whole platform",
    caughtBy: "CUST-17",
    store: (s) => {
      const wide = (claim: CustomerStore.Commit["claim"]) =>
        claim.map((one) => (one.kind === "externalKey" ? { ...one, scope: "all" } : one))
      return {
        ...s,
        commit: (commit) => s.commit({ ...commit, claim: wide(commit.claim), release: wide(commit.release) })
      }
    }
  },
  {
    bug: "answers from records of any age",
    caughtBy: "CUST-46",
    store: (s) => ({
      ...s,
      idempotency: (...key) =>
        Effect.map(Effect.zip(s.idempotency(...key), Clock.currentTimeMillis), ([record, now]) =>
          record === null ? null : { ...record, at: Instant.fromMillis(now) }
        )
    })
  }
]
