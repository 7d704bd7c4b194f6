/** What happened to a customer: who, when, and which fields. */
import type * as Changes from "../Changes.ts"
import * as Asked from "../form/Asked.ts"
import { type Html, html, type Part } from "../Html.ts"
import * as Words from "../Words.ts"
import * as CustomerPage from "./CustomerPage.ts"
import type * as Layout from "./Layout.ts"

export interface Happened {
  readonly name: string
  readonly at: string
  readonly by: string
  readonly version: number
  readonly changes: ReadonlyArray<Changes.Told>
}

export const page = (who: Layout.Who, head: CustomerPage.Head, entries: ReadonlyArray<Happened>): Html =>
  CustomerPage.around(
    who,
    head,
    "history",
    `History, ${head.one.name}`,
    html`<ol class="history">${entries.map(
      ({ at, by, changes, name, version }) => html`<li class="sheet"><h2>${Words.of(name)}</h2>
      <p class="quiet"><time datetime="${at}">${Words.instant(at)}</time> · ${by} · version ${version}</p>
      ${changes.length === 0 ? html`<p class="quiet">Nothing that you see changed.</p>` : listed(changes)}</li>`
    )}</ol>`
  )

/** So many changes are shown at once; more unfold. */
const short = 6

const listed = (changes: ReadonlyArray<Changes.Told>): Part =>
  changes.length <= short
    ? list(changes)
    : html`<details><summary>${changes.length} fields</summary>${list(changes)}</details>`

/** Fields with what they held before and after; what came new shows that alone. */
export const list = (changes: ReadonlyArray<Changes.Told>): Part =>
  html`<dl class="facts">${changes.map(
    ({ after, before, label }) =>
      html`<div><dt>${label}</dt><dd>${
        before !== Asked.nothing &&
        html`<del><span class="unseen">was </span>${before}</del><span aria-hidden="true"> → </span><span class="unseen">, is now </span>`
      }<ins>${after === Asked.nothing ? "nothing" : after}</ins></dd></div>`
  )}</dl>`
