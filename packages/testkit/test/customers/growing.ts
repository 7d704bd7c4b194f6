import type { CustomerId, CustomerStore } from "@clientele/core"
import { Effect } from "effect"
import { type Mutant, pretends, slow, type Store } from "./Mutant.ts"

/** Writes a move although the tree has changed since it was decided, and believes itself afterwards. */
const stubborn = (s: Store): Store => {
  const moved = new Map<CustomerId.CustomerId, CustomerStore.Stored>()
  return {
    ...s,
    line: (id) =>
      Effect.gen(function* () {
        const line: Array<CustomerStore.Stored> = []
        for (let at: CustomerId.CustomerId | null = id; at !== null && line.length < 15; ) {
          const own: CustomerStore.Stored | undefined = moved.get(at) ?? (yield* s.many([at]))[0]
          if (own === undefined) break
          line.push(own)
          at = own.customer.parent
        }
        return line
      }),
    commit: (commit) =>
      Effect.andThen(Effect.yieldNow, s.commit(commit)).pipe(
        Effect.catchTag("VersionConflict", (conflict) => {
          const [write] = commit.writes
          if (write.events[0].event._tag !== "Moved") return Effect.fail(conflict)
          return Effect.sync(
            () => void moved.set(write.customer.id, { customer: write.customer, version: write.expected })
          )
        })
      )
  }
}

export const growing: ReadonlyArray<Mutant> = [
  {
    bug: "moves without a plan",
    caughtBy: "CUST-30",
    service: (s) => ({
      ...s,
      preview: (command, how) => Effect.map(s.preview(command, how), (shown) => ({ ...shown, viewers: [] }))
    })
  },
  { bug: "mixes currencies", caughtBy: "CUST-31", service: pretends("otherCurrency") },
  { bug: "lets the tree grow ever deeper", caughtBy: "CUST-32", service: pretends("tooDeep") },
  { bug: "takes a right that somebody below holds", caughtBy: "CUST-33", service: pretends("heldBelow") },
  {
    bug: "does not look up to see what is offered",
    caughtBy: "CUST-34",
    service: (s) => ({
      ...s,
      get: (id) => Effect.map(s.get(id), (view) => ({ ...view, offered: view.profile.licenses ?? "inherit" }))
    })
  },
  { bug: "writes a move although the tree has changed (crossed moves)", caughtBy: "CUST-35", store: stubborn },
  {
    bug: "does not look at the ancestors again when it writes (revoke against grant)",
    caughtBy: "CUST-36",
    store: (s) =>
      slow({
        ...s,
        commit: (commit) => s.commit({ ...commit, requires: commit.requires.filter(({ _tag }) => _tag !== "version") })
      })
  },
  {
    bug: "looks only at what it writes (close against create)",
    caughtBy: "CUST-37",
    store: (s) => slow({ ...s, commit: (commit) => s.commit({ ...commit, requires: [] }) })
  },
  {
    bug: "does not know how to cascade",
    caughtBy: "CUST-38",
    service: (s) => ({
      ...s,
      execute: (command, how) => s.execute(command._tag === "close" ? { ...command, cascade: false } : command, how)
    })
  }
]
