/** A disk that fills up under a server: what commits answer, and what is there afterwards. */
import { spawnSync } from "node:child_process"
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { CustomerStore } from "@clientele/core"
import { Samples } from "@clientele/testkit"
import { afterAll, assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { account } from "../../../scripts/servers/Daemon.ts"
import * as PostgresServer from "../../../scripts/servers/PostgresServer.ts"
import { silent } from "./stores.ts"

/** A small disk, where this account may mount one. */
const mounted = (): string | null => {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || PostgresServer.find("18") === null) return null
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "clientele-disk-"))
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=48m,mode=0755", "tmpfs", folder])
  if (status === 0) return folder
  rmSync(folder, { recursive: true })
  return null
}

const disk = mounted()
let server: PostgresServer.PostgresServer | null = null

afterAll(async () => {
  await server?.close()
  if (disk === null) return
  spawnSync("umount", ["-l", disk])
  rmSync(disk, { recursive: true, force: true })
})

const fill = (file: string, leave: number) => {
  const { bavail, bsize } = statfsSync(disk!)
  writeFileSync(file, Buffer.alloc(bavail * bsize - leave))
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
      const ballast = join(disk!, "ballast")
      yield* Effect.gen(function* () {
        const store = yield* CustomerStore.CustomerStore
        const platform = yield* Samples.platformId
        const root = Samples.root(platform, yield* Samples.customerId)
        yield* store.commit(Samples.commit([root]))
        fill(ballast, 400_000)
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
})
