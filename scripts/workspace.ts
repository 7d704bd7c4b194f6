/** What the other scripts share: where the packages are, how to run a tool, how a proof ends. */
import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("..", import.meta.url))

export const json = process.argv.includes("--json")

export const read = (path: string) => readFileSync(join(root, path), "utf8")

/** All files under a folder of the repository, as sorted paths from the repository's root. */
export const files = (folder: string, keep: (path: string) => boolean = () => true): Array<string> =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules" && entry.name !== "dist")
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? files(path, keep) : keep(path) ? [path] : []
    })
    .toSorted()

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports: Record<string, string | { readonly types: string }>
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
}

export interface Package {
  /** Path from the repository's root, `packages/core`. */
  readonly folder: string
  readonly manifest: Manifest
}

export const packages: ReadonlyArray<Package> = readdirSync(join(root, "packages"))
  .map((name) => `packages/${name}`)
  .map((folder) => ({ folder, manifest: JSON.parse(read(`${folder}/package.json`)) as Manifest }))

/** Runs a program of the workspace and returns its exit code. With `--json` its output goes to standard error. */
export const run = (program: string, args: ReadonlyArray<string>, cwd = root): number => {
  const path = `${join(root, "node_modules", ".bin")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`
  const shell = process.platform === "win32"
  const stdio = ["inherit", json ? 2 : "inherit", "inherit"] as const
  return spawnSync(program, args, { cwd, shell, stdio: [...stdio], env: { ...process.env, PATH: path } }).status ?? 1
}

export interface TestFile {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: ReadonlyArray<{
    readonly title: string
    readonly fullName: string
    readonly status: string
  }>
}

/** Runs the tests and returns what each file showed. */
export const vitest = (args: ReadonlyArray<string>): { readonly status: number; readonly files: Array<TestFile> } => {
  const report = join(tmpdir(), `clientele-tests-${process.pid}.json`)
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`]
  const status = run("vitest", ["run", ...reporters, ...args])
  try {
    return { status, files: JSON.parse(readFileSync(report, "utf8")).testResults }
  } catch {
    return { status: status || 1, files: [] }
  }
}

/** Ends a proof: one sentence per problem, with `--json` an object as the last line, and the exit code. */
export const finish = (problems: ReadonlyArray<string>, facts: Record<string, unknown> = {}): void => {
  for (const problem of problems) console.error(problem)
  if (json) console.log(JSON.stringify({ ...facts, problems }))
  process.exitCode = problems.length === 0 ? 0 : 1
}
