/**
 * The benchmarks: ratios against peers, in the numbering of the project's table of performance.
 *
 * `npm run bench` measures everything, `npm run bench -- 11` the rows named. `--json` ends with an object.
 */
import { type Group, measure, median, ratio } from "./measure.ts"
import { rows11and12 } from "./structure.ts"

/** A row more is a module more: a function, so that nothing is set up that is not measured. */
const groups: ReadonlyArray<{ readonly rows: ReadonlyArray<string>; readonly make: () => Promise<Group> | Group }> = [
  { rows: ["11", "12"], make: rows11and12 }
]

const json = process.argv.includes("--json")
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith("--"))
const print = (line: string) => (json ? console.error(line) : console.log(line))
const cases: Array<Record<string, unknown>> = []

for (const { make, rows } of groups) {
  if (wanted.length > 0 && !rows.some((row) => wanted.includes(row))) continue
  const group = await make()
  const rates = measure(group)
  print("\nmedian rate on this machine, for orientation only")
  for (const { name } of group.contenders) {
    print(
      `${name.padEnd(46)} ${Math.round(median(rates.get(name)!))
        .toLocaleString("en")
        .padStart(12)} /s`
    )
  }
  print(`\n${"case".padEnd(28)} ${"ratio".padStart(7)} ${"goal".padStart(6)} ${"target".padStart(7)}  job`)
  for (const { goal, id, job, ours, target, theirs } of group.cases) {
    if (wanted.length > 0 && !wanted.includes(id.split("@")[0]!)) continue
    const value = Math.round(ratio(rates, ours, theirs) * 100) / 100
    const met = value >= target
    cases.push({ id, job, ratio: value, goal, target, met })
    const mark = met ? "" : value >= goal ? "  (goal met, target not)" : "  (goal not met)"
    print(
      `${id.padEnd(28)} ${value.toFixed(2).padStart(7)} ${String(goal).padStart(6)} ${String(target).padStart(7)}  ${job}${mark}`
    )
  }
}

if (json) console.log(JSON.stringify({ cases }))
