/** PostgreSQL's own tools, as the machine has them, for tests that copy whole servers. */
import { spawnSync } from "node:child_process"
import { existsSync, rmSync } from "node:fs"
import { join } from "node:path"
import { find } from "../../../scripts/servers/Binaries.ts"
import { account } from "../../../scripts/servers/Daemon.ts"
import * as PostgresServer from "../../../scripts/servers/PostgresServer.ts"

const folder = find("15")?.folder ?? null

/** Whether the machine has a server from 15 on with its tools; those of npm's 18 are not packed. */
export const hasTools =
  folder !== null && existsSync(join(folder, "pg_basebackup")) && existsSync(join(folder, "pg_dump"))

/** Runs `pg_dump`, `pg_restore`, `pg_basebackup` or `pg_ctl`, and fails with what it said. */
export const tool = (name: string, ...args: ReadonlyArray<string>): void => {
  const { error, status, stderr } = spawnSync(join(folder ?? "", name), args, {
    ...account,
    cwd: "/",
    encoding: "utf8",
    timeout: 120_000,
    // The output of a server that it starts would keep this waiting.
    stdio: ["ignore", "ignore", "pipe"]
  })
  if (status !== 0) throw new Error(`${name}: ${stderr || error}`)
}

/** A server whose data are a base backup of another. `standby`: it goes on following that one. */
export const copyOf = async (
  primary: PostgresServer.PostgresServer,
  settings: Readonly<Record<string, string>>,
  standby: boolean,
  before: (data: string) => Promise<void> = async () => {}
): Promise<PostgresServer.PostgresServer> => {
  const copy = await PostgresServer.start({ version: "15", settings })
  await copy.stop()
  rmSync(copy.data, { recursive: true })
  tool("pg_basebackup", "-d", primary.url, "-D", copy.data, "--checkpoint=fast", ...(standby ? ["-R"] : []))
  await before(copy.data)
  await copy.start()
  return copy
}

/** Waits until a question is answered with yes. */
export const until = async (asked: () => Promise<boolean>, seconds = 50): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; !(await asked()); ) {
    if (Date.now() > end) throw new Error("it did not happen in time")
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
