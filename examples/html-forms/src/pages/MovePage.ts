/** A command of a customer: what it takes, what it would do, and the button that does it. */
import { type Command, type Execution, Issue, LegalMoves } from "@clientele/core"
import type * as Changes from "../Changes.ts"
import type { Issues } from "../Desk.ts"
import type * as Asked from "../form/Asked.ts"
import * as Overview from "../form/Overview.ts"
import * as Renderer from "../form/Renderer.ts"
import { hidden, type Html, html, type Part } from "../Html.ts"
import * as Words from "../Words.ts"
import * as CustomerPage from "./CustomerPage.ts"
import * as HistoryPage from "./HistoryPage.ts"
import * as Layout from "./Layout.ts"
import * as Status from "./Status.ts"

export interface MovePage {
  readonly name: Command.Name
  readonly step: Asked.Step
  /** The command's form with what was entered, and what is wrong with it. */
  readonly view: Asked.View
  /** What it would do, once somebody asked. */
  readonly plan: { readonly preview: Execution.Preview; readonly changes: ReadonlyArray<Changes.Told> } | null
  /** Why it is refused, as a sentence. */
  readonly refusal: string | null
  /** Issues of the customer's own form, which filling in mends. */
  readonly blocking: Issues
  readonly notice: string | null
}

export const page = (who: Layout.Who, head: CustomerPage.Head, move: MovePage): Html => {
  const { blocking, name, notice, plan, refusal, step, view } = move
  const { one } = head
  const label = Words.of(name)
  const { guard } = LegalMoves.of(name)
  const errors = view.issues.filter(Issue.isError)
  const asks = step.fields.length > 0
  return CustomerPage.around(
    who,
    head,
    null,
    `${errors.length > 0 ? "To correct: " : ""}${label}, ${one.name}`,
    html`<form method="post" action="/customers/${one.id}/moves/${name}" novalidate class="sheet move">
      ${hidden("csrf", who.csrf)}${hidden("version", String(one.version))}
      <h2>${label}</h2>
      ${!guard.startsWith("none") && html`<p class="lead">Possible if ${guard}.</p>`}
      ${notice !== null && html`<p class="notice" role="status">${notice}</p>`}
      ${refusal !== null && refused(refusal)}
      ${blocking.length > 0 && missing(one.id, one.commands.includes("edit"), who, blocking)}
      ${Overview.problems(view, "error", Words.count(errors.length, "thing to correct", "things to correct"), errors, () => "")}
      ${asks && Renderer.fields(view, step)}
      ${plan !== null && would(plan)}
      <div class="actions">
        ${
          plan === null
            ? (asks || blocking.length === 0) &&
              html`<button class="primary" name="go" value="preview">Show what it would do</button>`
            : html`<button class="primary" name="go" value="confirm">${label}</button>${asks && html`<button name="go" value="preview">Show again</button>`}`
        }
        <a class="button quiet" href="/customers/${one.id}">Leave it</a>
      </div></form>`
  )
}

const refused = (sentence: string): Part =>
  html`<section class="problems error" aria-labelledby="refused" tabindex="-1" autofocus><h2 id="refused">This is refused</h2><p>${Words.sentence(sentence)}</p></section>`

const missing = (id: string, edits: boolean, who: Layout.Who, issues: Issues): Part =>
  html`<section class="problems error" aria-labelledby="missing" tabindex="-1" autofocus><h2 id="missing">${Words.count(issues.length, "thing is", "things are")} missing or wrong in what is filled in</h2><ul>${issues.map(
    ({ message }) => html`<li>${Words.sentence(message)}</li>`
  )}</ul>${edits && html`<p><button class="small" formaction="/customers/${id}/fill" name="csrf" value="${who.csrf}">Go on filling in</button></p>`}</section>`

const would = ({ changes, preview }: NonNullable<MovePage["plan"]>): Part => {
  const { customer, others, unseen, viewers, warnings } = preview
  const named = (id: string) => [customer, ...others].find((one) => one.id === id)?.name ?? "a customer below"
  return html`<section class="plan" aria-labelledby="plan"><h2 id="plan">What it would do</h2>
    <p>Status afterwards: ${Status.badge(customer)}</p>
    ${changes.length === 0 ? html`<p class="quiet">No field that you see would change.</p>` : HistoryPage.list(changes)}
    ${others.length > 0 && html`<h3>Also written</h3><ul>${others.map((one) => html`<li>${one.name} ${Status.badge(one)}</li>`)}</ul>`}
    ${unseen > 0 && html`<p>${Words.count(unseen, "customer", "customers")} that you do not see would be written too.</p>`}
    ${viewers.length > 0 && html`<h3>Who sees it</h3><ul>${viewers.map(({ customer: id, gained, lost }) => html`<li>${named(id)}: ${gained.length} more, ${lost.length} fewer of those above</li>`)}</ul>`}
    ${warnings.length > 0 && html`<h3>Worth a look</h3><ul>${warnings.map(({ message }) => html`<li>${Words.sentence(message)}</li>`)}</ul>`}</section>`
}
