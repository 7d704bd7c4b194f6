/**
 * Packs every package, looks at the tarballs with publint and are-the-types-wrong, installs them into a copy of
 * `fixtures/consumer` outside the repository, type-checks that under strict settings and runs it.
 *
 * Needs a build.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { finish, packages, read, root, run } from "./workspace.ts"

const folder = mkdtempSync(join(tmpdir(), "clientele-consumer-"))
const members = packages.map(({ folder }) => `--workspace=${folder}`)
const problems: Array<string> = []
const must = (sentence: string, program: string, args: ReadonlyArray<string>, cwd = root) => {
  const holds = run(program, args, cwd) === 0
  if (!holds) problems.push(sentence)
  return holds
}

cpSync(join(root, "fixtures/consumer"), folder, { recursive: true })
if (must("npm pack failed", "npm", ["pack", "--silent", `--pack-destination=${folder}`, ...members])) {
  const tarballs = readdirSync(folder)
    .filter((name) => name.endsWith(".tgz"))
    .map((name) => join(folder, name))
  for (const tarball of tarballs) {
    must(`publint finds fault with ${tarball}`, "publint", ["run", "--strict", "--level=warning", tarball])
    const types = ["--profile=esm-only", "--format=table-flipped", tarball]
    if (!must(`types of ${tarball} do not resolve`, "attw", [...types, "--quiet"])) run("attw", types)
  }
  const { devDependencies } = JSON.parse(read("package.json")) as { devDependencies: Record<string, string> }
  const peers = ["effect", "@effect/vitest", "vitest"].map((name) => `${name}@${devDependencies[name]}`)
  const flags = ["--no-audit", "--no-fund", "--prefer-offline", "--no-save"]
  if (must("the tarballs do not install", "npm", ["install", ...flags, ...tarballs, ...peers], folder)) {
    must("a consumer under strict settings does not type-check", "tsc", ["-p", "."], folder)
    for (const name of readdirSync(join(folder, "src"))) {
      must(`the consumer ${name} does not run`, "node", [`src/${name}`], folder)
    }
  }
}
rmSync(folder, { recursive: true, force: true })
finish(problems)
