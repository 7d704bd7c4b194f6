import { readdirSync } from "node:fs"
import { defineConfig } from "vitest/config"

const conditions = ["@clientele/source", "node", "import", "module", "default"]

const members = (root: string) => readdirSync(root, { withFileTypes: true }).filter((d) => d.isDirectory()).map((d) => `${root}/${d.name}`)

export default defineConfig({
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    projects: [...members("packages"), ...members("examples")].map((folder) => ({
      extends: true as const,
      test: { name: folder, include: [`${folder}/test/**/*.test.ts`] }
    }))
  }
})
