import { existsSync } from "node:fs"
import { dirname } from "node:path"
import { afterAll, assert, beforeAll, describe, it, vi } from "vitest"
import { runs } from "../servers/Daemon.ts"
import * as FaultProxy from "../servers/FaultProxy.ts"
import * as PostgresServer from "../servers/PostgresServer.ts"
import { query, Refusal } from "../servers/Wire.ts"

const failure = async (running: Promise<unknown>): Promise<unknown> =>
  running.then(
    () => null,
    (error: unknown) => error
  )

for (const version of ["18", "15"] as const) {
  describe.skipIf(PostgresServer.find(version) === null)(`PostgreSQL ${version} of the harness`, () => {
    let server: PostgresServer.PostgresServer
    beforeAll(async () => {
      server = await PostgresServer.start({ version, settings: { work_mem: "5MB" } })
    })
    afterAll(() => server.close())

    it("takes the settings given, and three hundred connections", async () => {
      const [row] = await server.query(
        "select current_setting('work_mem') work_mem, current_setting('max_connections') connections"
      )
      assert.deepStrictEqual(row, { work_mem: "5MB", connections: "300" })
    })

    it("keeps what was acknowledged when it is killed at work, on the same port", async () => {
      const url = await server.createDatabase("kept")
      await query(url, "create table numbers (n int)")
      let acknowledged = 0
      const writing = failure(
        (async () => {
          for (;;) {
            await query(url, `insert into numbers values (${acknowledged})`)
            acknowledged += 1
          }
        })()
      )
      await vi.waitUntil(() => acknowledged >= 10, 50_000)
      await server.kill()
      await writing
      assert.strictEqual(server.pid(), null)
      assert.isNotNull(await failure(query(url, "select 1")))
      await server.start()
      const [{ count } = {}] = await query(url, "select count(*) from numbers")
      // The last one may have been written and not been acknowledged.
      assert.include([acknowledged, acknowledged + 1], Number(count))
      assert.include(server.log(), "not properly shut down")
    })

    it("ends every backend when it is killed, those at work too", async () => {
      const sleeping = failure(server.query("select pg_sleep(60)"))
      const backends = await server.query("select pid from pg_stat_activity where pid is not null")
      await server.kill()
      assert.isNotNull(await sleeping)
      assert.isAbove(backends.length, 4)
      for (const { pid } of backends) assert.isFalse(runs(Number(pid)))
      await server.start()
    })

    it("stops orderly and starts again", async () => {
      await server.query("create table if not exists stays ()")
      await server.restart()
      await server.stop("immediate")
      await server.start()
      assert.lengthOf(await server.query("select * from stays"), 0)
    })
  })
}

describe.skipIf(PostgresServer.find("18") === null)("a PostgreSQL of one's own", () => {
  it("asks for the password, and never takes half an answer for one", async () => {
    const server = await PostgresServer.start({ version: "18", password: "it's, a: pass/word" })
    const proxy = await FaultProxy.start({ server: server.url })
    try {
      const wrong = new URL(server.url)
      wrong.password = "wrong"
      const error = await failure(query(wrong.href, "select 1"))
      assert.instanceOf(error, Refusal)
      assert.strictEqual((error as Refusal).code, "28P01")

      const guarded = proxy.through(await server.createDatabase("guarded"))
      let whole = 0
      for (let bytes = 1; bytes < 1200; bytes += 17) {
        proxy.inject({ kind: "cut", direction: "toClient", bytes })
        const rows = await query(guarded, "select repeat('x', 300) x").catch(() => null)
        if (rows !== null) whole += 1
        if (rows !== null) assert.lengthOf(rows[0]?.x ?? "", 300)
        proxy.heal()
      }
      assert.isAbove(whole, 0)
      assert.isAbove(proxy.counts.cut, 10)
    } finally {
      await proxy.close()
      await server.close()
    }
  })

  it("leaves nothing when it is closed, or does not start", async () => {
    const server = await PostgresServer.start({ version: "18" })
    await server.close()
    await server.close()
    assert.isFalse(existsSync(dirname(server.data)))
    const error = await failure(PostgresServer.start({ version: "18", settings: { shared_buffers: "much" } }))
    assert.match(String(error), /ended before it was ready[^]*shared_buffers/u)
  })
})
