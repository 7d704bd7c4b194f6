/** Bundles core for a browser and weighs it, gzipped: own code and libraries must stay under the limit. */
import { gzipSync } from "node:zlib"
import { buildSync } from "esbuild"
import { finish, json, packages, root } from "./workspace.ts"

/** Kilobytes (1,000 bytes) of own code and libraries, gzipped, that a browser may be asked to load. */
const limit = 120

const weigh = (entries: ReadonlyArray<string>, external: Array<string> = ["effect", "effect/*"]): number => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: entries.map((entry, index) => `export * as _${index} from "${entry}"`).join("\n"),
      resolveDir: `${root}/packages/core`
    },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    conditions: ["@clientele/source"],
    external
  })
  return Math.round(gzipSync(outputFiles[0]!.contents, { level: 9 }).length / 100) / 10
}

const main = () => {
  const subpaths = Object.keys(packages.find(({ folder }) => folder === "packages/core")!.manifest.exports)
  const data = subpaths.filter((subpath) => subpath.startsWith("./reference/"))
  const own = weigh(["@clientele/core"])
  const effect = Math.round((weigh(["@clientele/core"], []) - own) * 10) / 10
  const reference = weigh(data.map((subpath) => `@clientele/core${subpath.slice(1)}`))
  if (!json) {
    console.log(
      `own code and libraries ${own} kB (limit ${limit}), Effect ${effect} kB, reference data ${reference} kB`
    )
  }
  finish(own > limit ? [`@clientele/core weighs ${own} kB gzipped, over the limit of ${limit} kB`] : [], {
    own,
    effect,
    reference,
    limit
  })
}

try {
  main()
} catch {
  finish(["@clientele/core does not bundle for a browser"])
}
