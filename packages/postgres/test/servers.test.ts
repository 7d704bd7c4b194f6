import { assert, describe, it } from "vitest"
import * as Database from "../../../scripts/servers/Database.ts"
import { query } from "../../../scripts/servers/Wire.ts"

describe("the servers of the tests", async () => {
  const seen = new Set<string>()

  await Database.each(({ direct, lane, url }) => {
    it("gives an empty database that nobody else has", async () => {
      const name = new URL(url).pathname.slice(1)
      assert.isFalse(seen.has(name))
      seen.add(name)
      assert.deepStrictEqual(await query(url, "select current_database() name"), [{ name }])
      assert.lengthOf(await query(url, "select * from pg_tables where schemaname = 'public'"), 0)
    })

    it("reaches the same database directly", async () => {
      await query(direct, "create table here ()")
      assert.lengthOf(await query(url, "select * from here"), 0)
      assert.strictEqual(url === direct, lane !== "pgbouncer")
    })
  })
})
