/** What stands around the customers: headings by portal, the tree, and the sum. */
import { type CustomerView, Portal } from "@clientele/core"
import { asExpected, type Case, expected, type Outcome } from "./case.ts"
import { headline, type Paper, row } from "./print.ts"
import { plain } from "./report.ts"

/** A case with what came of it. */
export interface Told {
  readonly portal: Portal.Portal
  readonly one: Case
  readonly outcome: Outcome
  readonly lines: ReadonlyArray<string>
}

export const title = (paper: Paper, portals: number): ReadonlyArray<string> => [
  paper.bold("Clientele quickstart"),
  `The forms of customers.json meet ${portals} portals: checked, created, approved, seen. The first one in full.`
]

/** The cases, under the name of their portal where it changes. */
export const cases = (paper: Paper, results: ReadonlyArray<Told>): ReadonlyArray<string> =>
  results.flatMap(({ lines, one, outcome, portal }, index) => [
    "",
    ...(results[index - 1]?.portal === portal ? [] : [...heading(paper, portal), ""]),
    ...lines,
    ...(asExpected(one, outcome) ? [] : differs(paper, expected(one), outcome))
  ])

const heading = (paper: Paper, portal: Portal.Portal): ReadonlyArray<string> => {
  const { policies, rules, steps } = portal
  const count = (many: number, what: string) => `${many} ${what}${many === 1 ? "" : "s"}`
  const parts = [
    count(steps.length, "step"),
    count(Portal.fields(portal).length, "field"),
    count(rules.length, "rule"),
    `${policies.approval} approval`
  ]
  return [`${paper.bold(`═══ ${portal.name} ═══`)} ${paper.dim(parts.join(", "))}`]
}

const differs = (paper: Paper, wanted: Outcome, got: Outcome): ReadonlyArray<string> => [
  ...row("expected", wanted.join(", "), paper.red, paper.dim),
  ...row("got", got.join(", "), paper.red, paper.dim)
]

/** Customers with their status, each below its parent. */
export const tree = (paper: Paper, name: string, views: ReadonlyArray<CustomerView.CustomerView>) => {
  const shown = new Set(views.map(({ id }) => id))
  const under = (parent: string | null) =>
    views.filter((view) => (parent === null ? view.parent === null || !shown.has(view.parent) : view.parent === parent))
  const draw = (view: CustomerView.CustomerView, lead: string, below: string): ReadonlyArray<string> => {
    const children = under(view.id)
    const left = `    ${lead}${view.name}`
    return [
      `${left.padEnd(60)}${paper.dim(view.portal.padEnd(20))}${view.status === "active" ? paper.green(view.statusLabel) : view.statusLabel}`,
      ...children.flatMap((child, index) => {
        const last = index === children.length - 1
        return draw(child, `${below}${last ? "└─ " : "├─ "}`, `${below}${last ? "   " : "│  "}`)
      })
    ]
  }
  return [
    headline(name, "", `${views.length} customers`, paper, plain),
    ...under(null).flatMap((view) => draw(view, "", ""))
  ]
}

/** How many were created and refused, and whether the file expected it. */
export const table = (paper: Paper, results: ReadonlyArray<Told>): ReadonlyArray<string> => {
  const line = (name: string, of: ReadonlyArray<Told>) => {
    const created = of.filter(({ outcome: [first] }) => first === "created").length
    const right = of.filter(({ one, outcome }) => asExpected(one, outcome)).length
    const counts = [created, of.length - created].map((count) => String(count).padStart(9)).join("")
    const verdict = right === of.length ? paper.green("all") : paper.red(`${right} of ${of.length}`)
    return `    ${name.padEnd(32)}${counts}   ${verdict}`
  }
  const names = [...new Set(results.map(({ portal }) => portal.name))]
  return [
    paper.dim(`    ${"portal".padEnd(32)}  created  refused   as expected`),
    ...names.map((name) =>
      line(
        name,
        results.filter(({ portal }) => portal.name === name)
      )
    ),
    line("together", results)
  ]
}

export const footer = (paper: Paper): ReadonlyArray<string> =>
  [
    "All of this is kept in the folder data, in a PostgreSQL of this process, or where DATABASE_URL says.",
    "Change examples/quickstart/src/customers.json and run it again; README.md has the code in short."
  ].map(paper.dim)
