/** The feed while many write, while somebody else's transaction stays open, and over a server's end. */
import { dirname, join } from "node:path"
import { CustomerStore, type PlatformId } from "@clientele/core"
import { Samples } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { each } from "../../../scripts/servers/Database.ts"
import * as PostgresServer from "../../../scripts/servers/PostgresServer.ts"
import { hasTools, tool } from "./machine.ts"
import { silent, together } from "./stores.ts"

type Store = CustomerStore.CustomerStore["Service"]

const open = (url: string) =>
  Effect.map(Layer.build(Layer.fresh(silent(url))), (context) =>
    Effect.runSync(Effect.provide(CustomerStore.CustomerStore, context))
  )

/** A root in a platform of its own. */
const begin = (store: Store) =>
  Effect.gen(function* () {
    const root = Samples.root(yield* Samples.platformId, yield* Samples.customerId)
    yield* store.commit(Samples.commit([root]))
    return root.customer
  })

const grow = (store: Store, root: Effect.Success<ReturnType<typeof begin>>) =>
  Effect.gen(function* () {
    const child = Samples.child(root, yield* Samples.customerId)
    yield* store.commit(Samples.commit([child]))
    return child.customer.id
  })

/** Reads on from a position to the end. */
const readOn = (store: Store, platform: PlatformId.PlatformId, after: string | null, limit = 7) =>
  Effect.gen(function* () {
    const all: Array<CustomerStore.FeedEntry> = []
    for (;;) {
      const part = yield* store.feed(platform, all.at(-1)?.position ?? after, limit)
      if (part.length === 0) return all
      all.push(...part)
    }
  })

const customers = (entries: ReadonlyArray<CustomerStore.FeedEntry>) => entries.map(({ recorded }) => recorded.customer)

await each(
  ({ url }) => {
    it.live(
      "Invariant 15: readers skip nothing while many write and a foreign transaction stays open, which only delays",
      () =>
        Effect.gen(function* () {
          const stores = yield* Effect.all([open(url), open(url), open(url)])
          const foreign = yield* Effect.provide(PgClient.PgClient, yield* Layer.build(Layer.fresh(together(url))))
          const [first] = stores
          const root = yield* begin(first)
          const written: Array<string> = [root.id]
          const writer = (store: Store) =>
            Effect.replicateEffect(
              Effect.tap(grow(store, root), (id) => Effect.sync(() => written.push(id))),
              8
            )
          const reader = (store: Store, limit: number, done: () => boolean) =>
            Effect.gen(function* () {
              const seen: Array<CustomerStore.FeedEntry> = []
              for (let last = false; !last; ) {
                last = done()
                seen.push(...(yield* readOn(store, root.platform, seen.at(-1)?.position ?? null, limit)))
                yield* Effect.sleep("5 millis")
              }
              return seen
            })
          let finished = false
          const reading = yield* Effect.forkScoped(
            Effect.forEach(stores, (store, at) => reader(store, [1, 5, 100][at] ?? 1, () => finished), {
              concurrency: "unbounded"
            })
          )
          const all = Effect.forEach(
            Array.from({ length: 24 }, (_, at) => stores[at % 3] ?? first),
            writer,
            { concurrency: "unbounded" }
          )
          yield* all
          yield* foreign.withTransaction(
            Effect.gen(function* () {
              yield* foreign.unsafe("SELECT pg_current_xact_id()::text AS id")
              const before = new Set(written)
              yield* all
              const meanwhile = yield* readOn(first, root.platform, null)
              assert.deepStrictEqual(
                customers(meanwhile).filter((id) => !before.has(id)),
                [],
                "it waits for what may still come"
              )
              assert.strictEqual(meanwhile.length, before.size, "and has all from before")
            })
          )
          yield* all
          finished = true
          for (const seen of yield* Fiber.join(reading)) {
            assert.strictEqual(seen.length, written.length)
            assert.deepStrictEqual(customers(seen).toSorted(), written.toSorted())
          }
        }).pipe(Effect.scoped)
    )
  },
  ["postgres18", "postgres15"]
)

describe.skipIf(!hasTools || PostgresServer.find("18") === null)("over the end of a server", () => {
  const servers = Effect.acquireRelease(
    Effect.promise(() =>
      Promise.all([PostgresServer.start({ version: "15" }), PostgresServer.start({ version: "18" })])
    ),
    (all) => Effect.promise(() => Promise.all(all.map((one) => one.close())))
  )

  it.live(
    "Invariant 15: a cursor goes on after a restart, a kill, and a dump into a newer server; what is new comes after it",
    () =>
      Effect.gen(function* () {
        const [old, fresh] = yield* servers
        const url = yield* Effect.promise(() => old.createDatabase("feed"))
        const use = <A>(at: string, body: (store: Store) => Effect.Effect<A, unknown>) =>
          Effect.scoped(Effect.flatMap(open(at), body))
        const root = yield* use(url, begin)
        // The transaction ids of this server are far beyond those of the next one.
        yield* Effect.promise(() =>
          old.query("DO $$ BEGIN FOR i IN 1..5000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$")
        )
        const written: Array<string> = [root.id]
        const write = (at: string) =>
          use(at, (store) => Effect.tap(grow(store, root), (id) => Effect.sync(() => written.push(id))))
        const cursors: Array<{ readonly position: string | null; readonly known: number }> = []
        const look = (at: string) =>
          use(at, (store) =>
            Effect.gen(function* () {
              const all = yield* readOn(store, root.platform, null)
              assert.deepStrictEqual(customers(all), written)
              for (const { known, position } of cursors)
                assert.deepStrictEqual(customers(yield* readOn(store, root.platform, position)), written.slice(known))
              cursors.push({ position: all.at(-1)?.position ?? null, known: written.length })
            })
          )
        yield* write(url)
        yield* look(url)
        yield* Effect.promise(() => old.restart())
        yield* look(url)
        yield* write(url)
        yield* look(url)
        yield* Effect.promise(async () => {
          await old.kill()
          await old.start()
        })
        yield* write(url)
        yield* look(url)

        // Eras are told apart by the second; nobody restores a server faster than that.
        yield* Effect.sleep("3 seconds")
        const file = join(dirname(old.data), "dump")
        tool("pg_dump", "-Fc", "-f", file, url)
        const saved = written.length
        // Read after the dump, from an era that the dump does not know.
        yield* Effect.promise(() => old.restart())
        yield* write(url)
        const ahead = yield* use(url, (store) => readOn(store, root.platform, null))
        written.length = saved
        yield* Effect.sleep("1 second")

        const restored = yield* Effect.promise(() => fresh.createDatabase("feed"))
        tool("pg_restore", "--no-owner", "-d", restored, file)
        yield* look(restored)
        yield* write(restored)
        yield* look(restored)
        const on = yield* use(restored, (store) => readOn(store, root.platform, ahead.at(-1)?.position ?? null))
        assert.deepStrictEqual(
          customers(on),
          written.slice(saved),
          `nothing new is skipped by who had read what is gone, up to ${ahead.at(-1)?.position}`
        )
      }).pipe(Effect.scoped)
  )
})
