/** A measured ratio, and how it is shown. */

export interface Report {
  readonly id: string
  readonly job: string
  readonly ratio: number
  readonly goal: number
  readonly target: number
  /** Whether it is to stay below the goal. */
  readonly atMost: boolean
  /** The least and the greatest ratio of a round. */
  readonly spread?: ReadonlyArray<number>
}

export const header = `\n${"case".padEnd(28)} ${"ratio".padStart(7)} ${"goal".padStart(6)} ${"target".padStart(7)}  job`

export const line = (report: Report): string => {
  const { atMost, goal, id, job, ratio, spread, target } = report
  const bound = (value: number) => `${atMost ? "≤" : ""}${value}`
  const mark = met(report) ? "" : reaches(report, goal) ? "  (goal met, target not)" : "  (goal not met)"
  const between = spread === undefined ? "" : `, rounds ${spread.map((value) => value.toFixed(2)).join(" – ")}`
  return `${id.padEnd(28)} ${ratio.toFixed(2).padStart(7)} ${bound(goal).padStart(6)} ${bound(target).padStart(7)}  ${job}${between}${mark}`
}

export const asJson = (report: Report) => ({
  id: report.id,
  job: report.job,
  ratio: Math.round(report.ratio * 100) / 100,
  goal: report.goal,
  target: report.target,
  met: met(report)
})

const reaches = ({ atMost, ratio }: Report, bound: number) => {
  const value = Math.round(ratio * 100) / 100
  return atMost ? value <= bound : value >= bound
}

const met = (report: Report) => reaches(report, report.target)
