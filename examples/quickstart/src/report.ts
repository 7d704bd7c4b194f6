/** From what the kernel answered to lines of text. */
import { type Authority, type CustomerView, type Execution, type History, type Issue, Pointer } from "@clientele/core"
import type { Case } from "./case.ts"
import { cut, headline, type Paper, row, type Style } from "./print.ts"

type Issues = ReadonlyArray<Issue.Issue>
const plain: Style = (text) => text

export const title = (paper: Paper, cases: number): ReadonlyArray<string> => [
  paper.bold("Clientele quickstart"),
  `${cases} customers from customers.json meet the portal of Copaco: checked, created, approved, seen.`
]

const head = (paper: Paper, one: Case, index: number, outcome: string, style: Style) => [
  headline(`${index}  ${one.title}`, outcome, paper.bold, style, paper.dim),
  `   ${paper.dim(`under ${one.under}, by ${one.by ?? one.under}, portal ${one.portal}`)}`
]

/** A refusal by the rules of the tree or of a customer's life. */
export const refused = (paper: Paper, one: Case, index: number, sentence: string): ReadonlyArray<string> => [
  ...head(paper, one, index, "refused, nothing written", paper.red),
  ...row("why", asSentence(sentence), plain, paper.dim)
]

/** A refusal by the portal's check: every issue, and what taking the proposals would leave. */
export const draftRefused = (
  paper: Paper,
  one: Case,
  index: number,
  issues: Issues,
  left: ReadonlyArray<Pick<Issue.Issue, "severity">> | null
): ReadonlyArray<string> => {
  const errors = left?.filter(({ severity }) => severity === "error").length ?? 0
  return [
    ...head(paper, one, index, "refused, nothing written", paper.red),
    ...issues.flatMap((issue) => told(paper, one.draft, issue)),
    ...(left === null
      ? []
      : row(
          "preview",
          errors === 0
            ? "with the proposals taken it would be created"
            : `with the proposals taken ${errors} of ${issues.length} would be left`,
          errors === 0 ? paper.green : plain,
          paper.dim
        ))
  ]
}

const told = (paper: Paper, draft: unknown, issue: Issue.Issue): ReadonlyArray<string> => {
  const style = issue.severity === "error" ? paper.red : paper.yellow
  const was = Pointer.get(draft, issue.pointer)
  return [
    `   ${style(issue.severity === "error" ? "✗" : "!")} ${issue.pointer}${was === undefined ? "" : paper.dim(`  ${cut(JSON.stringify(was), 40)}`)}`,
    ...row("", asSentence(issue.message), plain, paper.dim),
    ...(issue.proposal === undefined
      ? []
      : row("", JSON.stringify(issue.proposal), paper.green, paper.dim, "proposal: "))
  ]
}

export const footer = (paper: Paper): ReadonlyArray<string> =>
  [
    "All of this was kept in memory and is gone now.",
    "Change examples/quickstart/src/customers.json and run it again; README.md has the code in short."
  ].map(paper.dim)

export interface Story {
  readonly before: Execution.Executed
  readonly after: CustomerView.CustomerView
  readonly seen: ReadonlyArray<{
    readonly who: string
    readonly as: string
    readonly explanation: Authority.Explanation
  }>
  readonly history: ReadonlyArray<History.Entry>
  /** Names of users by id. */
  readonly people: ReadonlyMap<string, string>
}

