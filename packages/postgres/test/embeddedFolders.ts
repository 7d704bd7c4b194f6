/** Folders for the tests of the embedded database, and other processes that open them. */
import { type ChildProcess, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import * as Embedded from "@clientele/postgres/embedded"
import * as Effect from "effect/Effect"
import { onTestFinished } from "vitest"

/** A path in the temporary folder where there is nothing yet; what comes there goes with the test. */
export const freshPath = (): string => {
  const parent = mkdtempSync(join(tmpdir(), "clientele-embedded-"))
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
  return join(parent, "data")
}

/** A prepared database of this release, made once for a machine, since `initdb` takes seconds. */
export const prepared = async (): Promise<string> => {
  const release = createHash("sha256").update(Embedded.manifest()).digest("hex").slice(0, 16)
  const kept = join(tmpdir(), `clientele-prepared-${process.getuid?.() ?? ""}-${release}`)
  if (existsSync(kept)) return kept
  const fresh = mkdtempSync(join(tmpdir(), "clientele-preparing-"))
  await Effect.runPromise(Embedded.prepare(fresh))
  try {
    renameSync(fresh, kept)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(kept)) throw error
  }
  return kept
}

export interface Other {
  readonly process: ChildProcess
  /** Waits for the next line that it prints; `null` at its end. */
  readonly next: () => Promise<string | null>
  readonly kill: () => Promise<void>
}

/** Another process that opens the folder and inserts the numbers from `from` on, one commit and one line each. */
export const openElsewhere = (folder: string, from: number, kept: string): Other => {
  const program = fileURLToPath(new URL("./embeddedWriter.ts", import.meta.url))
  const child = spawn(
    process.execPath,
    ["--conditions=@clientele/source", "--disable-warning=ExperimentalWarning", program, folder, String(from), kept],
    { stdio: ["ignore", "pipe", "inherit"] }
  )
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const kill = async () => {
    child.kill("SIGKILL")
    await ended
  }
  onTestFinished(kill)
  return {
    process: child,
    next: async () => {
      const line = await lines.next()
      return line.done === true ? null : line.value
    },
    kill
  }
}
