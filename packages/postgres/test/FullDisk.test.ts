/** A disk that fills up under a server: what commits answer, and what is there afterwards. */
import { spawnSync } from "node:child_process"
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { CustomerStore } from "@clientele/core"
import { Samples } from "@clientele/testkit"
import { afterAll, afterEach, assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { account } from "../../../scripts/servers/Daemon.ts"
import * as PostgresServer from "../../../scripts/servers/PostgresServer.ts"
import { silent } from "./stores.ts"

/** A small disk of so many megabytes, where this account may mount one. */
const mounted = (size: number): string | null => {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || PostgresServer.find("18") === null) return null
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "clientele-disk-"))
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}m,mode=0755`, "tmpfs", folder])
  if (status === 0) return folder
  rmSync(folder, { recursive: true })
  return null
}

const disks = [mounted(48), mounted(112)]
const [disk, whole] = disks
let server: PostgresServer.PostgresServer | null = null

afterEach(() => server?.close())
afterAll(() => {
  for (const one of disks) {
    if (one === null) continue
    spawnSync("umount", ["-l", one])
    rmSync(one, { recursive: true, force: true })
  }
})

/** Leaves so many bytes of a disk, and returns the file that takes the rest. */
const fill = (one: string, leave: number): string => {
  const { bavail, bsize } = statfsSync(one)
  const ballast = join(one, "ballast")
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - leave))
  return ballast
}

describe("a disk that is full", () => {
  it.live.skipIf(disk === null)("Commits: nothing half is written, and all goes on when there is room again", () =>
    Effect.gen(function* () {
      const url = yield* Effect.promise(async () => {
        server = await PostgresServer.start({ version: "18" })
        const space = join(disk!, "space")
        mkdirSync(space)
        if (account.uid !== undefined) chownSync(space, account.uid, account.gid!)
        await server.query(`CREATE TABLESPACE small LOCATION '${space}'`)
        await server.query("CREATE DATABASE small TEMPLATE template0 TABLESPACE small")
        return server.urlOf("small")
      })
      yield* Effect.gen(function* () {
        const store = yield* CustomerStore.CustomerStore
        const platform = yield* Samples.platformId
        const root = Samples.root(platform, yield* Samples.customerId)
        yield* store.commit(Samples.commit([root]))
        const ballast = fill(disk!, 400_000)
        const acknowledged = [root.customer.id]
        const write = Effect.map(Samples.customerId, (id) =>
          Samples.commit([Samples.child(root.customer, id, { name: "Ada Netherlands B.V. ".repeat(40).trim() })])
        )
        let commit = yield* write
        const refused = yield* Effect.gen(function* () {
          for (;;) {
            yield* store.commit(commit)
            acknowledged.push(commit.writes[0].customer.id)
            commit = yield* write
          }
        }).pipe(Effect.flip)
        assert.strictEqual(refused._tag, "CustomerStoreUnavailable")
        assert.match(refused.message, /^the customer store cannot be reached; .*try again/)
        assert.isAbove(acknowledged.length, 1)

        const there = Effect.gen(function* () {
          const feed = yield* store.feed(platform, null, 10_000)
          const kept = yield* store.below(root.customer.id)
          assert.deepStrictEqual(
            feed.map(({ recorded }) => recorded.customer),
            acknowledged
          )
          assert.deepStrictEqual(
            kept.map(({ customer }) => customer.id),
            acknowledged.slice(1)
          )
        })
        yield* there
        rmSync(ballast)
        yield* store.commit(commit)
        acknowledged.push(commit.writes[0].customer.id)
        yield* there
      }).pipe(Effect.provide(silent(url)))
    })
  )

  it.live.skipIf(whole === null)(
    "Commits: where the log itself cannot grow the server stops; what was acknowledged is there when it has room and starts",
    () =>
      Effect.gen(function* () {
        const url = yield* Effect.promise(async () => {
          // No checkpoint gives parts of the log back before the disk is full.
          const settings = { max_wal_size: "1GB", min_wal_size: "32MB", fsync: "on", full_page_writes: "on" }
          server = await PostgresServer.start({ version: "18", under: whole!, durable: true, settings })
          return server.createDatabase("whole")
        })
        yield* Effect.gen(function* () {
          const store = yield* CustomerStore.CustomerStore
          const platform = yield* Samples.platformId
          const root = Samples.root(platform, yield* Samples.customerId)
          yield* store.commit(Samples.commit([root]))
          const ballast = fill(whole!, 20_000_000)
          const acknowledged: Array<string> = [root.customer.id]
          const write = Effect.map(Samples.customerId, (id) => Samples.commit([Samples.child(root.customer, id)]))
          let last = yield* write
          const refused = yield* Effect.gen(function* () {
            for (;;) {
              yield* store.commit(last)
              acknowledged.push(last.writes[0].customer.id)
              last = yield* write
              // Sixteen megabytes of log at once; it ends with the server.
              yield* Effect.promise(() => server!.query("select pg_switch_wal()").catch(() => []))
            }
          }).pipe(Effect.flip)
          assert.strictEqual(refused._tag, "CustomerStoreUnavailable")
          assert.isAbove(acknowledged.length, 1)
          assert.match(server!.log(), /PANIC: .*No space left on device/)

          rmSync(ballast)
          yield* Effect.promise(async () => {
            await server!.stop("immediate")
            await server!.start()
          })
          const [found] = yield* store.many([last.writes[0].customer.id])
          // It may have been written, though nobody was told.
          if (found === undefined) yield* store.commit(last)
          acknowledged.push(last.writes[0].customer.id)
          const feed = yield* store.feed(platform, null, 10_000)
          assert.deepStrictEqual(
            feed.map(({ recorded }) => recorded.customer),
            acknowledged
          )
          const kept = yield* store.below(root.customer.id)
          assert.deepStrictEqual(
            kept.map(({ customer }) => customer.id),
            acknowledged.slice(1)
          )
        }).pipe(Effect.provide(silent(url)))
      })
  )
})
