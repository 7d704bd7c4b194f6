/** `npm start`, as somebody who has just cloned the repository: the system runs, keeps what it is told, and stops when asked. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { afterAll, assert, describe, it } from "vitest"
import * as PostgresServer from "../servers/PostgresServer.ts"
import { freePort } from "../servers/freePort.ts"

const root = fileURLToPath(new URL("../..", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "clientele-start-"))
const children: Array<ChildProcess> = []
afterAll(() => {
  for (const child of children) child.kill("SIGKILL")
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** What `npm start` runs, without npm around it: a signal goes to the program itself, as one from a terminal does. */
const command = () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: { start: string } }
  const [program, ...args] = scripts.start.split(" ")
  assert.strictEqual(program, "node")
  return args
}

const begin = async (env: Record<string, string>) => {
  const port = await freePort()
  const child = spawn(process.execPath, command(), {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATABASE_URL: "", CLIENTELE_DATA: "", ...env, PORT: String(port) }
  })
  children.push(child)
  let [out, err] = ["", ""]
  child.stdout.on("data", (text) => (out += text))
  child.stderr.on("data", (text) => (err += text))
  while (!out.includes("Ctrl-C stops it.")) {
    assert.isNull(child.exitCode, err)
    await sleep(20)
  }
  const url = `http://localhost:${port}`
  const password = /^ {2}ada +(\w+ \w+ \w+ \w+)/mu.exec(out)?.[1]
  const signIn = async () => {
    const response = await fetch(`${url}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login: "ada", password })
    })
    const { csrf } = (await response.json()) as { csrf: string }
    return { cookie: (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "", csrf }
  }
  return {
    url,
    out,
    ask: async (path: string, body?: unknown) => {
      const { cookie, csrf } = await signIn()
      const response = await fetch(url + path, {
        method: body === undefined ? "GET" : "POST",
        headers: { cookie, "x-csrf-token": csrf, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      })
      return { status: response.status, text: await response.text() }
    },
    stop: async (signal: NodeJS.Signals) => {
      const gone = once(child, "close")
      child.kill(signal)
      const [code] = await gone
      assert.strictEqual(code, 0)
      // That it begins is all there is to say.
      assert.match(err, /^starting on [^\n]+\n$/u)
    }
  }
}

/** A customer that the demonstration does not have. */
const tried = async (env: Record<string, string>) => {
  const first = await begin(env)
  assert.include(first.out, `address   ${first.url}`)
  for (const login of ["ada", "ben", "chris", "dana"])
    assert.match(first.out, new RegExp(`^ {2}${login} +\\w+ \\w+`, "mu"))
  for (const page of ["/", "/sign-in", "/docs", "/api/v1/openapi.json"]) {
    assert.strictEqual((await fetch(first.url + page)).status, 200, page)
  }
  const { text } = await first.ask("/api/v1/customers?limit=1")
  const id = /cus_\w{26}/u.exec(text)?.[0]
  const user = { login: "eve@kept.example", displayName: "Eve", email: null, role: "user" }
  assert.strictEqual((await first.ask(`/api/v1/customers/${id}/users`, user)).status, 201)
  await first.stop("SIGINT")
  const second = await begin(env)
  assert.include((await second.ask(`/api/v1/customers/${id}/users`)).text, "eve@kept.example")
  assert.include((await second.ask("/customers")).text, "<html")
  await second.stop("SIGTERM")
  return first
}

describe("npm start", () => {
  it("runs the app, the API and its pages on the embedded store, and keeps all of it over a restart", {
    timeout: 180_000
  }, async () => {
    const data = join(folder, "data")
    const { out } = await tried({ CLIENTELE_DATA: data })
    assert.include(out, `embedded PostgreSQL in ${data}`)
  })

  it.skipIf(PostgresServer.find("18") === null)(
    "moves to a server where DATABASE_URL names one",
    { timeout: 180_000 },
    async () => {
      const server = await PostgresServer.start({ version: "18" })
      try {
        const { out } = await tried({ DATABASE_URL: await server.createDatabase("clientele_start") })
        assert.match(out, /store {5}PostgreSQL at 127\.0\.0\.1:\d+\/clientele_start\n/u)
      } finally {
        await server.close()
      }
    }
  )
})
