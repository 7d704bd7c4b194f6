/**
 * Everything that must hold before a commit. Runs every step, says which failed, and fails at the end.
 * `npm run check -- lint types` runs single steps; `--json` ends with an object.
 */
import { existsSync } from "node:fs"
import { basename, join } from "node:path"
import { finish, json, root, run } from "./workspace.ts"

interface Step {
  readonly name: string
  readonly command: readonly [program: string, ...args: ReadonlyArray<string>]
  readonly failure: string
  readonly needsBuild?: true
}

/** A step that type-checks a folder, if all that it needs is installed. */
const installed = (folder: string, needs: ReadonlyArray<string>, failure: string): ReadonlyArray<Step> =>
  needs.every((each) => existsSync(join(root, each, "node_modules")))
    ? [{ name: basename(folder), command: ["tsc", "-p", folder], failure }]
    : []

const steps: ReadonlyArray<Step> = [
  {
    name: "barrels",
    command: ["node", "scripts/barrels.ts", "--check"],
    failure: "A barrel or the exports of a package do not match its files"
  },
  {
    name: "reference",
    command: ["node", "scripts/generate-reference.ts", "--check"],
    failure: "The reference data is not what its sources give: run npm run reference"
  },
  {
    name: "pages",
    command: ["node", "--conditions=@clientele/source", "scripts/generate-docs.ts", "--check"],
    failure: "A generated page of the documentation is out of date: run npm run docs:generate"
  },
  { name: "format", command: ["biome", "format"], failure: "Some files are not formatted: run npm run format" },
  { name: "lint", command: ["oxlint"], failure: "The linter found mistakes" },
  { name: "types", command: ["tsc", "-p", "."], failure: "The sources do not type-check" },
  // What is measured against is installed by whoever measures.
  ...installed("benchmarks", ["benchmarks"], "The benchmarks do not type-check"),
  ...installed(
    "benchmarks/peers",
    ["better-auth", "medusa", "payload", "vendure"].map((peer) => `benchmarks/peers/${peer}`),
    "The peers of the benchmarks do not type-check"
  ),
  { name: "imports", command: ["node", "scripts/imports.ts"], failure: "An import breaks the table of imports" },
  {
    name: "scripts",
    command: ["vitest", "run", "scripts/test"],
    failure: "A proof command does not notice what it is for"
  },
  {
    name: "examples",
    command: ["node", "scripts/doctests.ts"],
    failure: "An example of the documentation does not hold"
  },
  { name: "unused", command: ["knip"], failure: "Something is exported or installed that nobody uses" },
  {
    name: "build",
    command: ["turbo", "run", "build", "--output-logs=errors-only"],
    failure: "A package does not build"
  },
  {
    name: "api",
    command: ["node", "scripts/api.ts", "--check"],
    failure: "The public API is not the one recorded in etc/api",
    needsBuild: true
  },
  {
    name: "packed",
    command: ["node", "scripts/packed.ts"],
    failure: "A packed package does not work for a stranger",
    needsBuild: true
  },
  { name: "size", command: ["node", "scripts/size.ts"], failure: "Core is too heavy for a browser" },
  { name: "docs", command: ["typedoc"], failure: "The reference pages cannot be written", needsBuild: true }
]

const only = process.argv.slice(2).filter((arg) => !arg.startsWith("--"))
const unknown = only.filter((name) => !steps.some((step) => step.name === name))
const results: Array<{ readonly step: string; readonly ok: boolean; readonly seconds: number }> = []
const print = (line: string) => (json ? console.error(line) : console.log(line))

for (const { command, name, needsBuild } of steps.filter((step) => only.length === 0 || only.includes(step.name))) {
  const since = Date.now()
  print(`\n${name}: ${command.join(" ")}`)
  const unbuilt = needsBuild && results.some((result) => result.step === "build" && !result.ok)
  const ok = !unbuilt && run(command[0], command.slice(1)) === 0
  results.push({ step: name, ok, seconds: Math.round((Date.now() - since) / 100) / 10 })
  print(`${name}: ${ok ? "ok" : unbuilt ? "not run, since the build failed" : "FAILED"}`)
}

print("")
for (const { ok, seconds, step } of results)
  print(`${ok ? "ok    " : "FAILED"} ${seconds.toFixed(1).padStart(6)} s  ${step}`)
finish(
  [
    ...unknown.map((name) => `There is no step ${name}; there are ${steps.map((step) => step.name).join(", ")}`),
    ...results.flatMap(({ ok, step }) => (ok ? [] : [steps.find(({ name }) => name === step)!.failure]))
  ],
  { steps: results }
)