export const created = (paper: Paper, one: Case, index: number, story: Story): ReadonlyArray<string> => {
  const { after, before, history, people, seen } = story
  const zone = after.taxZone
  const line = (label: string, text: string, lead?: string) => row(label, text, plain, paper.dim, lead)
  const stored = changedOnTheWay(one.draft, before.customer.profile)
  return [
    ...head(paper, one, index, "created", paper.green),
    ...line("customer", after.name),
    ...line("id", after.id),
    ...row("status", `${before.customer.statusLabel} → Approve → ${after.statusLabel}`, paper.bold, paper.dim),
    ...stored.flatMap((text, at) => line(at === 0 ? "kept as" : "", text)),
    ...before.warnings.flatMap(({ message, pointer }, at) =>
      row(at === 0 ? "warnings" : "", `${pointer}: ${asSentence(message)}`, paper.yellow, paper.dim, "! ")
    ),
    ...(zone === null
      ? []
      : [
          ...line(
            "tax zone",
            `${zone.treatment}${zone.rate === null ? "" : `, ${zone.rate} %`}${zone.provisional ? ", provisional" : ""}`
          ),
          ...zone.reasons.flatMap(({ article, message }) => line("", `${message} (${article})`, "• "))
        ]),
    ...seen.flatMap(({ as, explanation, who }, at) => [
      ...row(
        at === 0 ? "seen by" : "",
        `${who}, ${as}`,
        explanation.allowed ? paper.green : paper.red,
        paper.dim,
        explanation.allowed ? "yes  " : "no   "
      ),
      ...row("", asSentence(explanation.sentence), paper.dim, paper.dim, "     ")
    ]),
    ...history.flatMap((entry, at) => [
      ...line(
        at === 0 ? "history" : "",
        `${entry.command.name} by ${people.get(entry.by) ?? entry.by} → version ${entry.version}`,
        `${entry.at.slice(11, 19)}  `
      ),
      ...entry.changes
        .flatMap((change) => changed(change, people))
        .flatMap((text) => row("", text, paper.dim, paper.dim, "          "))
    ])
  ]
}

const asSentence = (text: string): string => {
  const begun = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.?!…]$/u.test(begun) ? begun : `${begun}.`
}

const show = (value: unknown): string => cut(typeof value === "string" ? value : JSON.stringify(value), 44)

const changed = (change: History.Entry["changes"][number], people: Story["people"]): ReadonlyArray<string> => {
  const { after, before, op, pointer } = change
  if (pointer === "") return [`everything: ${leaves(Pointer.get(after, "/profile")).length} values of the profile`]
  // People by name, instants by their time of day.
  const told = (value: unknown) =>
    typeof value !== "string"
      ? show(value)
      : (people.get(value) ?? show(value.replace(/^\d{4}-\d\d-\d\dT([\d:.]+)Z$/u, "$1")))
  switch (op) {
    case "add":
    case "remove":
      return leaves(op === "add" ? after : before).map(
        ([at, value]) => `${pointer}${at}: ${op === "add" ? told(value) : `${told(value)} → nothing`}`
      )
    case "replace":
      return typeof after === "object" && after !== null
        ? leaves(after).map(([at, value]) => `${pointer}${at}: ${told(value)}`)
        : [`${pointer}: ${told(before)} → ${told(after)}`]
  }
}

/** Values that are kept in another form than they were typed. */
const changedOnTheWay = (draft: unknown, profile: unknown): ReadonlyArray<string> =>
  leaves(draft).flatMap(([pointer, typed]) => {
    const kept = Pointer.get(profile, pointer)
    return kept === typed ? [] : [`${show(typed)} → ${show(kept)}`]
  })

const leaves = (value: unknown, at = ""): ReadonlyArray<readonly [pointer: string, value: unknown]> =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, Pointer.child(at, key)))
    : [[at, value]]

/** Customers with their status, each below its parent. */
export const tree = (paper: Paper, name: string, views: ReadonlyArray<CustomerView.CustomerView>) => {
  const shown = new Set(views.map(({ id }) => id))
  const under = (parent: string | null) =>
    views.filter((view) => (parent === null ? view.parent === null || !shown.has(view.parent) : view.parent === parent))
  const draw = (view: CustomerView.CustomerView, lead: string, below: string): ReadonlyArray<string> => {
    const children = under(view.id)
    const left = `   ${lead}${view.name}`
    return [
      `${left.padEnd(60)}${paper.dim(view.portal.padEnd(20))}${view.status === "active" ? paper.green(view.statusLabel) : view.statusLabel}`,
      ...children.flatMap((child, index) => {
        const last = index === children.length - 1
        return draw(child, `${below}${last ? "└─ " : "├─ "}`, `${below}${last ? "   " : "│  "}`)
      })
    ]
  }
  return [
    headline(name, `${views.length} customers`, paper.bold, plain, paper.dim),
    ...under(null).flatMap((view) => draw(view, "", ""))
  ]
}
