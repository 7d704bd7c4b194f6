/**
 * The benchmarks: ratios against peers, in the numbering of the project's table of performance.
 *
 * `npm run bench` measures everything, `npm run bench -- 11` or `-- --rows 1,2` the rows named. `--json` ends with an object.
 */
import { parseArgs } from "node:util"
import { measure as measureSync, ratio, type Group, median } from "./measure.ts"
import { asJson, header, line, type Report } from "./report.ts"
import * as Rounds from "./rounds.ts"
import { stop } from "./server.ts"

/** A row more is a module more: loaded only where it is measured. */
const groups: ReadonlyArray<{
  readonly rows: ReadonlyArray<string>
  readonly measure: () => Promise<ReadonlyArray<Report>>
}> = [
  { rows: ["1", "2", "3"], measure: async () => inRounds((await import("./create.ts")).creates) },
  {
    rows: ["4", "5"],
    measure: async () => {
      const { peerCreates } = await import("./peerCreates.ts")
      return inRounds(() => peerCreates((row) => wanted.length === 0 || wanted.includes(row)))
    }
  },
  { rows: ["7"], measure: async () => inRounds((await import("./peerPages.ts")).peerPages) },
  { rows: ["6", "8"], measure: async () => inRounds((await import("./pages.ts")).pages) },
  { rows: ["9", "10"], measure: async () => inRounds((await import("./growth.ts")).growth) },
  { rows: ["13"], measure: async () => inRounds((await import("./http.ts")).http) },
  { rows: ["16", "17"], measure: async () => inRounds((await import("./embedded.ts")).embedded) },
  { rows: ["11", "12"], measure: async () => inTurns((await import("./structure.ts")).rows11and12()) }
]

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, rows: { type: "string", multiple: true, default: [] } }
})
const wanted = [...positionals, ...values.rows].flatMap((row) => row.split(","))
const print = (text: string) => (values.json ? console.error(text) : console.log(text))

const inRounds = async (make: () => Promise<Rounds.Group>): Promise<ReadonlyArray<Report>> => {
  const group = await make()
  try {
    return await Rounds.measure(group)
  } finally {
    await group.close()
  }
}

const inTurns = (group: Group): ReadonlyArray<Report> => {
  const rates = measureSync(group)
  print("\nmedian rate on this machine, for orientation only")
  for (const { name } of group.contenders) {
    const rate = Math.round(median(rates.get(name) ?? [])).toLocaleString("en")
    print(`${name.padEnd(46)} ${rate.padStart(12)} /s`)
  }
  return group.cases.map(({ goal, id, job, ours, target, theirs }) => {
    return { id, job, ratio: ratio(rates, ours, theirs), goal, target, atMost: false }
  })
}

const cases: Array<ReturnType<typeof asJson>> = []
try {
  for (const { measure, rows } of groups) {
    if (wanted.length > 0 && !rows.some((row) => wanted.includes(row))) continue
    const reports = (await measure()).filter(({ id }) => wanted.length === 0 || wanted.includes(id.split("@")[0] ?? ""))
    print(header)
    for (const report of reports) print(line(report))
    cases.push(...reports.map(asJson))
  }
} finally {
  await stop()
}

if (values.json) console.log(JSON.stringify({ cases }))
