/**
 * Type-checks and runs the examples of doc comments (fences marked `ts import.meta.vitest`) and of the documentation (`ts`).
 *
 * Each becomes a test in `.doctest/`; a statement that ends in `// => value` asserts that it equals the value.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import ts from "typescript"
import { files, finish, json, packages, read, root, run } from "./workspace.ts"

export interface Example {
  /** Where it stands: `packages/core/src/Instant.ts:12`. */
  readonly place: string
  readonly code: string
}

/** Returns the examples of a source file or a Markdown page. */
export const examples = (path: string, text: string): Array<Example> => {
  const fence = path.endsWith(".md") ? /^```ts\n(.*?)^```$/gms : /^ *\* ```ts import\.meta\.vitest\n(.*?)^ *\* ```$/gms
  return [...text.matchAll(fence)].map((match) => ({
    place: `${path}:${text.slice(0, match.index).split("\n").length + 1}`,
    code: path.endsWith(".md") ? match[1]! : match[1]!.replaceAll(/^ *\* ?/gm, "")
  }))
}

/** Returns the test for an example: imports on top, the rest as its body, promises of values as assertions. */
export const asTest = ({ code, place }: Example): string => {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true)
  const head: Array<string> = []
  const body = source.statements.flatMap((statement) => {
    const text = statement.getText()
    if (ts.isImportDeclaration(statement)) {
      head.push(text)
      return []
    }
    const promise = /^[ \t]*\/\/ => (.*)/.exec(code.slice(statement.getEnd()))?.[1]
    if (promise === undefined) return [text.replace(/^export /, "")]
    if (ts.isExpressionStatement(statement)) return [`$equal(${statement.expression.getText()}, ${promise})`]
    if (!ts.isVariableStatement(statement)) throw new Error(`${place}: only an expression or a constant has a value`)
    return [text, `$equal(${statement.declarationList.declarations[0]!.name.getText()}, ${promise})`]
  })
  return [
    `import { assert as $assert, test as $test } from "vitest"`,
    ...head,
    "const $equal = (actual: unknown, expected: unknown) => $assert.deepStrictEqual(actual, expected)",
    "void $equal",
    `$test(${JSON.stringify(place)}, async () => {`,
    ...body,
    "})",
    ""
  ].join("\n")
}

const main = () => {
  const folder = join(root, ".doctest")
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const pages = ["README.md", ...files("docs", (path) => path.endsWith(".md") && !path.startsWith("docs/api/"))]
  const sources = packages.flatMap(({ folder }) => files(`${folder}/src`, (path) => path.endsWith(".ts")))
  const found = [...pages, ...sources].flatMap((path) => examples(path, read(path)))

  rmSync(folder, { recursive: true, force: true })
  for (const example of found)
    write(`${example.place.replace(":", "-").replaceAll(/[^\w/-]/g, "_")}.test.ts`, asTest(example))
  write(
    "tsconfig.json",
    JSON.stringify({
      extends: "../tsconfig.json",
      compilerOptions: { noUnusedLocals: false },
      include: ["./**/*"],
      exclude: []
    })
  )
  write(
    "vitest.config.ts",
    `import { defineConfig } from "vitest/config"
import shared from "../vitest.config.ts"

export default defineConfig({ ...shared, test: { root: import.meta.dirname, include: ["**/*.test.ts"] } })
`
  )
  const holds =
    found.length === 0 ||
    (run("tsc", ["-p", ".doctest"]) === 0 && run("vitest", ["run", "--config", ".doctest/vitest.config.ts"]) === 0)
  if (!json) console.log(`${found.length} examples`)
  finish(holds ? [] : ["An example of the documentation does not hold"], { examples: found.length })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main()
