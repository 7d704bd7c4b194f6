/** The statement that a create of ours comes to, for other clients to send: `select clientele.write_1(…)`. */
import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import type { Pool } from "pg"
import * as Short from "../../packages/postgres/src/internal/Short.ts"
import { client, draft, open, type Place } from "./kernel.ts"
import type { Block } from "./rounds.ts"

/** The arguments of one create, and what is to be another in each: the id of the customer, and its login. */
export const template = async (url: string, parent: Place) => {
  let seen: CustomerStore.Commit | undefined
  const kernel = open(client(url, 1), (store) => ({
    ...store,
    commit: (commit) => Effect.sync(() => void (seen = commit))
  }))
  await kernel.create(parent, draft())
  await kernel.close()
  const short = seen === undefined ? null : Short.of(seen)
  if (short === null) throw new Error("nothing was committed in one statement")
  const login = seen?.claim.find(({ kind }) => kind === "login")?.key ?? ""
  const params = Short.values([short])
  return { params, uuid: String(params[1]?.[0]), login }
}

type Template = Awaited<ReturnType<typeof template>>

let made = 0

type Fill = (id: string, key: string) => unknown

/** By `pg`, prepared. What is the same each time is made once. */
export const byPg = (pool: Pool, { login, params, uuid }: Template) => {
  const filling = (value: unknown): Fill => {
    if (Array.isArray(value)) {
      const items = value.map(filling)
      return (id, key) => items.map((item) => item(id, key))
    }
    if (value === uuid) return (id) => id
    if (typeof value !== "string" || !value.includes(login)) return () => value
    const parts = value.split(login)
    return (_, key) => parts.join(key)
  }
  const fills = params.map(filling)
  return async (): Promise<void> => {
    const n = made++
    const [id, key] = [`01900000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`, `n${n}@raw.nl`]
    const values = fills.map((fill) => fill(id, key))
    const { rows } = await pool.query({ name: "write", text: Short.text, values })
    if (rows[0].outcomes !== null) throw new Error(JSON.stringify(rows))
  }
}

/** Where pgbench is; `null` where the machine has none. */
export const pgbench: string | null =
  [
    "/usr/lib/postgresql/15/bin",
    "/usr/lib/postgresql/16/bin",
    "/usr/lib/postgresql/17/bin",
    ...(process.env["PATH"] ?? "").split(delimiter)
  ]
    .map((folder) => join(folder, "pgbench"))
    .find((path) => existsSync(path)) ?? null

/** By pgbench, prepared; the server puts fresh ids into the texts, which costs it some microseconds. */
export const byPgbench = (program: string, url: string, { login, params, uuid }: Template, clients: number) => {
  const folder = mkdtempSync(join(tmpdir(), "clientele-pgbench-"))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  const script = join(folder, "script.sql")
  // pgbench takes a colon before a letter for a variable.
  const quoted = (value: string) => `'${value.replaceAll("'", "''").replaceAll(/:(?=[A-Za-z_])/gu, ": ")}'`
  const literal = (value: unknown, type: string): string => {
    if (value === null) return "NULL"
    if (Array.isArray(value)) return `ARRAY[${value.map((item) => literal(item, type)).join(", ")}]::${type}[]`
    const text = quoted(String(value))
    if (value === uuid) return `('01910000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid`
    return String(value).includes(login)
      ? `replace(${text}, ${quoted(login)}, 'n' || :n::text || '@pgbench.nl')::${type}`
      : `${text}::${type}`
  }
  const values = params.map((value, at) =>
    literal(value, at === 0 ? "uuid" : (Object.values(Short.types)[at - 1] ?? "text"))
  )
  writeFileSync(script, `\\set n random(1, 200000000000000)\nSELECT clientele.write_1(${values.join(", ")});\n`)
  return (millis: number): Promise<Block> =>
    new Promise((resolve, reject) => {
      // It measures whole seconds only: as many transactions as take about the time, with the connecting left out.
      const count = Math.max(10, Math.round((millis / 1000) * (guess.get(clients) ?? 1500)))
      const each = Math.max(5, Math.round(count / clients))
      const args = ["-n", "-M", "prepared", "-c", String(clients), "-j", "1", "-t", String(each), "-f", script, url]
      const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] })
      let out = ""
      child.stdout.on("data", (data) => (out += data))
      child.stderr.on("data", (data) => (out += data))
      child.on("error", reject)
      child.on("close", () => {
        const rate = Number(/tps = ([\d.]+) \(without initial/u.exec(out)?.[1])
        const latency = Number(/latency average = ([\d.]+)/u.exec(out)?.[1])
        guess.set(clients, rate)
        if (Number.isFinite(rate)) resolve({ rate, p50: latency })
        else reject(new Error(out))
      })
    })
}

const guess = new Map<number, number>()
