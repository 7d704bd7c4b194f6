/** Stores that are broken in one way, made of one that is not. */
import { type CustomerId, CustomerStore } from "@clientele/core"
import { Effect } from "effect"

export type Store = CustomerStore.CustomerStore["Service"]
export type Commit = CustomerStore.Commit
type Write = CustomerStore.Write

/** A way to get a store wrong, and the law that must notice. */
export interface Mutant<S = Store> {
  readonly law: string
  /** What the broken store does. */
  readonly bug: string
  readonly break: (sound: S) => Partial<S>
}

export const version = CustomerStore.Version.make

const none = version(0)

export const versionOf = (s: Store, id: CustomerId.CustomerId) =>
  Effect.map(s.many([id]), ([found]) => found?.version ?? none)

export const conflict = (customer: CustomerId.CustomerId) =>
  new CustomerStore.VersionConflict({ customer, expected: none, actual: none })

/** The same commit on top of whatever was written meanwhile, where `when` says so. */
export const rebased = (
  s: Store,
  commit: Commit,
  when: (expected: number, actual: number) => boolean = () => true
): Effect.Effect<Commit, CustomerStore.CustomerStoreUnavailable> => {
  const onTop = (write: Write) =>
    Effect.map(versionOf(s, write.customer.id), (actual): Write => {
      if (!when(write.expected, actual)) return write
      const [first, ...rest] = write.events.map((event, index) => ({ ...event, sequence: actual + index + 1 }))
      return { ...write, expected: actual, events: [first!, ...rest] }
    })
  return Effect.map(Effect.forEach(commit.writes, onTop), ([first, ...rest]) => ({
    ...commit,
    writes: [first!, ...rest]
  }))
}

/** Whether versions and requirements hold now. */
const holds = (s: Store, { requires, writes }: Commit) =>
  Effect.gen(function* () {
    for (const { customer, expected } of writes) {
      if ((yield* versionOf(s, customer.id)) !== expected) return false
    }
    for (const requirement of requires) {
      if (requirement._tag === "version") {
        if ((yield* versionOf(s, requirement.customer)) !== requirement.version) return false
      } else {
        const now = yield* s.children(requirement.customer)
        const then = new Map(requirement.versions)
        if (now.length !== then.size || now.some((one) => then.get(one.customer.id) !== one.version)) return false
      }
    }
    return true
  })

/** Looks whether a commit may be written, lets others in, then writes it without another look. */
export const lookThenWrite = (s: Store, commit: Commit) =>
  Effect.gen(function* () {
    if (!(yield* holds(s, commit))) return yield* conflict(commit.writes[0].customer.id)
    yield* Effect.yieldNow
    yield* s.commit({ ...(yield* rebased(s, commit)), requires: [] })
  })

/** Acknowledges what was refused because of the tree. */
export const blindToTheTree = <A, E, R>(
  commit: Effect.Effect<A, E | CustomerStore.VersionConflict, R>
): Effect.Effect<A | void, E | CustomerStore.VersionConflict, R> =>
  Effect.catchIf(
    commit,
    (error): error is CustomerStore.VersionConflict =>
      error instanceof CustomerStore.VersionConflict && error.actual === null,
    () => Effect.void
  )
