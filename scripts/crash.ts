/**
 * Kills servers, clients, embedded databases, connections and servers of HTTP during a stream of commits, and looks for what got lost:
 * `npm run crash [-- --victim server|client|embedded|connection|http] [--kills N] [--seed N] [--json]`.
 *
 * Every command goes through `Customers.execute` under an idempotency key; what was acknowledged is written down by the
 * driver, which survives. What came without an answer is asked for again under the same key. A follower reads the feed
 * through cursors all the while. The seed draws commands, victims and moments; in which order the processes get their
 * turn is the machine's. Kills end processes, not the machine: what the system was given is still on its way to the disk.
 */
import { parseArgs } from "node:util"
import { run, type Tally } from "./crash/series.ts"
import type { PostgresServer } from "./servers/PostgresServer.ts"
import { durable, kills as usual, type Name, victims } from "./crash/victims.ts"
import { finish } from "./workspace.ts"

const usage = "npm run crash -- [--victim server|client|embedded|connection|http] [--kills N] [--seed N] [--json]"

const { values } = parseArgs({
  options: {
    victim: { type: "string" },
    kills: { type: "string" },
    seed: { type: "string" },
    json: { type: "boolean" }
  }
})
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const kills = values.kills === undefined ? null : Number(values.kills)
const names = (values.victim === undefined ? Object.keys(victims) : [values.victim]) as ReadonlyArray<Name>
if (!Number.isSafeInteger(seed) || (kills !== null && !(kills >= 1)) || !names.every((name) => name in victims)) {
  console.error(usage)
  process.exit(2)
}

const since = Date.now()
const seconds = () => Math.round((Date.now() - since) / 100) / 10
const say = (line: string) => console.error(`${seconds().toFixed(1).padStart(7)} s  ${line}`)
const nothing: Tally = { kills: 0, acknowledged: 0, replayed: 0, lost: 0, doubled: 0, halves: 0, gaps: 0 }
const plus = (one: Tally, other: Tally) =>
  Object.fromEntries(Object.keys(nothing).map((key) => [key, one[key as keyof Tally] + other[key as keyof Tally]]))

say(`seed ${seed}`)
const byVictim: Partial<Record<Name, Tally>> = {}
const problems: Array<string> = []
let server: Promise<PostgresServer> | null = null
const postgres = () => (server ??= durable())
for (const name of names) {
  try {
    const { findings, tally } = await run(name, seed, kills ?? usual[name], { postgres, say })
    byVictim[name] = tally
    problems.push(...findings)
  } catch (error) {
    problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}
// Not a constant in the eyes of the compiler, which does not see that a series starts it.
await (server as Promise<PostgresServer> | null)
  ?.then((one) => one.close())
  .catch((error: unknown) => problems.push(`the end of the server: ${error}`))
const total = Object.values(byVictim).reduce((sum, one) => plus(sum, one) as unknown as Tally, nothing)
finish(problems, { ...total, byVictim, seed, seconds: seconds() })
