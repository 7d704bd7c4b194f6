/** Runs the tests; arguments go to vitest. The last line is `N passed, N failed`, or with `--json` an object. */
import { browser } from "./browser.ts"
import { absent, standIns } from "./servers/absent.ts"
import { json, vitest } from "./workspace.ts"

const { status, files } = vitest(process.argv.slice(2).filter((arg) => arg !== "--json"))
const count = (wanted: string) =>
  files.flatMap((file) => file.assertionResults).filter((test) => test.status === wanted).length
// A file that does not load has no tests that failed, and an error outside of any test belongs to none.
const unloaded = files.filter(
  (file) => file.status === "failed" && !file.assertionResults.some((t) => t.status === "failed")
)
const passed = count("passed")
const failed = Math.max(count("failed") + unloaded.length, status === 0 ? 0 : 1)

const hints = [
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
process.exitCode = failed === 0 ? 0 : 1
