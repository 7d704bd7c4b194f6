import { globSync } from "node:fs"
import { defineConfig } from "vitest/config"

const conditions = ["@clientele/source", "node", "import", "module", "default"]

export default defineConfig({
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    projects: [...globSync("{packages,examples}/*/test"), "scripts/test"].toSorted().map((folder) => ({
      extends: true as const,
      test: { name: folder.replace(/\/test$/, ""), include: [`${folder}/**/*.test.ts`] }
    }))
  }
})
