import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { buildSync } from "esbuild"
import { assert, describe, it } from "vitest"
import { overrides } from "../reference-overrides.ts"

const folder = join(import.meta.dirname, "../../packages/core/src/reference")
const names = [...readdirSync(join(folder, "countries")).map((name) => `countries/${name}`), "Codes.ts", "Countries.ts"]
const headerOf = (name: string) => readFileSync(join(folder, name), "utf8").split("*/", 1)[0] ?? ""

describe("the generated reference data", () => {
  it("C: its headers name a day only where somebody looked", () => {
    for (const name of names) {
      const country = /^countries\/(..)\.ts$/u.exec(name)?.[1] ?? ""
      const checked = overrides[country]?.checked
      const days = headerOf(name).match(/\d{4}-\d\d-\d\d/gu) ?? []
      assert.deepStrictEqual([...days], checked === undefined ? [] : [checked], name)
      if (overrides[country] !== undefined) assert.include(headerOf(name), checked ?? "not looked up", name)
    }
  })

  it("C: its sources and licences stay in what is built", () => {
    for (const name of ["countries/NL.ts", "PublicSuffixes.ts"]) {
      const { outputFiles } = buildSync({
        entryPoints: [join(folder, name)],
        bundle: true,
        write: false,
        format: "esm"
      })
      const built = outputFiles[0]?.text ?? ""
      assert.match(headerOf(name), /^\/\*!/u)
      assert.include(built, "Source:")
      assert.include(built, name === "PublicSuffixes.ts" ? "Mozilla Public License" : "CC-BY 4.0")
    }
  })
})
