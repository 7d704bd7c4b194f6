/** `clientele` as the process that it is: started, asked, stopped, killed. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll } from "vitest"

const program = fileURLToPath(new URL("../src/internal/bin.ts", import.meta.url))
const compiled = process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "node-compile-cache")

/** What decides a start stands in the test alone, not in the environment of whoever runs it. */
const cleared = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => /^(?:CLIENTELE_|DATABASE_|OTEL_|HOST$|PORT$)/u.test(name))
    .map((name) => [name, undefined])
)

const folders: Array<string> = []
const children: Array<ChildProcess> = []

afterAll(() => {
  for (const child of children) child.kill("SIGKILL")
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "clientele-cli-"))
  folders.push(made)
  return made
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly input?: string
}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Running {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  readonly ended: Promise<Ended>
}

const start = (args: ReadonlyArray<string>, { cwd, env = {}, input = "" }: Options = {}): Running => {
  const child = spawn(process.execPath, ["--conditions=@clientele/source", program, ...args], {
    cwd: cwd ?? folder(),
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...cleared, NODE_COMPILE_CACHE: compiled, NO_COLOR: "1", ...env }
  })
  children.push(child)
  let [out, err] = ["", ""]
  child.stdout?.on("data", (text) => (out += text))
  child.stderr?.on("data", (text) => (err += text))
  child.stdin?.end(input)
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, out, err }))
  return { child, out: () => out, err: () => err, ended }
}

/** Runs a command to its end. */
export const run = (args: ReadonlyArray<string>, options: Options = {}): Promise<Ended> => start(args, options).ended

export interface Served extends Running {
  readonly url: string
}

/** Starts a server on a free port, and waits until it says where it is. */
export const serve = async (args: ReadonlyArray<string> = [], options: Options = {}): Promise<Served> => {
  const running = start(["serve", "--port", "0", ...args], options)
  let gone = false
  void running.ended.then(() => (gone = true))
  for (;;) {
    const port = /http:\/\/localhost:(\d+)/u.exec(running.out() + running.err())?.[1]
    if (port !== undefined) return { ...running, url: `http://127.0.0.1:${port}` }
    if (gone) throw new Error(`it did not start: ${running.err()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export interface Installed {
  readonly data: string
  readonly token: string
}

let installed: Promise<Installed> | null = null

/** A folder with the layout of this release and an operator's token; each gets a copy, since making one takes seconds. */
export const installation = async (): Promise<Installed> => {
  installed ??= (async () => {
    const data = join(folder(), "data")
    const { code, err, out } = await run(["token", "--support", "--data", data])
    if (code !== 0) throw new Error(err)
    return { data, token: out.trim() }
  })()
  const first = await installed
  const data = join(folder(), "data")
  cpSync(first.data, data, { recursive: true })
  return { data, token: first.token }
}

/** Asks as a program would; the answer's body as JSON. */
export const ask = async (
  url: string,
  token: string,
  path: string,
  body?: unknown,
  method = body === undefined ? "GET" : "POST"
) => {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  // Whatever came: the tests say what it should be.
  // oxlint-disable-next-line typescript/no-explicit-any
  return { status: response.status, body: (await response.json().catch(() => null)) as any }
}
