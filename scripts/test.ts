/**
 * Runs the tests; arguments go to vitest. The last line is `N passed, N failed`, or with `--json` an object. All tests also
 * say how many statements of the five documents they show; `npm run rules` says which. A test that names one which does not exist, or too many, fails.
 */
import { relative } from "node:path"
import { browser } from "./browser.ts"
import { absent, standIns } from "./servers/absent.ts"
import { coverageOf } from "./rules.ts"
import { json, root, vitest } from "./workspace.ts"

const args = process.argv.slice(2).filter((arg) => arg !== "--json")
const { status, files } = vitest(args)
const count = (wanted: string) =>
  files.flatMap((file) => file.assertionResults).filter((test) => test.status === wanted).length
// A file that does not load has no tests that failed, and an error outside of any test belongs to none.
const unloaded = files.filter(
  (file) => file.status === "failed" && !file.assertionResults.some((t) => t.status === "failed")
)
const passed = count("passed")
const failed = Math.max(count("failed") + unloaded.length, status === 0 ? 0 : 1)

// A test that chooses what to run skips all others; a few are said, so that a skip hides nothing.
const skipped = files.flatMap(({ assertionResults, name }) =>
  assertionResults
    .filter(({ status }) => status === "skipped" || status === "pending")
    .map(({ fullName }) => `${relative(root, name)}: ${fullName}`)
)

const coverage = args.length > 0 ? null : coverageOf(files)
const misnamed = coverage?.problems ?? []

const hints = [
  ...(coverage === null ? [] : [`${coverage.shown} of ${coverage.total} statements shown`, ...misnamed]),
  ...(skipped.length > 20 ? [] : skipped.map((one) => `skipped: ${one}`)),
  ...(browser === null
    ? ["No browser was found, so the browser tests did not run: install Chromium or set CHROMIUM_PATH."]
    : []),
  ...absent(),
  ...standIns()
]
for (const hint of hints) {
  if (json) console.error(hint)
  else console.log(hint)
}
console.log(json ? JSON.stringify({ passed, failed }) : `${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && misnamed.length === 0 ? 0 : 1
