/** A short run of the races, and a look at whether its inspection notices what it is for. */
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { assert, it } from "@effect/vitest"
import { onTestFinished } from "vitest"
import { each } from "../../../scripts/servers/Database.ts"
import { query } from "../../../scripts/servers/Wire.ts"

interface Answer {
  readonly rounds?: number
  readonly creates?: number
  readonly races?: Readonly<Record<string, unknown>>
  readonly winners?: number
  readonly losers?: number
  readonly deadlocks?: number
  readonly lostClaims?: number
  readonly broken: ReadonlyArray<string>
}

const script = fileURLToPath(new URL("../../../scripts/races.ts", import.meta.url))

const races = async (...args: ReadonlyArray<string>): Promise<Answer> => {
  const run = spawn(process.execPath, ["--conditions=@clientele/source", script, "--json", ...args], {
    stdio: ["ignore", "pipe", "pipe"]
  })
  onTestFinished(() => void run.kill("SIGKILL"))
  let [out, said] = ["", ""]
  run.stderr.on("data", (text) => (said += text))
  for await (const chunk of run.stdout) out += String(chunk)
  const last = out.trim().split("\n").at(-1)
  if (!last) throw new Error(said)
  return JSON.parse(last)
}

/** Damages that no sequence of commands makes, each to a customer of its own, with what is to be said about it. */
const damages: ReadonlyArray<readonly [sql: string, says: RegExp]> = [
  ["UPDATE clientele.customer SET path = path || path WHERE id = $id", /its path is not the chain/],
  ["UPDATE clientele.customer SET parent = id WHERE id = $id", /lies below itself/],
  ["UPDATE clientele.customer SET levels = levels - 3 WHERE id = $id", /its levels are not those/],
  [
    'UPDATE clientele.customer SET state = state::jsonb || \'{"services":["x"]}\' WHERE id = $id',
    /its events make another state/
  ],
  ["DELETE FROM clientele.claim WHERE customer = $id", /which is nobody's/],
  ["UPDATE clientele.claim SET key = key || 'x' WHERE customer = $id", /which does not hold it/],
  ["DELETE FROM clientele.event WHERE customer = $id AND sequence = 1", /its events are not 1 to/]
]

await each(
  ({ url }) => {
    const claim = "of many that race for a login one wins; no deadlock, no lost claim, and all invariants hold"
    it(`Invariant 3: ${claim}`, { timeout: 180_000 }, async () => {
      const answer = await races(
        "--rounds",
        "2",
        "--processes",
        "2",
        "--fibers",
        "24",
        "--seed",
        "3",
        "--database",
        url
      )
      assert.deepStrictEqual(answer.broken, [])
      assert.strictEqual(answer.creates, 2 * 2 * (24 + 21 + 21))
      assert.deepStrictEqual(Object.keys(answer.races ?? {}), ["creates", "moving", "crossing", "closing", "revoking"])
      assert.strictEqual(answer.winners! + answer.losers!, answer.creates)
      assert.strictEqual(answer.deadlocks, 0)
      assert.strictEqual(answer.lostClaims, 0)

      const rows = await query(url, "SELECT customer AS id FROM clientele.claim WHERE kind = 'login' ORDER BY customer")
      for (const [at, [sql]] of damages.entries()) await query(url, sql.replaceAll("$id", `'${rows[at]?.["id"]}'`))
      const { broken } = await races("--inspect", "--database", url)
      for (const [, says] of damages)
        assert.isTrue(
          broken.some((one) => says.test(one)),
          String(says)
        )
    })
  },
  ["postgres18"]
)
