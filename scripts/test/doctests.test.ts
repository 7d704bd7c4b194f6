import { assert, describe, it } from "vitest"
import { asRun, asTest, examples, titled } from "../doctests.ts"

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

  it("takes titled fences of pages as files, with what they print", () => {
    const page =
      '# A\n\n```ts title="a.ts"\nconsole.log(1)\n```\n\n```text\n1\n```\n\n```ts title="b.test.ts"\n2\n```\n'
    const found = titled("docs/a.md", page)
    assert.deepStrictEqual(found, [
      { place: "docs/a.md:4", code: "console.log(1)\n", title: "a.ts", prints: "1\n" },
      { place: "docs/a.md:12", code: "2\n", title: "b.test.ts", prints: null }
    ])
    assert.deepStrictEqual(examples("docs/a.md", page), [])
    assert.include(asRun(found[0]!), 'await import("./a.ts")')
    assert.include(asRun(found[0]!), JSON.stringify("1\n"))
    assert.notInclude(asRun(found[1]!), "deepStrictEqual")
  })
})
