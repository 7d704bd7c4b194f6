/** A form as a whole, as HTML: what was found about it, and everything once more. */
import { type Issue, Pointer } from "@clientele/core"
import * as Asked from "./Asked.ts"
import { attributes, type Html, html } from "../Html.ts"

/** The address of a step's page. */
export type Where = (step: string) => string

/** All that was found, in the order of the form, each with a way to its field. */
export const problems = (
  view: Asked.View,
  severity: Issue.Issue["severity"],
  title: string,
  issues: ReadonlyArray<Issue.Issue>,
  where: Where | null
): Html | false =>
  issues.length > 0 &&
  html`<section class="problems ${severity}" aria-labelledby="${severity}s" tabindex="-1"${attributes({ autofocus: severity === "error" })}>
    <h2 id="${severity}s">${title}</h2><ul>${issues.map((issue) => html`<li>${line(view, issue, where)}</li>`)}</ul></section>`

const line = (view: Asked.View, { message, pointer }: Issue.Issue, where: Where | null): Html => {
  for (const step of view.form.steps) {
    for (const field of step.fields) {
      if (!Asked.isShown(field, view.filled)) continue
      const name = nameOf(field, pointer)
      if (name === null) continue
      const [head, tail] = message.startsWith(name) ? [message, ""] : [name, `: ${message}`]
      return where === null
        ? html`<strong>${head}</strong>${tail}`
        : html`<a href="${where(step.id)}#${pointer}">${head}</a>${tail}`
    }
  }
  // About something that is not asked for at the moment, but was filled in before.
  const isLeft = where !== null && pointer !== "" && Pointer.get(view.draft, pointer) !== undefined
  return html`${message}${isLeft && html` <button class="small" name="go" value="clear:${pointer}">Leave it out</button>`}`
}

/** What a pointer is called, if it leads to this field or into it. */
const nameOf = (field: Asked.Field, pointer: string): string | null => {
  if (field.at === pointer) return field.label
  if (!pointer.startsWith(`${field.at}/`)) return null
  const [index, ...rest] = Pointer.keys(pointer.slice(field.at.length))
  const inner = field.items?.find(({ at }) => at === `/${rest.join("/")}`)
  return `${field.label} ${Number(index) + 1}${inner === undefined ? "" : `, ${inner.label}`}`
}

/** Everything once more, step by step, with ways back; without those only what is filled in. Passwords are not here to show. */
export const summary = (view: Asked.View, where: Where | null): Html => {
  const steps = view.form.steps.map((step) => {
    const rows = step.fields
      .filter((field) => field.kind !== "secret" && Asked.isShown(field, view.filled))
      .map((field) => ({ label: field.label, value: Asked.told(view, field, Pointer.get(view.filled, field.at)) }))
      .filter(({ value }) => where !== null || value !== Asked.nothing)
    return { ...step, rows }
  })
  return html`${steps
    .filter(({ rows }) => rows.length > 0)
    .map(
      ({ id, label, rows }) => html`<section class="summary">
    <h2>${label}</h2>${where !== null && html` <a href="${where(id)}">Change<span class="unseen"> ${label}</span></a>`}
    <dl>${rows.map((row) => html`<div><dt>${row.label}</dt><dd>${row.value}</dd></div>`)}</dl></section>`
    )}`
}
