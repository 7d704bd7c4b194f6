/** A server that is measured, as a process of its own; what it logs goes nowhere. */
import { fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Given, Says, Told } from "./stand.ts"

export interface Child {
  readonly port: number
  /** Milliseconds of processor time that the process has used so far. */
  readonly cpu: () => Promise<number>
  readonly close: () => Promise<void>
}

/** `BENCH_NODE_OPTIONS` are for looking into the server: `--cpu-prof`, for one. */
const execArgv = ["--conditions=@clientele/source", ...(process.env["BENCH_NODE_OPTIONS"] ?? "").split(" ")].filter(
  (option) => option !== ""
)

/** Starts one of the modules beside this one. */
export const start = async (module: string, given: Given): Promise<Child> => {
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), {
    env: { ...process.env, NODE_ENV: "production" },
    execArgv,
    stdio: ["ignore", "ignore", "ignore", "ipc"]
  })
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const ask = (told: Told) =>
    new Promise<Says>((resolve, reject) => {
      const gone = (code: number | null) => reject(new Error(`${module} ended by itself with ${code}`))
      child.once("exit", gone)
      child.once("message", (says: Says) => {
        child.off("exit", gone)
        if ("failed" in says) reject(new Error(`${module}: ${says.failed}`))
        else resolve(says)
      })
      child.send(told)
    })
  const said = await ask({ given })
  return {
    port: "port" in said ? said.port : 0,
    cpu: async () => {
      const said = await ask("cpu")
      return "cpu" in said ? said.cpu : Number.NaN
    },
    close: async () => {
      child.kill()
      await ended
    }
  }
}
