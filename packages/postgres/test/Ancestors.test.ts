/** Those above the rows of a page are remembered: never longer than they are so, and for nobody who may not see them. */
import { CustomerStore } from "@clientele/core"
import { RowSecurity } from "@clientele/postgres"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { each } from "../../../scripts/servers/Database.ts"
import { silent, together } from "./stores.ts"

type Stored = CustomerStore.Stored
type Store = CustomerStore.CustomerStore["Service"]

const putIn =
  (store: Store) =>
  (...writes: [CustomerStore.Write, ...Array<CustomerStore.Write>]) =>
    Effect.as(store.commit(Samples.commit(writes)), writes.map(Samples.after))

/** A root, one below it, and one below that, which is the page. */
const setUp = (store: Store) =>
  Effect.gen(function* () {
    const put = (write: CustomerStore.Write) => Effect.map(putIn(store)(write), ([after]) => after as Stored)
    const platform = yield* Samples.platformId
    const root = yield* put(Samples.root(platform, yield* Samples.customerId))
    const a = yield* put(Samples.child(root.customer, yield* Samples.customerId))
    const b = yield* put(Samples.child(a.customer, yield* Samples.customerId))
    const above = (from: Store = store, viewer: Stored = b) =>
      Effect.map(
        from.page({
          platform,
          viewer: viewer.customer.id,
          within: b.customer.id,
          order: "newest",
          limit: 10,
          now: Samples.at
        }),
        (rows) => rows?.[0]?.above
      )
    return { put, platform, root, a, b, above }
  })

const touched = (before: Stored, mark: string) =>
  Samples.next(before, { _tag: "DataCenterChanged", dataCenter: `dc-${mark}` })

await each(
  ({ url }) => {
    it.live("what a transaction wrote and took back was never so", () =>
      Effect.gen(function* () {
        const store = yield* CustomerStore.CustomerStore
        const sql = yield* PgClient.PgClient
        const { a, above, put, root } = yield* setUp(store)
        assert.deepStrictEqual(yield* above(), [a, root])
        yield* Effect.flip(
          sql.withTransaction(
            Effect.gen(function* () {
              const inside = yield* put(touched(a, "inside"))
              assert.deepStrictEqual(yield* above(), [inside, root], "it reads what it wrote")
              return yield* Effect.fail("taken back")
            })
          )
        )
        assert.deepStrictEqual(yield* above(), [a, root])
        const outside = yield* put(touched(a, "outside"))
        assert.deepStrictEqual(yield* above(), [outside, root])
      }).pipe(Effect.provide(together(url)))
    )

    it.live("another process may write, once, and more than is looked through", () =>
      Effect.gen(function* () {
        const context = yield* Effect.all([Layer.build(silent(url)), Layer.build(silent(url))])
        const [here, there] = context.map((one) => Context.get(one, CustomerStore.CustomerStore)) as [Store, Store]
        const { a, above, b, put, root } = yield* setUp(here)
        assert.deepStrictEqual(yield* above(), [a, root])
        assert.deepStrictEqual(yield* above(there), [a, root])
        const once = yield* put(touched(a, "once"))
        assert.deepStrictEqual(yield* above(there), [once, root])
        let [low, high] = [b, once]
        for (let at = 0; at < 260; at++) {
          low = yield* put(touched(low, `${at}`))
          high = yield* put(touched(high, `${at}`))
        }
        assert.deepStrictEqual(yield* above(there), [high, root])
        assert.deepStrictEqual(yield* above(there), [high, root])
      }).pipe(Effect.scoped)
    )

    it.live("a page never shows those above older than they were when it was asked for, whoever writes and reads", () =>
      Effect.gen(function* () {
        const store = yield* CustomerStore.CustomerStore
        const { a, above, put } = yield* setUp(store)
        const last = a.version + 150
        let latest = a
        const writer = Effect.gen(function* () {
          while (latest.version < last) latest = yield* put(touched(latest, `${latest.version}`))
        })
        const reader = Effect.gen(function* () {
          while (latest.version < last) {
            const { version } = latest
            const [nearest] = (yield* above()) ?? []
            assert.isAtLeast(nearest?.version ?? 0, version)
          }
        })
        yield* Effect.all([writer, reader, reader, reader, reader], { concurrency: "unbounded", discard: true })
        assert.deepStrictEqual((yield* above())?.[0], latest)
      }).pipe(Effect.provide(together(url)))
    )

    it.live("a confined read names nobody above its viewer, though everybody is remembered", () =>
      Effect.gen(function* () {
        const store = yield* CustomerStore.CustomerStore
        const { a, above, platform, root } = yield* setUp(store)
        yield* RowSecurity.install("clientele_looker")
        const confined = RowSecurity.confine({ role: "clientele_looker", platform, viewer: a.customer.id })
        assert.deepStrictEqual(yield* above(store, a), [a, root])
        assert.deepStrictEqual(yield* confined(above(store, a)), [a])
        assert.deepStrictEqual(yield* above(store, a), [a, root])
      }).pipe(Effect.provide(together(url)))
    )
  },
  ["postgres18", "postgres15"]
)
