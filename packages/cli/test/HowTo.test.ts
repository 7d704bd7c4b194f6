/** Every command of these pages, run. */
import { assert, describe, it } from "vitest"
import { absent, follow } from "./shell.ts"

const missing = absent()

describe.skipIf(missing.length > 0)(
  `docs/how-to${missing.map((tool) => `, ${tool} is not installed`).join("")}`,
  () => {
    for (const [page, fresh] of [
      ["run-the-server.md", true],
      ["ask-the-running-system.md", false],
      ["authenticate.md", false],
      ["call-it-with-curl.md", false],
      ["page-through-customers.md", false],
      ["follow-events-over-http.md", false],
      ["supported-versions.md", false],
      ["upgrade.md", true]
    ] as const) {
      it(`${page}: each command does what the page says`, { timeout: 180_000 }, async () => {
        const { fences, findings } = await follow(page, fresh)
        assert.isAbove(fences, 0)
        assert.deepStrictEqual(findings, [])
      })
    }
  }
)
