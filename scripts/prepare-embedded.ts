/** Writes the prepared database that first starts of the embedded PostgreSQL unpack, where it is not there yet. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Embedded from "@clientele/postgres/embedded"
import { Effect } from "effect"
import { finish, root } from "./workspace.ts"

const assets = join(root, "packages/postgres/assets")

const stored = () => {
  try {
    return readFileSync(join(assets, "embedded.json"), "utf8").trim()
  } catch {
    return null
  }
}

if (process.argv.includes("--force") || stored() !== Embedded.manifest())
  await Effect.runPromise(Embedded.prepare(assets))
finish([])
