/**
 * Type-checks and runs the examples of doc comments (fences marked `ts import.meta.vitest`) and of the documentation (`ts`).
 *
 * Each becomes a test in `.doctest/`; a statement that ends in `// => value` asserts that it equals the value.
 *
 * In the documentation a fence may be a file, ```` ```ts title="portal.ts" ````: the fences after it on the page import it as
 * `./portal.ts`. A file is run, and a `text` fence right after it is what it prints; a `.test.ts` is a test of its own.
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

export interface Titled extends Example {
  /** Name of the file. */
  readonly title: string
  /** What it prints; `null` where the page does not say. */
  readonly prints: string | null
}

/** Returns the fences of a Markdown page that are files. */
export const titled = (path: string, text: string): Array<Titled> =>
  [...text.matchAll(/^```ts title="([^"]+)"\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?/gms)].map((match) => ({
    place: `${path}:${text.slice(0, match.index).split("\n").length + 1}`,
    code: match[2]!,
    title: match[1]!,
    prints: match[3] ?? null
  }))

/** Returns the test that runs a file and compares what it prints. */
export const asRun = ({ place, prints, title }: Titled): string =>
  [
    `import { assert, test, vi } from "vitest"`,
    `test(${JSON.stringify(place)}, async () => {`,
    "  const lines: Array<string> = []",
    `  vi.spyOn(console, "log").mockImplementation((...values) => void lines.push(values.join(" ")))`,
    `  await import("./${title}")`,
    ...(prints === null
      ? []
      : [`  assert.deepStrictEqual(lines.join("\\n").trimEnd() + "\\n", ${JSON.stringify(prints)})`]),
    "})",
    ""
  ].join("\n")

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

  const modules = pages.flatMap((path) => titled(path, read(path)))

  rmSync(folder, { recursive: true, force: true })
  // The fences of a page share a folder, so that they can import its files.
  const home = (place: string) => place.slice(0, place.lastIndexOf(":")).replaceAll(/[^\w/-]/g, "_")
  for (const example of found) {
    write(`${home(example.place)}/line-${example.place.split(":").at(-1)}.test.ts`, asTest(example))
  }
  for (const module of modules) {
    write(`${home(module.place)}/${module.title}`, module.code)
    if (!module.title.endsWith(".test.ts")) write(`${home(module.place)}/${module.title}-run.test.ts`, asRun(module))
  }
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

export default defineConfig({ ...shared, test: { root: import.meta.dirname, include: ["**/*.test.ts"], testTimeout: 60_000 } })
`
  )
  const holds =
    found.length + modules.length === 0 ||
    (run("tsc", ["-p", ".doctest"]) === 0 && run("vitest", ["run", "--config", ".doctest/vitest.config.ts"]) === 0)
  const count = found.length + modules.length
  if (!json) console.log(`${count} examples`)
  finish(holds ? [] : ["An example of the documentation does not hold"], { examples: count })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main()
