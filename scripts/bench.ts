/**
 * Runs the benchmarks of `benchmarks/`, which are installed on their own the first time; so is each of the peers of rows 4, 5
 * and 7, when it is asked for.
 * `npm run bench -- 11` measures single rows; `--json` ends with an object.
 */
import { spawnSync } from "node:child_process"
import { existsSync, statSync } from "node:fs"
import { join } from "node:path"
import { root, run } from "./workspace.ts"

const folder = join(root, "benchmarks")

/** What npm writes last; older than what is to be installed, something else is installed. */
const record = join(folder, "node_modules", ".package-lock.json")
const installed =
  (existsSync(record) && statSync(record).mtimeMs >= statSync(join(folder, "package-lock.json")).mtimeMs) ||
  run("npm", ["ci", "--no-audit", "--no-fund"], folder) === 0
if (installed) {
  const args = ["--conditions=@clientele/source", join(folder, "src", "run.ts"), ...process.argv.slice(2)]
  process.exitCode = spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1
} else {
  console.error("The benchmarks could not be installed")
  process.exitCode = 1
}
