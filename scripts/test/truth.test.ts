import { globSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { assert, describe, it } from "vitest"
import { judge, readRows } from "../truth.ts"

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

describe("the truth script", () => {
  const sale = { kind: "tax", seller: "NL", customer: { kind: "business", country: "BE" }, date: "2026-11-01" }

  it.each([
    [
      "a typo in a key",
      { kind: "postal", country: "NL", input: "5652aw", cannonical: "5652 AW" },
      "did you mean canonical"
    ],
    ["a key in other letters", { ...sale, customer: { country: "BE", vatid: "BE0403019261" } }, "did you mean vatId"],
    ["a strange expectation", { ...sale, expect: { zon: "reverseCharge" } }, "did you mean zone"],
    ["an unknown kind of customer", { ...sale, customer: { kind: "robot", country: "BE" } }, "kind"],
    ["a date in another form", { ...sale, date: "01-11-2026" }, "date"],
    ["a day that the calendar does not have", { ...sale, date: "2026-02-30" }, "date"],
    ["a missing country", { ...sale, customer: { kind: "business" } }, "country"],
    ["a missing country of a postal code", { kind: "postal", input: "5652aw" }, "country"],
    ["no input", { kind: "email" }, "input"],
    ["an input that is no text", { kind: "vat", input: 7 }, "input"],
    ["an unknown kind", { kind: "constructor", input: "x" }, "unknown kind"],
    ["no kind", { input: "x" }, "unknown kind"],
    ["no object", null, "object"],
    ["text", "x", "object"]
  ] as ReadonlyArray<readonly [string, unknown, string]>)(
    "C: %s is a disagreement with its problem, and leaves the other rows alone",
    (_, bad, problem) => {
      const good = { kind: "email", input: "a@co.uk", valid: false, note: "explained" }
      const tallies = Object.values(judge([bad, good] as never))
      assert.strictEqual(
        tallies.reduce((sum, { agree }) => sum + agree, 0),
        1
      )
      const [disagreed] = tallies.flatMap(({ disagree }) => disagree)
      assert.include(String(disagreed?.ours["problem"]), problem)
    }
  )

  it("C: a file that is missing or holds no rows is one sentence", () => {
    assert.include(readRows("/nowhere.json"), "cannot be read")
    assert.include(readRows(import.meta.filename), "no JSON")
    assert.include(readRows(join(import.meta.dirname, "../../package.json")), "no list")
  })
})
