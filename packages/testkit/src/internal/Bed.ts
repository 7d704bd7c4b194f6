/** What a law of the store works with: a platform of its own, short ways to write and read, and judgement. */
import { CustomerStore, type Event, type PlatformId, type Profile } from "@clientele/core"
import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import { type Law, LawBroken, type LawFailure } from "../Law.ts"
import * as Samples from "../Samples.ts"

type Stored = CustomerStore.Stored
type Commit = CustomerStore.Commit
type Write = CustomerStore.Write
type More = Partial<Omit<Commit, "writes">>
type Try<A, E = never> = Effect.Effect<A, E | CustomerStore.CustomerStoreUnavailable>

/** `committed`, or the tag of the refusal. */
export type Outcome = "committed" | "VersionConflict" | "ClaimTaken" | "AlreadyCommitted"

export interface Bed {
  readonly store: CustomerStore.CustomerStore["Service"]
  readonly platform: PlatformId.PlatformId
  readonly root: Stored
  readonly same: (what: string, actual: unknown, expected: unknown) => Effect.Effect<void, LawBroken>
  readonly put: (write: Write, more?: More) => Effect.Effect<Stored, LawFailure>
  /** Opens a customer below another. */
  readonly grow: (parent: Stored, profile?: Profile.Profile, portal?: string) => Effect.Effect<Stored, LawFailure>
  /** Opens a line of customers, each below the one before, and returns it with its top in front. */
  readonly chain: (top: Stored, length: number) => Effect.Effect<ReadonlyArray<Stored>, LawFailure>
  /** Commits further events of a customer. */
  readonly append: (before: Stored, ...events: NonEmptyReadonlyArray<Event.Event>) => Effect.Effect<Stored, LawFailure>
  readonly try: (commit: Commit) => Try<Outcome>
  /** Runs commits against each other, in changing order of starting, and returns their outcomes in the given order. */
  readonly race: (...commits: ReadonlyArray<Commit>) => Try<Array<Outcome>>
  /** Holds if the commit is refused in this way and leaves no trace. */
  readonly refuses: (commit: Commit, tag: Exclude<Outcome, "committed">) => Try<void, LawBroken>
  readonly page: (query?: Partial<CustomerStore.Query>) => Try<ReadonlyArray<CustomerStore.Row>>
}

export const law = (
  id: Law<never>["id"],
  title: string,
  body: (bed: Bed) => Effect.Effect<void, LawFailure>
): Law<CustomerStore.CustomerStore> => ({
  id,
  title,
  check: Effect.flatMap(CustomerStore.CustomerStore, (store) => Effect.flatMap(make(`${id} ${title}`, store), body))
})

export const make = (name: string, store: CustomerStore.CustomerStore["Service"]): Effect.Effect<Bed, LawFailure> =>
  Effect.gen(function* () {
    const platform = yield* Samples.platformId
    const same: Bed["same"] = (what, actual, expected) =>
      Equal.equals(actual, expected) ? Effect.void : Effect.fail(new LawBroken({ law: name, what, expected, actual }))
    const put: Bed["put"] = (write, more) =>
      Effect.as(store.commit(Samples.commit([write], more)), Samples.after(write))
    const grow: Bed["grow"] = (parent, profile, portal) =>
      Effect.flatMap(Samples.customerId, (id) => put(Samples.child(parent.customer, id, profile, portal)))
    const attempt: Bed["try"] = (commit) =>
      store.commit(commit).pipe(
        Effect.as("committed" as const),
        Effect.catchTag(["VersionConflict", "ClaimTaken", "AlreadyCommitted"], ({ _tag }) => Effect.succeed(_tag))
      )
    const page: Bed["page"] = (query) =>
      Effect.map(
        store.page({ platform, viewer: null, order: "tree", limit: 1000, now: Samples.at, ...query }),
        (rows) => rows ?? []
      )

    /** All of the platform that a commit could touch. */
    const traces = (commit: Commit) =>
      Effect.all({
        rows: page(),
        feed: store.feed(platform, null, 1000),
        holders: Effect.forEach([...commit.claim, ...commit.release], ({ kind, scope, key }) =>
          store.holder({ kind, scope, key })
        ),
        record:
          commit.idempotency === null
            ? Effect.succeed(null)
            : store.idempotency(commit.idempotency.platform, commit.idempotency.actor, commit.idempotency.key)
      })

    return {
      store,
      platform,
      same,
      put,
      grow,
      page,
      root: yield* put(Samples.root(platform, yield* Samples.customerId)),
      try: attempt,
      append: (before, ...events) => put(Samples.next(before, ...events)),
      chain: (top, length) =>
        Effect.gen(function* () {
          const line = [top]
          for (let last = top; line.length <= length; line.push(last)) last = yield* grow(last)
          return line
        }),
      race: (...commits) =>
        Effect.gen(function* () {
          const turn = raced++ % commits.length
          const order = commits.map((_, index) => (index + turn) % commits.length)
          const outcomes = yield* Effect.all(
            order.map((index) => Effect.map(attempt(commits[index] as Commit), (outcome) => [index, outcome] as const)),
            { concurrency: "unbounded" }
          )
          return outcomes.toSorted(([a], [b]) => a - b).map(([, outcome]) => outcome)
        }),
      refuses: (commit, tag) =>
        Effect.gen(function* () {
          const before = yield* traces(commit)
          yield* same("outcome of the commit", yield* attempt(commit), tag)
          yield* same("what is kept after a refusal", yield* traces(commit), before)
        })
    }
  })

let raced = 0

/** How often a law runs its race: where contenders meet in a database is up to chance. */
export const rounds = 8

/** An event by which a write is told from others. */
export const touch = (mark: number | string): Event.Event => ({ _tag: "DataCenterChanged", dataCenter: `dc-${mark}` })

export const ids = (kept: ReadonlyArray<Stored>) => kept.map(({ customer }) => customer.id)

/** What the decision relied on: nobody wrote this one meanwhile. */
export const unwritten = ({ customer, version }: Stored): CustomerStore.Requirement => ({
  _tag: "version",
  customer: customer.id,
  version
})

/** What the decision relied on: these are the children, as they are. */
export const childrenOf = ({ customer }: Stored, ...children: ReadonlyArray<Stored>): CustomerStore.Requirement => ({
  _tag: "children",
  customer: customer.id,
  versions: children.map((child) => [child.customer.id, child.version] as const)
})

/** Races pairs of commits, drawn anew each round, of which exactly one gets through. */
export const raceEach = (
  bed: Bed,
  contenders: Effect.Effect<readonly [Commit, Commit], Effect.Error<ReturnType<Bed["grow"]>>>
): Try<void, LawFailure> =>
  Effect.gen(function* () {
    for (let round = 0; round < rounds; round++) {
      const outcomes = yield* bed.race(...(yield* contenders))
      yield* bed.same("outcomes", outcomes.toSorted(), ["VersionConflict", "committed"])
    }
  })

/** A root, two customers below it, and some below those, opened so that no order of ids is the order of the tree. */
export const forest = ({ grow, root }: Bed) =>
  Effect.gen(function* () {
    const [a, b] = [yield* grow(root), yield* grow(root)]
    const [b1, a1] = [yield* grow(b), yield* grow(a)]
    const [a2, b2, a11] = [yield* grow(a), yield* grow(b), yield* grow(a1)]
    return { tree: [root, a, a1, a11, a2, b, b1, b2], newest: [a11, b2, a2, a1, b1, b, a, root] }
  })
