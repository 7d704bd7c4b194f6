import { assert, describe, it } from "vitest"
import { asTest, examples } from "../doctests.ts"

const source = `/**
 * Schema for a term.
 *
 * **Example** (Reading)
 *
 * \`\`\`ts import.meta.vitest
 * import { Term } from "@clientele/core"
 *
 * const days = Term.standard // => 30
 * Term.parse({
 *   days
 * }) // => { days: 30 }
 * Term.parse(days)
 * \`\`\`
 *
 * \`\`\`ts
 * not an example
 * \`\`\`
 */
export const Term = 1
`

describe("doctests", () => {
  it("takes marked fences of doc comments and ts fences of pages, with their line", () => {
    assert.deepStrictEqual(
      examples("packages/core/src/Term.ts", source).map((example) => example.place),
      ["packages/core/src/Term.ts:7"]
    )
    assert.deepStrictEqual(examples("README.md", "# A\n\n```ts\n1 // => 1\n```\n\n```sh\nls\n```\n"), [
      { place: "README.md:4", code: "1 // => 1\n" }
    ])
  })

  it("turns promised values into assertions and keeps the rest", () => {
    const lines = asTest(examples("packages/core/src/Term.ts", source)[0]!).split("\n")
    assert.include(lines, `import { Term } from "@clientele/core"`)
    assert.include(lines, "$equal(days, 30)")
    assert.include(lines, "}), { days: 30 })")
    assert.include(lines, "Term.parse(days)")
  })
})
