/** One customer in few lines: from what the kernel answered to text. */
import {
  type Authority,
  type CustomerView,
  type Execution,
  type History,
  Issue,
  Pointer,
  type Portal
} from "@clientele/core"
import type * as Redacted from "effect/Redacted"
import type { Case } from "./case.ts"
import { cut, headline, type Paper, row, type Style } from "./print.ts"
import { asSentence, changedOnTheWay, filledIn } from "./values.ts"

/** A customer that was created, and what can be seen of it. */
export interface Story {
  readonly portal: Portal.Portal
  /** What the kernel was given. */
  readonly draft: unknown
  readonly secrets: ReadonlyMap<string, Redacted.Redacted>
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

export const plain: Style = (text) => text

export const head = (
  paper: Paper,
  { by, title, under }: Case,
  index: number,
  outcome: "created" | "refused"
): ReadonlyArray<string> => [
  headline(
    `${String(index).padStart(2)}  ${title}`,
    `, under ${under}${by === undefined ? "" : `, by ${by}`}`,
    outcome === "created" ? "created" : "refused, nothing written",
    paper,
    outcome === "created" ? paper.green : paper.red
  )
]

/** A refusal by the rules of the tree or of a customer's life. */
export const refused = (paper: Paper, one: Case, index: number, sentence: string): ReadonlyArray<string> => [
  ...head(paper, one, index, "refused"),
  ...row("why", asSentence(sentence), plain, paper.dim)
]

/** A refusal by the portal's check: every issue, and how many errors are left when the proposals are taken. */
export const draftRefused = (
  paper: Paper,
  one: Case,
  index: number,
  draft: unknown,
  issues: ReadonlyArray<Issue.Issue>,
  left: number | null
): ReadonlyArray<string> => [
  ...head(paper, one, index, "refused"),
  ...issues.flatMap((issue) => told(paper, draft, issue)),
  ...(left === null
    ? []
    : row(
        "preview",
        left === 0
          ? "with what is proposed it would be created"
          : `with what is proposed ${left} of ${issues.filter(Issue.isError).length} would be left`,
        left === 0 ? paper.green : plain,
        paper.dim
      ))
]

const told = (paper: Paper, draft: unknown, issue: Issue.Issue): ReadonlyArray<string> => {
  const style = issue.severity === "error" ? paper.red : paper.yellow
  const was = Pointer.get(draft, issue.pointer)
  const value = was === undefined ? "" : `  ${cut(JSON.stringify(was), 50)}`
  return [
    `    ${style(issue.severity === "error" ? "✗" : "!")} ${issue.pointer}${paper.dim(value)}`,
    ...row("", asSentence(issue.message), plain, paper.dim),
    ...proposal(paper, issue)
  ]
}

const proposal = (paper: Paper, issue: Issue.Issue): ReadonlyArray<string> =>
  issue.proposal === undefined ? [] : row("", JSON.stringify(issue.proposal), paper.green, paper.dim, "proposal: ")

/** A customer that was created, in short. */
export const created = (paper: Paper, one: Case, index: number, story: Story): ReadonlyArray<string> => {
  const { after, before, draft, portal, secrets, seen } = story
  const line = (label: string, text: string) => (text === "" ? [] : row(label, text, plain, paper.dim))
  const { profile } = before.customer
  const who = (allowed: boolean) =>
    seen
      .filter(({ as, explanation }) => explanation.allowed === allowed && as !== "the customer")
      .map(({ who }) => who)
      .join(", ")
  return [
    ...head(paper, one, index, "created"),
    ...line("customer", `${after.name}: ${status(story)}`),
    ...line("kept as", changedOnTheWay(draft, profile).join("; ")),
    ...line("filled in", filledIn(portal, draft, profile).join("; ")),
    // A secret shows itself as `<redacted>`; whoever takes it hashes it at once.
    ...[...secrets].flatMap(([pointer, secret]) =>
      line("password", `${pointer} ${String(secret)}, taken out before anything is checked or kept`)
    ),
    ...warnings(paper, story),
    ...line("tax zone", after.taxZone === null ? "" : taxZone(after.taxZone)),
    ...line("seen by", `${who(true)}; not by ${who(false)}`)
  ]
}

export const status = ({ after, before }: Story): string =>
  before.customer.status === "pendingApproval"
    ? `${before.customer.statusLabel} → Approve → ${after.statusLabel}`
    : after.statusLabel

export const taxZone = ({ provisional, rate, treatment }: NonNullable<CustomerView.CustomerView["taxZone"]>): string =>
  `${treatment}${rate === null ? "" : `, ${rate} %`}${provisional ? ", provisional" : ""}`

export const warnings = (paper: Paper, { before }: Story): ReadonlyArray<string> =>
  before.warnings.flatMap((issue, at) => [
    ...row(at === 0 ? "warnings" : "", `${issue.pointer}: ${asSentence(issue.message)}`, paper.yellow, paper.dim, "! "),
    ...proposal(paper, issue)
  ])
