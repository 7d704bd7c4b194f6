/**
 * What tells a follower: notifications, a second look, the clock. Each alone suffices: time passes only as a test says, so
 * that the others are silent.
 */
import { CustomerStore, type PlatformId } from "@clientele/core"
import { PostgresStores } from "@clientele/postgres"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import { each } from "../../../scripts/servers/Database.ts"
import { client, inRealTime } from "./stores.ts"

type Store = CustomerStore.CustomerStore["Service"]

/** The stores of a process of its own; `heard`: whether it listens. */
const peer = (url: string, { heard }: { readonly heard: boolean }) =>
  Effect.gen(function* () {
    const sql = yield* Effect.provide(PgClient.PgClient, yield* Layer.build(Layer.fresh(inRealTime(client(url)))))
    const layer = PostgresStores.layer({ listener: heard ? sql : null, pollEvery: "1 hour" })
    const built = yield* Layer.build(Layer.provide(Layer.fresh(layer), Layer.succeed(PgClient.PgClient, sql)))
    return { sql, store: yield* Effect.provide(CustomerStore.CustomerStore, built) }
  })

const begin = (store: Store) =>
  Effect.gen(function* () {
    const root = Samples.root(yield* Samples.platformId, yield* Samples.customerId)
    yield* store.commit(Samples.commit([root]))
    return root.customer
  })

const grow = (store: Store, root: Effect.Success<ReturnType<typeof begin>>) =>
  Effect.flatMap(Samples.customerId, (id) => store.commit(Samples.commit([Samples.child(root, id)])))

/** What a follower sees each time that it is told. */
const follow = (store: Store, platform: PlatformId.PlatformId) =>
  Effect.gen(function* () {
    const looks = yield* Queue.unbounded<number>()
    yield* store.changes(platform).pipe(
      Stream.mapEffect(() => store.feed(platform, null, 100)),
      Stream.runForEach((entries) => Queue.offer(looks, entries.length)),
      Effect.forkScoped
    )
    yield* Queue.take(looks)
    return looks
  })

/** Lets time go by until a follower looks, and returns how long that took and what it saw. */
const nextLook = (looks: Queue.Dequeue<number>, step: number) =>
  Effect.gen(function* () {
    for (let waited = 0; ; waited += step) {
      const [seen] = yield* Queue.clear(looks)
      if (seen !== undefined) return { waited, seen }
      yield* TestClock.adjust(step)
      // The look itself takes the machine's time.
      yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
    }
  })

await each(
  ({ url }) => {
    it.effect("Feed: a notification alone tells what another process has committed", () =>
      Effect.gen(function* () {
        const [own, other] = [yield* peer(url, { heard: true }), yield* peer(url, { heard: true })]
        const root = yield* begin(own.store)
        const looks = yield* follow(own.store, root.platform)
        for (const known of [2, 3]) {
          yield* Queue.clear(looks)
          yield* grow(other.store, root)
          let seen = yield* Queue.take(looks)
          // A notification of an earlier commit may come late.
          while (seen < known) seen = yield* Queue.take(looks)
          assert.strictEqual(seen, known)
        }
      }).pipe(Effect.scoped)
    )

    it.effect("Feed: a second look alone finds what a commit beside it held back", () =>
      Effect.gen(function* () {
        const { sql, store } = yield* peer(url, { heard: false })
        const root = yield* begin(store)
        const looks = yield* follow(store, root.platform)
        const [begun, ended] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
        const foreign = sql.withTransaction(
          sql
            .unsafe("SELECT pg_current_xact_id()::text AS id")
            .pipe(Effect.andThen(Deferred.succeed(begun, undefined)), Effect.andThen(Deferred.await(ended)))
        )
        const running = yield* Effect.forkScoped(foreign)
        yield* Deferred.await(begun)
        yield* grow(store, root)
        assert.strictEqual(yield* Queue.take(looks), 1, "told at once, by its own process")
        for (let look = 0; look < 2; look++) assert.strictEqual((yield* nextLook(looks, 10)).seen, 1)
        yield* Deferred.succeed(ended, undefined)
        yield* Fiber.join(running)
        const { seen, waited } = yield* nextLook(looks, 10)
        assert.strictEqual(seen, 2)
        assert.isBelow(waited, 10_000)
      }).pipe(Effect.scoped)
    )

    it.effect("Feed: the clock alone tells what another process has committed", () =>
      Effect.gen(function* () {
        const [own, other] = [yield* peer(url, { heard: false }), yield* peer(url, { heard: false })]
        const root = yield* begin(own.store)
        const looks = yield* follow(own.store, root.platform)
        // Past the second looks that follow the first.
        for (let look = 0; look < 3; look++) yield* nextLook(looks, 10)
        yield* grow(other.store, root)
        assert.deepStrictEqual(yield* Queue.clear(looks), [])
        const { seen, waited } = yield* nextLook(looks, 60_000)
        assert.strictEqual(seen, 2)
        assert.isAtLeast(waited, 50 * 60_000)
      }).pipe(Effect.scoped)
    )
  },
  ["postgres18"]
)
