/**
 * Sends the server what its OpenAPI document foresees, what is nearly so, and what nobody should send:
 * `npm run fuzz -- [--requests 50000] [--seed 1] [--memory]`.
 *
 * The server runs in a process of its own, on a PostgreSQL of its own (`--memory`: on stores in memory, which grow with what
 * is created, so that the heap is not judged). A request that broke something is printed. `--json` ends with an object.
 */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { Dice } from "@clientele/testkit"
import * as Answers from "./fuzz/Answers.ts"
import { type Document, operations } from "./fuzz/Document.ts"
import { generator, type Sent } from "./fuzz/Requests.ts"
import * as Sockets from "./fuzz/Sockets.ts"
import * as Values from "./fuzz/Values.ts"
import * as PostgresServer from "./servers/PostgresServer.ts"
import { finish, json } from "./workspace.ts"

const { values: args } = parseArgs({
  options: {
    requests: { type: "string", default: "50000" },
    seed: { type: "string", default: "1" },
    memory: { type: "boolean", default: false },
    json: { type: "boolean", default: false }
  }
})
const wanted = Number(args.requests)
const memory = args.memory || PostgresServer.find("18") === null

/** Milliseconds in which every answer comes. */
const patience = 10_000
/** Requests after which the heap is what it is. */
const warm = Math.min(5_000, Math.floor(wanted / 2))
/** How much more of it there may be at the end. */
const growth = 1.2

const database = memory ? null : await PostgresServer.start({ version: "18" })
const url = database === null ? null : await database.createDatabase("fuzz")
const server: ChildProcess = fork(fileURLToPath(new URL("fuzz/server.ts", import.meta.url)), {
  execArgv: ["--conditions=@clientele/source", "--expose-gc"],
  env: url === null ? { ...process.env, DATABASE_URL: undefined } : { ...process.env, DATABASE_URL: url },
  stdio: ["ignore", "inherit", "inherit", "ipc"]
})

const heap = async (): Promise<number> => {
  server.send("heap")
  const [{ heap }] = (await once(server, "message")) as [{ readonly heap: number }]
  return heap
}

const [ready] = (await once(server, "message")) as [
  { readonly url: string; readonly tokens: readonly [string, string]; readonly known: ReadonlyArray<string> }
]
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const document = (await (await fetch(`${ready.url}/api/v1/openapi.json`)).json()) as Document
const seen: Values.Seen = {
  customers: ready.known.filter((id) => id.startsWith("cus_")),
  words: ready.known.filter((id) => !id.startsWith("cus_"))
}
/** Most are somebody; tokens are replaced from time to time, since requests revoke them too. */
const identities = [bearer("clt_unknown"), { headers: {} }, { headers: { cookie: "clientele_session=clt_none" } }]
const known = (tokens: ReadonlyArray<string>) => {
  identities.splice(3, identities.length, ...Array.from({ length: 4 }, () => tokens.map(bearer)).flat())
}
known(ready.tokens)
const make = generator(operations(document), Values.make(document, seen), identities)
const judge = Answers.make(document)
const dice = Dice.seeded(Number(args.seed))

const found = { serverErrors: 0, hangs: 0, contractBreaks: 0 }
const kinds = new Map<string, number>()
const report = (what: string, sent: Sent | string, came: string) => {
  const text =
    typeof sent === "string"
      ? sent
      : `${sent.method} ${sent.path} ${JSON.stringify(sent.headers)} ${String(sent.body).slice(0, 400)}`
  if (found.serverErrors + found.hangs + found.contractBreaks <= 20)
    console.error(`${what}: ${text.replaceAll(/clt_[\w-]{43}/gu, "clt_…")}\n  ${came.slice(0, 600)}`)
}

/** Remembers ids that came, so that later requests find something. */
const learn = (text: string) => {
  for (const [id] of text.slice(0, 20_000).matchAll(/\b(?:cus|usr|cmd)_[0-7][0-9a-hjkmnp-tv-z]{25}\b/gu)) {
    const list = id.startsWith("cus_") ? seen.customers : seen.words
    if (list.length < 400) list.push(id)
    else list[20 + dice.roll(380)] = id
  }
}

const ask = async (sent: Sent): Promise<void> => {
  const streams = sent.operation.path.endsWith("/stream")
  try {
    const response = await fetch(ready.url + sent.path, {
      method: sent.method,
      headers: sent.headers,
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
      ...(sent.body === null ? {} : { body: sent.body })
    })
    const type = response.headers.get("content-type") ?? ""
    if (streams && response.status === 200) return await response.body?.cancel()
    const text = await response.text()
    kinds.set(`${sent.kind} ${response.status}`, (kinds.get(`${sent.kind} ${response.status}`) ?? 0) + 1)
    if (response.status >= 500) {
      found.serverErrors += 1
      report(`${response.status}`, sent, text)
    }
    const wrong = judge(sent.operation, { status: response.status, type, text })
    if (wrong !== null) {
      found.contractBreaks += 1
      report("not as the document says", sent, `${wrong}\n  ${text}`)
    }
    if (response.ok) learn(text)
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError") {
      found.hangs += 1
      report("no answer", sent, "")
      return
    }
    // A body that is too long may be cut off while it is still being sent; everything else is answered.
    if (sent.kind !== "hostile" && !(error instanceof TypeError && /header|URL/u.test(String(error.cause ?? error)))) {
      found.contractBreaks += 1
      report("no answer but a broken connection", sent, String((error as Error).cause ?? error))
    }
  }
}

const strike = async (): Promise<void> => {
  const attack = Sockets.attack(dice, current)
  const answers = await Sockets.strike(ready.url, attack, patience)
  if (answers === null) {
    found.hangs += 1
    report("no answer", attack.name, "")
  } else if (answers.some(({ status }) => status >= 500)) {
    found.serverErrors += 1
    report("5xx", attack.name, JSON.stringify(answers))
  }
}

let count = 0
const began = Date.now()
let current: string = ready.tokens[0]
const renew = async () => {
  server.send("tokens")
  const [{ tokens }] = (await once(server, "message")) as [{ readonly tokens: ReadonlyArray<string> }]
  current = tokens[0] ?? current
  known(tokens)
}

/** A dozen at a time, until so many were sent. */
const some = (until: number) =>
  Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let left = until - count; left > 0; left = until - count) {
        count += 1
        if (count % 2000 === 0 && !json)
          console.log(`${count} requests, ${Math.round(count / ((Date.now() - began) / 1000))} a second`)
        await (dice.chance(4) ? strike() : ask(make(dice)))
      }
    })
  )

const send = async (until: number) => {
  for (let left = until - count; left > 0; left = until - count) {
    await renew()
    await some(Math.min(until, count + 500))
  }
}

await send(warm)
const before = await heap()
await send(wanted)
const after = await heap()
server.disconnect()
await database?.close()

const grew = Math.round((after / before) * 100) / 100
const problems = [
  ...(found.serverErrors > 0 ? [`${found.serverErrors} answers of 5xx`] : []),
  ...(found.hangs > 0 ? [`${found.hangs} requests without an answer in ${patience / 1000} s`] : []),
  ...(found.contractBreaks > 0 ? [`${found.contractBreaks} answers that the document does not foresee`] : []),
  ...(!memory && grew > growth ? [`the heap grew ${grew}-fold from request ${warm} to the end`] : [])
]
if (!json) console.log(Object.fromEntries([...kinds].toSorted()))
finish(problems, {
  requests: count,
  ...found,
  heap: { before, after, ratio: grew },
  store: memory ? "memory" : "postgres",
  seed: Number(args.seed)
})
