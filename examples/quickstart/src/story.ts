/** One customer in full: what was kept, who sees it and why, and every change since. */
import { type History, Pointer } from "@clientele/core"
import type { Case } from "./case.ts"
import { type Paper, row } from "./print.ts"
import { head, plain, type Story, status, taxZone, warnings } from "./report.ts"
import { asSentence, changedOnTheWay, leaves, show } from "./values.ts"

export const inFull = (paper: Paper, one: Case, index: number, story: Story): ReadonlyArray<string> => {
  const { after, before, draft, history, people, seen } = story
  const zone = after.taxZone
  const line = (label: string, text: string, lead?: string) => row(label, text, plain, paper.dim, lead)
  return [
    ...head(paper, one, index, "created"),
    ...line("customer", after.name),
    ...line("id", after.id),
    ...row("status", status(story), paper.bold, paper.dim),
    ...changedOnTheWay(draft, before.customer.profile).flatMap((text, at) => line(at === 0 ? "kept as" : "", text)),
    ...warnings(paper, story),
    ...(zone === null
      ? []
      : [
          ...line("tax zone", taxZone(zone)),
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
