/** Laws of erasure, the only write that touches what was written before. */
import { Event } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { type Bed, law, touch } from "../Bed.ts"

/** A customer with a name in its history, closed, about to be erased. */
const named = ({ grow, root, append }: Bed) =>
  Effect.flatMap(grow(root, { name: "Jan Janssen" }), (opened) =>
    append(opened, { _tag: "Rejected", reason: "Jan did not pay" }, { _tag: "Discarded" })
  )

export const erasing = [
  law("STORE-42", "an erasure puts its rewritten events in the place of the earlier ones", (bed) =>
    Effect.gen(function* () {
      const one = yield* named(bed)
      const history = yield* bed.store.events(one.customer.id)
      const write = Samples.erased(one, history)
      const other = yield* bed.grow(bed.root, { name: "Piet Pietersen" })
      yield* bed.put(write)
      const events = yield* bed.store.events(one.customer.id)
      yield* bed.same("events", events, [...history.map(Event.redact), ...write.events])
      yield* bed.same("what is left of the name", JSON.stringify(events).includes("Jan"), false)
      yield* bed.same("customer", (yield* bed.store.line(one.customer.id))[0], Samples.after(write))
      const untouched = JSON.stringify(yield* bed.store.events(other.customer.id))
      yield* bed.same("another customer's events", untouched.includes("Piet Pietersen"), true)
    })
  ),

  law("STORE-43", "in the feed, rewritten events stay where they were", (bed) =>
    Effect.gen(function* () {
      const one = yield* named(bed)
      yield* bed.grow(bed.root)
      const before = yield* bed.store.feed(bed.platform, null, 100)
      const write = Samples.erased(one, yield* bed.store.events(one.customer.id))
      yield* bed.put(write)
      const after = yield* bed.store.feed(bed.platform, null, 100)
      const places = after.map(({ position, recorded }) => [position, recorded.customer, recorded.sequence])
      yield* bed.same(
        "places of the earlier events",
        places.slice(0, before.length),
        before.map(({ position, recorded }) => [position, recorded.customer, recorded.sequence])
      )
      yield* bed.same("what is left of the name", JSON.stringify(after).includes("Jan"), false)
      yield* bed.same("the last event", after.at(-1)?.recorded, write.events[0])
    })
  ),

  law("STORE-44", "an erasure empties the customer's earlier records, and no others", (bed) =>
    Effect.gen(function* () {
      const one = yield* named(bed)
      const other = yield* bed.grow(bed.root)
      const first = Samples.next(one, { _tag: "ErasureScheduled", due: Samples.at })
      const record = Samples.idempotency(first)
      const scheduled = yield* bed.put(first, { idempotency: record })
      const beside = Samples.next(other, touch(1))
      const kept = Samples.idempotency(beside, { key: "key-2" })
      yield* bed.put(beside, { idempotency: kept })
      const erasure = Samples.erased(scheduled, yield* bed.store.events(one.customer.id))
      const own = Samples.idempotency(erasure, { key: "key-3", warnings: [] })
      yield* bed.put(erasure, { idempotency: own })
      const read = (key: string) => bed.store.idempotency(bed.platform, Samples.somebody, key)
      yield* bed.same("the earlier record", yield* read(record.key), { ...record, fingerprint: "", warnings: [] })
      yield* bed.same("another customer's", yield* read(kept.key), kept)
      yield* bed.same("that of the erasure", yield* read(own.key), own)
    })
  )
]
