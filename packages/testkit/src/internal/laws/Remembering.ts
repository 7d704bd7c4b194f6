/** Laws of idempotency records. */
import { CustomerStore, Instant } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { law, rounds, touch } from "../Bed.ts"

/** How long ago a record was made that counts for the last time at `Samples.at`, and one that does no more. */
const counts = Instant.plus(Samples.at, -CustomerStore.recordLife)
const isForgotten = Instant.plus(counts, -1)

export const remembering = [
  law("STORE-30", "the record of an idempotency key is kept as it was", ({ root, grow, platform, put, same, store }) =>
    Effect.gen(function* () {
      const write = Samples.next(yield* grow(root), touch(1))
      const record = Samples.idempotency(write)
      yield* same("before", yield* store.idempotency(platform, record.actor, record.key), null)
      yield* put(write, { idempotency: record })
      yield* same("after", yield* store.idempotency(platform, record.actor, record.key), record)
    })
  ),

  law(
    "STORE-31",
    "a key is an actor's own, within a platform or outside all",
    ({ root, grow, platform, put, same, store }) =>
      Effect.gen(function* () {
        const actor = yield* Samples.userId
        const write = Samples.next(yield* grow(root), touch(1))
        const record = Samples.idempotency(write, { actor, platform: null })
        const written = yield* put(write, { idempotency: record })
        yield* same("within the platform", yield* store.idempotency(platform, actor, record.key), null)
        yield* same("of another actor", yield* store.idempotency(null, yield* Samples.userId, record.key), null)
        yield* same("of another key", yield* store.idempotency(null, actor, "key-2"), null)
        yield* same("outside all", yield* store.idempotency(null, actor, record.key), record)
        const second = Samples.next(written, touch(2))
        const within = Samples.idempotency(second, { actor })
        yield* put(second, { idempotency: within })
        yield* same("within the platform then", yield* store.idempotency(platform, actor, record.key), within)
        yield* same("outside all then", yield* store.idempotency(null, actor, record.key), record)
      })
  ),

  law(
    "STORE-32",
    "a known key refuses, names the command of then, and leaves no trace",
    ({ root, grow, put, refuses, same, store }) =>
      Effect.gen(function* () {
        const write = Samples.next(yield* grow(root), touch(1))
        const first = Samples.idempotency(write, { command: yield* Samples.commandId })
        const written = yield* put(write, { idempotency: first })
        const again = Samples.next(written, touch(2))
        const second = Samples.idempotency(again, { command: yield* Samples.commandId, fingerprint: "another" })
        const commit = Samples.commit([again], { idempotency: second })
        yield* refuses(commit, "AlreadyCommitted")
        const refusal = yield* Effect.flip(store.commit(commit)).pipe(Effect.catch(() => Effect.succeed(null)))
        const named = refusal?._tag === "AlreadyCommitted" ? [refusal.key, refusal.command] : refusal
        yield* same("the refusal names", named, [first.key, first.command])
      })
  ),

  law(
    "STORE-33",
    "a refused commit does not use up its key",
    ({ root, grow, put, refuses, same, append, try: attempt }) =>
      Effect.gen(function* () {
        const opened = yield* grow(root)
        const written = yield* append(opened, touch(1))
        const stale = Samples.next(opened, touch(2))
        yield* refuses(Samples.commit([stale], { idempotency: Samples.idempotency(stale) }), "VersionConflict")
        const good = Samples.next(written, touch(2))
        const outcome = yield* attempt(Samples.commit([good], { idempotency: Samples.idempotency(good) }))
        yield* same("outcome of the next try", outcome, "committed")
        yield* put(Samples.next(Samples.after(good), touch(3)))
      })
  ),

  law("STORE-34", "of commits racing under one key exactly one gets through", ({ platform, race, root, same, store }) =>
    Effect.gen(function* () {
      for (let round = 0; round < rounds; round++) {
        const key = `key-${round}`
        const writes = yield* Effect.replicateEffect(
          Effect.map(Samples.customerId, (id) => Samples.child(root.customer, id)),
          4
        )
        const outcomes = yield* race(
          ...writes.map((write) => Samples.commit([write], { idempotency: Samples.idempotency(write, { key }) }))
        )
        yield* same("outcomes", outcomes.toSorted(), [
          ...Array.from({ length: 3 }, () => "AlreadyCommitted"),
          "committed"
        ])
        const winner = writes[outcomes.indexOf("committed")]?.customer.id
        yield* same("record", (yield* store.idempotency(platform, Samples.somebody, key))?.customer, winner)
      }
    })
  ),

  law(
    "STORE-75",
    "for seven days a key refuses, by the times of the records; then it is free, and the new record takes the old one's place",
    ({ root, grow, platform, put, refuses, same, store, try: attempt }) =>
      Effect.gen(function* () {
        let last = yield* grow(root)
        for (const [key, at] of [
          ["kept", counts],
          ["forgotten", isForgotten]
        ] as const) {
          const write = Samples.next(last, touch(key))
          last = yield* put(write, { idempotency: Samples.idempotency(write, { key, at }) })
        }
        const next = Samples.next(last, touch(1))
        const under = (key: string) =>
          Samples.commit([next], { idempotency: Samples.idempotency(next, { key, fingerprint: "of now" }) })
        yield* refuses(under("kept"), "AlreadyCommitted")
        yield* same("outcome under the old key", yield* attempt(under("forgotten")), "committed")
        const record = yield* store.idempotency(platform, Samples.somebody, "forgotten")
        yield* same("record", record, under("forgotten").idempotency)
        yield* refuses(under("forgotten"), "AlreadyCommitted")
      })
  ),

  law(
    "STORE-76",
    "a record that took the place of another customer's is not emptied when that one is erased",
    ({ root, grow, platform, put, same, store }) =>
      Effect.gen(function* () {
        const [one, other] = [yield* grow(root), yield* grow(root)]
        const first = Samples.next(one, { _tag: "ErasureScheduled", due: Samples.at })
        const scheduled = yield* put(first, { idempotency: Samples.idempotency(first, { at: isForgotten }) })
        const write = Samples.next(other, touch(1))
        const record = Samples.idempotency(write)
        yield* put(write, { idempotency: record })
        yield* put(Samples.erased(scheduled, yield* store.events(one.customer.id)))
        yield* same("record", yield* store.idempotency(platform, record.actor, record.key), record)
      })
  )
]
