import { globSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { assert, describe, it } from "vitest"
import { judge } from "../truth.ts"

const folder = join(import.meta.dirname, "../../packages/core/test/truth")
const sets = globSync(join(folder, "*.json")).toSorted()

describe("the truth sets", () => {
  it.each(sets.map((path) => [basename(path, ".json"), path]))("every row of %s agrees", (kind, path) => {
    const rows = JSON.parse(readFileSync(path, "utf8"))
    const { agree, disagree, rows: count } = judge(rows)[kind]!
    assert.deepStrictEqual(disagree, [])
    assert.strictEqual(agree, count)
    assert.strictEqual(count, rows.length)
  })

  it("are as large as what users bring, and each row names its source", () => {
    const sizes = { postal: 500, phone: 300, domain: 75, email: 75, name: 100, country: 100 }
    for (const [kind, least] of Object.entries(sizes)) {
      const rows: ReadonlyArray<Record<string, unknown>> = JSON.parse(
        readFileSync(join(folder, `${kind}.json`), "utf8")
      )
      assert.isAtLeast(rows.length, least, kind)
      for (const row of rows) assert.isString(row["source"], JSON.stringify(row))
    }
  })
})
