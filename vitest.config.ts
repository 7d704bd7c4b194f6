import { globSync } from "node:fs"
import { defineConfig } from "vitest/config"
import { browser } from "./scripts/browser.ts"

const conditions = ["@clientele/source", "node", "import", "module", "default"]
const inBrowser = "**/*.browser.test.ts"
/** Whose tests run on real database servers. */
const onServers = ["packages/http/test", "packages/postgres/test"]

export default defineConfig({
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    // Properties run a thousand times; how fast is the benchmarks' matter.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      ...[...globSync("{packages,examples}/*/test"), "scripts/test"].toSorted().map((folder) => ({
        extends: true as const,
        test: {
          name: folder.replace(/\/test$/, ""),
          include: [`${folder}/**/*.test.ts`],
          // These start whole programs, several to a test.
          ...(folder === "packages/cli/test" ? { testTimeout: 240_000, hookTimeout: 120_000 } : {}),
          globalSetup: onServers.includes(folder) ? ["scripts/servers/globalSetup.ts"] : [],
          exclude: [inBrowser, "**/node_modules/**"]
        }
      })),
      ...(browser === null
        ? []
        : [
            {
              extends: true as const,
              test: {
                name: "browser",
                include: [`examples/*/test/${inBrowser}`],
                env: { CHROMIUM_PATH: browser },
                testTimeout: 120_000,
                hookTimeout: 60_000
              }
            }
          ])
    ]
  }
})
