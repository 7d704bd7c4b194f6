import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"

const src = new URL("../src/", import.meta.url)
const { status, stderr, stdout } = spawnSync(
  process.execPath,
  ["--conditions=@clientele/source", fileURLToPath(new URL("main.ts", src))],
  { encoding: "utf8" }
)
const has = (...lines: ReadonlyArray<string>) => assert.include(stdout, lines.join("\n"))

describe("the SDK from code without Effect", () => {
  it("ends well", () => {
    assert.strictEqual(stderr, "")
    assert.strictEqual(status, 0)
  })

  it("imports nothing of Effect", () => {
    for (const name of readdirSync(src)) {
      assert.notMatch(readFileSync(new URL(name, src), "utf8"), /from "(effect|@effect)/u)
    }
  })

  it("creates, with warnings", () => {
    has(
      "created  Acme Nederland B.V., pending approval",
      "created  Birch B.V., pending approval",
      "  ! /vatId: BE0403019261"
    )
  })

  it("is refused with all issues, and by what the store alone knows", () => {
    has("refused  Cedar", "  ✗ /vatId")
    for (const pointer of ["/address/postalCode", "/contacts/primary/email"]) has(`  ✗ ${pointer}: `)
    has("refused  Acme Nederland B.V.", "  ✗ /externalKey: Another customer of the same parent has this id")
    has("thrown   ActionNotAllowed: Only somebody above the customer may do this")
  })

  it("does once what is asked twice under one key", () => {
    has("approve  first time: active", "approve  second time: answered alike")
  })

  it("goes over all pages and through the feed", () => {
    has("listed   Copaco, active", "listed   Acme Nederland B.V., active", "listed   Birch B.V., pending approval")
    assert.strictEqual(stdout.match(/^happened /gmu)?.length, 6)
  })
})
