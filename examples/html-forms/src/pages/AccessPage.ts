/** Who may see a customer, and what this person may do with it and why. */
import type { Authority, Command } from "@clientele/core"
import { type Html, html, type Part } from "../Html.ts"
import * as Words from "../Words.ts"
import * as CustomerPage from "./CustomerPage.ts"
import type * as Layout from "./Layout.ts"

export interface AccessPage {
  readonly reading: Authority.Explanation
  /** Those above, nearest first, and whether they see the customer. */
  readonly above: ReadonlyArray<{ readonly name: string; readonly id: string; readonly sees: boolean | null }>
  readonly levels: number
  /** What the person may not do, or not now, and why. */
  readonly refused: ReadonlyArray<{
    readonly name: Command.Name | "manageUsers"
    readonly sentence: string
    readonly now: boolean
  }>
}

export const page = (
  who: Layout.Who,
  head: CustomerPage.Head,
  { above, levels, reading, refused }: AccessPage
): Html => {
  const { one } = head
  return CustomerPage.around(
    who,
    head,
    "access",
    `Who may, ${one.name}`,
    html`<div class="sheet"><section><h2>Who sees it</h2>
    <p>${Words.sentence(reading.sentence)} The customer is visible ${Words.count(levels, "level", "levels")} up: to that many of those above it, and to its own users. Nobody beside it and nobody below sees it.</p>
    <table><thead><tr><th scope="col">Who</th><th scope="col">Sees it</th></tr></thead><tbody>
    <tr><th scope="row">${one.name}, its own users</th><td>${mark(true)}</td></tr>
    ${above.map(({ id, name, sees }) => html`<tr><th scope="row"><a href="/customers/${id}">${name}</a>, above</th><td>${mark(sees)}</td></tr>`)}
    <tr><th scope="row">Anybody else</th><td>${mark(false)}</td></tr></tbody></table></section>
    <section><h2>What you can do</h2><p>${one.commands.length === 0 ? "Nothing at the moment." : one.commands.map((name) => Words.of(name)).join(" · ")}</p></section>
    ${
      refused.length > 0 &&
      html`<section><h2>What you cannot do, and why</h2><table><thead><tr><th scope="col">Why not</th><th scope="col">What</th></tr></thead><tbody>${[
        ...byReason(refused)
      ].map(
        ([why, names]) => html`<tr><th scope="row">${why}</th><td>${names.join(" · ")}</td></tr>`
      )}</tbody></table></section>`
    }</div>`
  )
}

const byReason = (refused: AccessPage["refused"]): ReadonlyMap<string, ReadonlyArray<string>> => {
  const reasons = new Map<string, Array<string>>()
  for (const { name, now, sentence } of refused) {
    const why = now ? `Not as things stand. It needs: ${sentence}.` : Words.sentence(sentence)
    reasons.set(why, [...(reasons.get(why) ?? []), Words.of(name)])
  }
  return reasons
}

const mark = (sees: boolean | null): Part =>
  sees === null
    ? "Depends on what lies between"
    : html`<span class="status ${sees ? "active" : "closed"}">${sees ? "Yes" : "No"}</span>`
