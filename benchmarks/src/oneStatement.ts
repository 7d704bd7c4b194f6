/** The statement that a create of ours comes to, for other clients to send: `select clientele.commit_1($1)`. */
import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import type { Pool } from "pg"
import { encode } from "../../packages/postgres/src/internal/Committing.ts"
import { client, draft, open, type Place } from "./kernel.ts"
import type { Block } from "./rounds.ts"

export const text = "SELECT clientele.commit_1($1::text::jsonb) AS outcomes"

/** The commit of one create, as its text, with its ids and keys by themselves. */
export const template = async (url: string, parent: Place) => {
  let seen: CustomerStore.Commit | undefined
  const kernel = open(client(url, 1), (store) => ({
    ...store,
    commit: (commit) => Effect.sync(() => void (seen = commit))
  }))
  const { customer } = await kernel.create(parent, draft())
  await kernel.close()
  if (seen === undefined) throw new Error("nothing was committed")
  const encoded = encode(seen) as { readonly w: ReadonlyArray<{ readonly id: string }> }
  const login = seen.claim.find(({ kind }) => kind === "login")?.key ?? ""
  return { body: JSON.stringify([encoded]), uuid: encoded.w[0]?.id ?? "", id: customer.id as string, login }
}

type Template = Awaited<ReturnType<typeof template>>

let made = 0

/** By `pg`, prepared. */
export const byPg = (pool: Pool, { body, login, uuid }: Template) => {
  const parts = body.split(uuid).map((part) => part.split(login))
  return async (): Promise<void> => {
    const n = made++
    const key = `n${n}@raw.nl`
    const id = `01900000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`
    const { rows } = await pool.query({ name: "commit", text, values: [parts.map((part) => part.join(key)).join(id)] })
    if (rows[0].outcomes[0] !== null) throw new Error(JSON.stringify(rows))
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

/** By pgbench, prepared; the server puts fresh ids into the text, which costs it some microseconds. */
export const byPgbench = (program: string, url: string, { body, login, uuid }: Template, clients: number) => {
  const folder = mkdtempSync(join(tmpdir(), "clientele-pgbench-"))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  const script = join(folder, "script.sql")
  // pgbench takes a colon before a letter for a variable.
  const literal = (value: string) => `'${value.replaceAll("'", "''").replaceAll(/:(?=[A-Za-z_])/gu, ": ")}'`
  writeFileSync(
    script,
    `\\set n random(1, 200000000000000)
SELECT clientele.commit_1(replace(replace(${literal(body)}, ${literal(login)}, 'n' || :n::text || '@pgbench.nl'), '${uuid}', '01910000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::jsonb);
`
  )
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
