/** Laws of the feed and of following it. */
import type { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import * as Samples from "../../Samples.ts"
import { type Bed, law, touch } from "../Bed.ts"

/** Reads the feed from a position to its end, so many events at a time. */
const readAll = ({ platform, store }: Bed, limit: number, after: string | null = null) =>
  Effect.gen(function* () {
    const all: Array<CustomerStore.FeedEntry> = []
    for (;;) {
      const part = yield* store.feed(platform, all.at(-1)?.position ?? after, limit)
      if (part.length === 0) return all
      all.push(...part)
    }
  })

const names = (entries: ReadonlyArray<CustomerStore.FeedEntry>) =>
  entries.map(({ recorded }) => `${recorded.customer} ${recorded.sequence}`)

/** The next tick, or none within a while: a law that waited for ever would say nothing. */
const tick = (ticks: Queue.Dequeue<void>) =>
  Queue.take(ticks).pipe(
    Effect.as("a tick"),
    Effect.timeoutOrElse({ duration: "3 seconds", orElse: () => Effect.succeed("silence") })
  )

/** A queue of the ticks of a platform, for as long as the scope lives. */
const follow = ({ platform, store }: Bed) =>
  Effect.gen(function* () {
    const ticks = yield* Queue.unbounded<void>()
    yield* Effect.forkScoped(Stream.runForEach(store.changes(platform), () => Queue.offer(ticks, undefined)))
    return ticks
  })

export const feeding = [
  law(
    "STORE-35",
    "the feed has every event as it was recorded, in the order of the commits",
    ({ grow, put, root, ...bed }) =>
      Effect.gen(function* () {
        const [a, b] = [yield* grow(root), yield* grow(root)]
        const [first, second, third] = [
          Samples.next(a, touch(1), touch(2)),
          Samples.next(b, touch(3)),
          Samples.next({ ...a, version: Samples.after(Samples.next(a, touch(1), touch(2))).version }, touch(4))
        ]
        for (const write of [first, second, third]) yield* put(write)
        const recorded = (yield* bed.store.feed(bed.platform, null, 100)).map((entry) => entry.recorded)
        yield* bed.same("events after the openings", recorded.slice(3), [
          ...first.events,
          ...second.events,
          ...third.events
        ])
      })
  ),

  law("STORE-36", "positions grow as text, and reading goes on after any of them without gap or repeat", (bed) =>
    Effect.gen(function* () {
      const opened = yield* bed.grow(bed.root)
      // Past ten and past a hundred, where numbers as text go astray.
      yield* bed.append(opened, touch(0), ...Array.from({ length: 109 }, (_, mark) => touch(mark + 1)))
      const all = yield* bed.store.feed(bed.platform, null, 1000)
      yield* bed.same("events", all.length, 112)
      const astray = all.filter(({ position }, at) => at > 0 && position <= (all[at - 1]?.position ?? ""))
      yield* bed.same("positions that do not grow", astray, [])
      for (const limit of [1, 7, 112]) yield* bed.same(`read ${limit} at a time`, yield* readAll(bed, limit), all)
      yield* bed.same("after the sixtieth", yield* readAll(bed, 10, all[59]?.position), all.slice(60))
    })
  ),

  law("STORE-37", "a read of the feed has at most as many events as asked for", (bed) =>
    Effect.gen(function* () {
      yield* bed.append(yield* bed.grow(bed.root), touch(1), touch(2), touch(3))
      const all = yield* bed.store.feed(bed.platform, null, 100)
      yield* bed.same("limited", yield* bed.store.feed(bed.platform, null, 2), all.slice(0, 2))
      yield* bed.same("after the last", yield* bed.store.feed(bed.platform, all.at(-1)?.position ?? null, 100), [])
    })
  ),

  law("STORE-38", "the feed has the events of its platform alone", (bed) =>
    Effect.gen(function* () {
      const other = yield* Samples.platformId
      yield* bed.put(Samples.root(other, yield* Samples.customerId))
      yield* bed.append(bed.root, touch(1))
      const platforms = (yield* bed.store.feed(bed.platform, null, 100)).map(({ recorded }) => recorded.platform)
      yield* bed.same("platforms of the events", platforms, [bed.platform, bed.platform])
      yield* bed.same("events of the other", (yield* bed.store.feed(other, null, 100)).length, 1)
    })
  ),

  law("STORE-39", "whoever reads the feed while others commit misses nothing and sees nothing twice", (bed) =>
    Effect.gen(function* () {
      const [writers, each] = [8, 10]
      const customers = yield* Effect.replicateEffect(bed.grow(bed.root), writers)
      const start = (yield* bed.store.feed(bed.platform, null, 100)).at(-1)?.position ?? null
      const writing = yield* Effect.forkScoped(
        Effect.forEach(
          customers,
          (opened) =>
            Effect.gen(function* () {
              let one = opened
              for (let mark = 0; mark < each; mark++) {
                one = yield* bed.append(one, touch(mark))
                yield* Effect.yieldNow
              }
            }),
          { concurrency: "unbounded" }
        )
      )
      const seen: Array<CustomerStore.FeedEntry> = []
      for (let finished = false; !finished; ) {
        // What was committed before this look is to be found by it.
        finished = writing.pollUnsafe() !== undefined
        seen.push(...(yield* readAll(bed, 5, seen.at(-1)?.position ?? start)))
        yield* Effect.yieldNow
      }
      yield* Fiber.join(writing)
      const expected = customers.flatMap(({ customer }) =>
        Array.from({ length: each }, (_, mark) => `${customer.id} ${mark + 2}`)
      )
      yield* bed.same("events", names(seen).toSorted(), expected.toSorted())
    }).pipe(Effect.scoped)
  ),

  law("STORE-40", "a follower is told once when it begins to follow", (bed) =>
    Effect.gen(function* () {
      yield* bed.same("at the beginning", yield* tick(yield* follow(bed)), "a tick")
    }).pipe(Effect.scoped)
  ),

  law("STORE-41", "a follower is told after each commit that follows", (bed) =>
    Effect.gen(function* () {
      const [quick, slow] = [yield* follow(bed), yield* follow(bed)]
      yield* tick(quick)
      yield* tick(slow)
      let one = bed.root
      for (let mark = 0; mark < 3; mark++) {
        yield* Queue.clear(quick)
        one = yield* bed.append(one, touch(mark))
        yield* bed.same(`after commit ${mark + 1}`, yield* tick(quick), "a tick")
      }
      yield* bed.same("to another follower", yield* tick(slow), "a tick")
    }).pipe(Effect.scoped)
  )
]
