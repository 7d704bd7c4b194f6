import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  CredentialsConformance,
  CustomerStoreConformance,
  TokenStoreConformance,
  UserStoreConformance
} from "@clientele/testkit"
import { afterAll } from "@effect/vitest"
import { embedded } from "./stores.ts"

const parent = mkdtempSync(join(tmpdir(), "clientele-conformance-"))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

for (const [name, stores] of [
  ["embedded, on a folder", embedded(join(parent, "data"))],
  ["embedded, in memory", embedded()]
] as const) {
  CustomerStoreConformance.suite(name, stores)
  UserStoreConformance.suite(name, stores)
  CredentialsConformance.suite(name, stores)
  TokenStoreConformance.suite(name, stores)
}
