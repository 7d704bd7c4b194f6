import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as Pgbouncer from "../servers/Pgbouncer.ts"
import * as PostgresServer from "../servers/PostgresServer.ts"
import { query } from "../servers/Wire.ts"

describe.skipIf(Pgbouncer.find() === null || PostgresServer.find("18") === null)("pgbouncer of the harness", () => {
  let server: PostgresServer.PostgresServer
  let pool: Pgbouncer.Pgbouncer
  beforeAll(async () => {
    server = await PostgresServer.start({ version: "18", password: "it's a password" })
    pool = (await Pgbouncer.start({ server: server.url }))!
  })
  afterAll(async () => {
    await pool?.close()
    await server?.close()
  })

  it("reaches any database by its name", async () => {
    await server.createDatabase("behind")
    assert.deepStrictEqual(await query(pool.urlOf("behind"), "select current_database() name"), [{ name: "behind" }])
  })

  it("gives many clients few connections", async () => {
    const backends = await Promise.all(
      Array.from({ length: 100 }, () => query(pool.urlOf("postgres"), "select pg_backend_pid() pid"))
    )
    assert.isAtMost(new Set(backends.flat().map(({ pid }) => pid)).size, 20)
  })

  it("goes on after the server behind it was killed, and after it was itself", async () => {
    await server.kill()
    await server.start()
    await pool.kill()
    await pool.start()
    assert.lengthOf(await query(pool.urlOf("postgres"), "select 1"), 1)
  })
})
