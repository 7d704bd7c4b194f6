/** `clientele serve` as a process of its own, which is killed or asked to stop, and started again on the same address. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { freePort } from "../servers/freePort.ts"

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const program = at("../../packages/cli/src/internal/bin.ts")
const config = at("clientele.config.ts")

export interface HttpServer {
  readonly url: string
  /** Secret of a token of the operator. */
  readonly token: string
  /** Starts it and waits until it can serve. */
  readonly start: () => Promise<void>
  /** Ends it at once. */
  readonly kill: () => Promise<void>
  /** Asks it to finish what is under way; returns its exit code. */
  readonly terminate: () => Promise<number | null>
}

/** Returns a server on a database, which is not started yet. */
export const make = async (database: string): Promise<HttpServer> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const run = (...args: ReadonlyArray<string>): ChildProcess =>
    spawn(process.execPath, ["--conditions=@clientele/source", program, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, DATABASE_URL: database, CLIENTELE_LOG_LEVEL: "warn", CLIENTELE_LOG_FORMAT: "text" }
    })
  const hear = (child: ChildProcess) => {
    const heard = { out: "", err: "" }
    child.stdout?.on("data", (text) => (heard.out += text))
    child.stderr?.on("data", (text) => (heard.err += text))
    return heard
  }

  const making = run("token", "--support", "--days", "2")
  const made = hear(making)
  const [code] = await once(making, "close")
  if (code !== 0) throw new Error(`no token could be made: ${made.err}`)

  let child: ChildProcess | null = null
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = child
    child = null
    if (ending === null) return null
    const gone = once(ending, "close")
    ending.kill(signal)
    const [code] = await gone
    return code
  }
  const isReady = () =>
    fetch(`${url}/api/v1/ready`).then(
      ({ ok }) => ok,
      () => false
    )
  process.once("exit", () => child?.kill("SIGKILL"))

  return {
    url,
    token: made.out.trim(),
    start: async () => {
      const starting = run("serve", "--config", config, "--port", String(port), "--requests-per-minute", "10000000")
      child = starting
      const heard = hear(starting)
      while (!(await isReady())) {
        if (starting.exitCode !== null) throw new Error(`the server did not start: ${heard.err}`)
        await sleep(20)
      }
    },
    kill: async () => void (await end("SIGKILL")),
    terminate: () => end("SIGTERM")
  }
}
