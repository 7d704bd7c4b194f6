/** A form as a whole, as HTML: what was found about it, and everything once more. */
import { type Issue, Pointer } from "@clientele/core"
import * as Asked from "./Asked.ts"
import { attributes, type Html, html } from "./Html.ts"

/** The address of a step's page. */
export type Where = (step: string) => string

/** All that was found, in the order of the form, each with a way to its field. */
export const problems = (
  view: Asked.View,
  severity: Issue.Issue["severity"],
  title: string,
  issues: ReadonlyArray<Issue.Issue>,
  where: Where
): Html | false =>
  issues.length > 0 &&
  html`<section class="problems ${severity}" aria-labelledby="${severity}s" tabindex="-1"${attributes({ autofocus: severity === "error" })}>
    <h2 id="${severity}s">${title}</h2><ul>${issues.map((issue) => html`<li>${line(view, issue, where)}</li>`)}</ul></section>`

const line = (view: Asked.View, { message, pointer }: Issue.Issue, where: Where): Html => {
  for (const step of view.form.steps) {
    for (const field of step.fields) {
      if (!Asked.isShown(field, view.filled)) continue
      if (field.at === pointer) return html`<a href="${where(step.id)}#${pointer}">${field.label}</a>: ${message}`
      if (!pointer.startsWith(`${field.at}/`)) continue
      const [index, ...rest] = Pointer.keys(pointer.slice(field.at.length))
      const inner = field.items?.find(({ at }) => at === `/${rest.join("/")}`)
      return html`<a href="${where(step.id)}#${pointer}">${field.label} ${Number(index) + 1}${inner && `, ${inner.label}`}</a>: ${message}`
    }
  }
  // About something that is not asked for at the moment, but was filled in before.
  const isLeft = pointer !== "" && Pointer.get(view.draft, pointer) !== undefined
  return html`${message}${isLeft && html` <button class="small" name="go" value="clear:${pointer}">Leave it out</button>`}`
}

/** Everything that was filled in, step by step, with ways back where there are any. Passwords are not here to show. */
export const summary = (view: Asked.View, where: Where | null): Html => {
  const steps = view.form.steps.filter(({ fields }) => fields.length > 0)
  return html`${steps.map(
    (step) => html`<section class="summary">
    <h3>${step.label}</h3>${where !== null && html` <a href="${where(step.id)}">Change<span class="unseen"> ${step.label}</span></a>`}
    <dl>${step.fields
      .filter((field) => field.kind !== "secret" && Asked.isShown(field, view.filled))
      .map(
        (field) =>
          html`<div><dt>${field.label}</dt><dd>${Asked.told(view, field, Pointer.get(view.filled, field.at))}</dd></div>`
      )}</dl>
  </section>`
  )}`
}
