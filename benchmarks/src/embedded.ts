/** Rows 16 and 17: how the embedded database starts, and what comes of many creates at once. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Migrations } from "@clientele/postgres"
import * as Embedded from "@clientele/postgres/embedded"
import * as Effect from "effect/Effect"
import { draft, open } from "./kernel.ts"
import { clients, type Group } from "./rounds.ts"

/** One start on a new folder, however long it takes. */
const start = (under: string, prepared: string | null) => async () => {
  const folder = await mkdtemp(join(under, "start-"))
  const begin = performance.now()
  await Effect.runPromise(Effect.provide(Migrations.migrate, Embedded.layer({ folder, prepared })))
  const p50 = performance.now() - begin
  await rm(folder, { recursive: true, force: true })
  return { rate: 1000 / p50, p50 }
}

export const embedded = async (): Promise<Group> => {
  const under = await mkdtemp(join(tmpdir(), "clientele-bench-"))
  const prepared = join(under, "prepared")
  await Effect.runPromise(Embedded.prepare(prepared))
  const kernel = open(Embedded.layer({ folder: join(under, "data"), prepared }))
  const parent = await kernel.openPlatform()
  const create = () => kernel.create(parent, draft())
  return {
    contenders: [
      { name: "start from prepared files", block: start(under, prepared) },
      { name: "start by initdb", block: start(under, null) },
      { name: "embedded create, one by one", block: clients(1, create) },
      { name: "embedded create, 32 at once", block: clients(32, create) }
    ],
    cases: [
      {
        id: "16",
        job: "embedded start, prepared data / initdb",
        ours: "start from prepared files",
        theirs: "start by initdb",
        of: "p50",
        goal: 0.25,
        target: 0.25,
        atMost: true
      },
      {
        id: "17",
        job: "embedded create, 32 at once / one by one",
        ours: "embedded create, 32 at once",
        theirs: "embedded create, one by one",
        of: "rate",
        goal: 3,
        target: 3
      }
    ],
    checkpoint: async () => {},
    close: async () => {
      await kernel.close()
      await rm(under, { recursive: true, force: true })
    }
  }
}
