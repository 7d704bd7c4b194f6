/** Runs the tests and prints which of the statements of the five documents they show. `--json` ends with an object. */
import { relative } from "node:path"
import { pathToFileURL } from "node:url"
import { context, portals } from "./rules-data.ts"
import { finish, json, root, type TestFile, vitest } from "./workspace.ts"

/** Every statement by its id, with its kind. */
export const kinds: ReadonlyMap<string, string> = new Map(
  Object.entries(portals).flatMap(([prefix, { kinds }]) =>
    kinds.split(" ").map((kind, index) => [`${prefix}-${String(index + 1).padStart(2, "0")}`, kind] as const)
  )
)

export interface Shown {
  readonly file: string
  readonly test: string
}

export interface Coverage {
  readonly total: number
  readonly shown: number
  readonly missing: ReadonlyArray<string>
  readonly byId: Record<string, ReadonlyArray<Shown>>
  readonly problems: ReadonlyArray<string>
}

const leadingIds = /^(?:(?:2T|CO|MH|CP|OC)-\d\d\s+)+/

/** Navigation is shown in a browser; everything else by any test. */
const counts = (id: string, file: string) =>
  kinds.get(id) !== "T" || context.includes(id) || /\.browser\.test\.tsx?$/.test(file)

/** Returns what a run of the tests shows. A test shows up to three statements, named at the start of its name, if it passed. */
export const cover = (tests: ReadonlyArray<Shown & { readonly status: string }>): Coverage => {
  const named = tests.map(({ file, test, status }) => ({
    shown: { file, test },
    passed: status === "passed",
    ids: (leadingIds.exec(test)?.[0] ?? "").split(/\s+/).filter((id) => id !== "")
  }))
  const byId: Record<string, Array<Shown>> = {}
  for (const { shown, passed, ids } of named) {
    if (!passed) continue
    for (const id of new Set(ids)) if (kinds.has(id) && counts(id, shown.file)) (byId[id] ??= []).push(shown)
  }
  const missing = [...kinds.keys()].filter((id) => byId[id] === undefined)
  return {
    total: kinds.size,
    shown: kinds.size - missing.length,
    missing,
    byId,
    problems: named.flatMap(({ shown, ids }) => [
      ...(ids.length > 3
        ? [`${shown.file}: "${shown.test}" names ${ids.length} statements; a test shows three at most`]
        : []),
      ...ids
        .filter((id) => !kinds.has(id))
        .map((id) => `${shown.file}: "${shown.test}" names ${id}, which does not exist`)
    ])
  }
}

/** Returns what the files of a run show. */
export const coverageOf = (files: ReadonlyArray<TestFile>): Coverage =>
  cover(
    files.flatMap((file) =>
      file.assertionResults.map(({ status, title }) => ({ file: relative(root, file.name), test: title, status }))
    )
  )

const print = ({ byId, missing, shown, total }: Coverage) => {
  for (const [id, tests] of Object.entries(byId).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    for (const { file, test } of tests) console.log(`${id}  ${file}  ${test}`)
  }
  console.log()
  for (const [prefix, { kinds, name }] of Object.entries(portals)) {
    const all = kinds.split(" ").length
    const open = missing.filter((id) => id.startsWith(prefix))
    console.log(
      `${prefix}  ${name}: ${all - open.length} of ${all}${open.length > 0 ? `; missing ${open.join(" ")}` : ""}`
    )
  }
  console.log(`${shown} of ${total} shown`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { files, status } = vitest(["--silent"])
  const coverage = coverageOf(files)
  if (!json) print(coverage)
  finish([...coverage.problems, ...(status === 0 ? [] : ["Some tests failed and show nothing"])], { ...coverage })
}
