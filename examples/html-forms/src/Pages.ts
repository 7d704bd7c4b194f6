/** Whole pages: what stands around a form. The names on the way to it are data, one entry per portal. */
import { type CustomerView, Issue, type Portal } from "@clientele/core"
import * as Asked from "./Asked.ts"
import { attributes, type Html, html, type Part } from "./Html.ts"
import names from "./navigation.json" with { type: "json" }
import * as Overview from "./Overview.ts"
import * as Renderer from "./Renderer.ts"

type View = CustomerView.CustomerView

interface Names {
  /** The way to the list of customers. */
  readonly menu: ReadonlyArray<string>
  readonly list: string
  readonly create: string
  readonly next: string
  readonly submit: string
}

const namesOf = (portal: string): Names => ({
  menu: ["Customers"],
  list: "Customers",
  create: "New customer",
  next: "Next",
  submit: "Create customer",
  ...(names as Readonly<Record<string, Partial<Names>>>)[portal]
})

const layout = (title: string, bar: Part, main: Part): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Clientele</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>${bar}</header>
<main id="main">${main}</main>
</body>
</html>`

const menu = (portal: { readonly id: string; readonly name: string }, user: string): Part => {
  const address = `/portals/${portal.id}`
  const nest = ([name = "", ...rest]: ReadonlyArray<string>): Html =>
    rest.length === 0
      ? html`<a href="${address}">${name}</a>`
      : html`<details><summary>${name}</summary><div class="under">${nest(rest)}</div></details>`
  return html`<a class="brand" href="/">Clientele</a><nav aria-label="Main menu">${nest(namesOf(portal.id).menu)}</nav><span class="user">${user}</span>`
}

export const message = (title: string, text: string): Html =>
  layout(
    title,
    html`<a class="brand" href="/">Clientele</a>`,
    html`<h1>${title}</h1><p>${text}</p><p><a href="/">To the portals</a></p>`
  )

export const portals = (all: ReadonlyArray<Portal.Portal>, user: string): Html =>
  layout(
    "Portals",
    html`<a class="brand" href="/">Clientele</a><span class="user">${user}</span>`,
    html`<h1>Portals</h1>
    <p class="lead">Five portals, one renderer. Each page is drawn from the portal’s form alone and works without scripts.</p>
    <ul class="tiles">${all.map(
      ({ id, name, steps }) => html`<li><a href="/portals/${id}"><strong>${name}</strong>
      <span>${steps.length} steps, ${steps.reduce((count, step) => count + step.fields.length, 0)} fields</span></a></li>`
    )}</ul>`
  )

export const customers = (portal: Portal.Portal, all: ReadonlyArray<View>, home: View): Html => {
  const { create, list: title } = namesOf(portal.id)
  return layout(
    `${title}, ${portal.name}`,
    menu(portal, home.name),
    html`<p class="eyebrow">${portal.name}</p><h1>${title}</h1>
    <form method="post" action="/portals/${portal.id}"><button class="primary">${create}</button></form>
    ${
      all.length === 0
        ? html`<p class="empty">No customers yet.</p>`
        : html`<table><thead><tr><th scope="col">Name</th><th scope="col">Status</th></tr></thead><tbody>${all.map(
            (one) => html`<tr><td><a href="/customers/${one.id}">${one.name}</a></td><td>${status(one)}</td></tr>`
          )}</tbody></table>`
    }`
  )
}

const status = ({ status, statusLabel }: View): Html => html`<span class="status ${status}">${statusLabel}</span>`

export interface StepPage {
  /** With all issues that are to be shown, of whatever step. */
  readonly view: Asked.View
  readonly step: Asked.Step
  readonly notice: string | null
  readonly visited: ReadonlySet<string>
  readonly address: (step: string) => string
  readonly home: string
  readonly parent: { readonly chosen: string; readonly offered: ReadonlyArray<View> } | null
}

export const step = ({ address, home, notice, parent, step, view, visited }: StepPage): Html => {
  const { form, issues } = view
  const { next, submit } = namesOf(form.portal.id)
  const index = form.steps.findIndex(({ id }) => id === step.id)
  const isLast = index === form.steps.length - 1
  const errors = issues.filter(Issue.isError)
  const warnings = issues.filter((issue) => !Issue.isError(issue) && isLast)
  const place = `Step ${index + 1} of ${form.steps.length}`
  const asks = step.fields.length > 0
  const demands = step.fields.some(
    (field) =>
      Asked.isShown(field, view.filled) &&
      [field, ...(field.items ?? [])].some((one) => Asked.isRequired(view, one, view.filled))
  )
  return layout(
    `${errors.length > 0 ? "To correct: " : ""}${step.label}, ${place.toLowerCase()}, ${form.name}`,
    menu({ id: form.portal.id, name: form.name }, home),
    html`<p class="eyebrow">${form.name}</p>
    <form method="post" action="${address(step.id)}" novalidate class="wizard">
      <button name="go" value="next" hidden>${isLast ? submit : next}</button>
      <nav class="steps" aria-label="Steps"><p>${place}</p><ol>${form.steps.map(
        (one, at) =>
          html`<li${attributes({
            "aria-current": one.id === step.id && "step"
          })}${attributes({ class: visited.has(one.id) ? "done" : null })}>${
            one.id === step.id || !(visited.has(one.id) || at === 0 || visited.has(form.steps[at - 1]?.id ?? ""))
              ? html`<span>${one.label}</span>`
              : html`<button name="go" value="step:${one.id}">${one.label}</button>`
          }</li>`
      )}</ol></nav>
      <div class="sheet">
        <h1>${step.label}</h1>
        ${step.help !== undefined && html`<p class="lead">${step.help}</p>`}
        ${notice !== null && html`<p class="notice" role="status">${notice}</p>`}
        ${Overview.problems(view, "error", count(errors.length, "thing to correct", "things to correct"), errors, address)}
        ${Overview.problems(view, "warning", "Worth a look before the customer is created", warnings, address)}
        ${demands && html`<p class="legend"><span class="star" aria-hidden="true">*</span> must be filled in</p>`}
        ${step.imports?.map(({ label }, at) => html`<p><button name="go" value="import:${at}">${label}</button></p>`)}
        ${index === 0 && parent !== null && under(form, parent)}
        ${asks ? Renderer.fields(view, step) : Overview.summary(view, address)}
        <div class="actions">
          <button class="primary" name="go" value="next">${isLast ? submit : next}</button>
          ${index > 0 && html`<button name="go" value="back">Back</button>`}
        </div>
      </div>
    </form>`
  )
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`

const under = ({ parent }: Asked.View["form"], { chosen, offered }: NonNullable<StepPage["parent"]>): Part =>
  parent !== undefined &&
  html`<section class="run"><div class="fields"><div class="field"><label for="parent"><span class="label">${parent.label}</span></label>
    <div class="control"><select id="parent" name="parent"${attributes({ "aria-describedby": parent.help === undefined ? null : "parent:help" })}>${offered.map(
      ({ id, name }) => html`<option${attributes({ value: id, selected: id === chosen })}>${name}</option>`
    )}</select><button class="small" name="go" value="update:parent">Update<span class="unseen"> the form after changing ${parent.label}</span></button></div>
    <div class="below">${parent.help !== undefined && html`<p class="help" id="parent:help">${parent.help}</p>`}</div></div></div></section>`

const treatments: Readonly<Record<string, string>> = {
  domestic: "Domestic",
  reverseCharge: "Reverse charge",
  euConsumer: "EU consumer",
  outsideScope: "Outside the scope of VAT",
  unresolved: "Not resolved"
}

/** `warnings` are those of its creation, where that was just now. */
export const customer = (
  view: Asked.View,
  one: View,
  parent: View | null,
  warnings: ReadonlyArray<Issue.Issue> | null,
  user: string
): Html => {
  const { form } = view
  const { taxZone } = one
  return layout(
    one.name,
    menu({ id: form.portal.id, name: form.name }, user),
    html`<p class="eyebrow">${form.name}</p><h1>${one.name}</h1>
    <div class="sheet">${warnings !== null && html`<p class="success" role="status">The customer account has been created.</p>`}
    ${warnings !== null && Overview.problems(view, "warning", "Worth a look", warnings, null)}
    <dl class="facts">
      <div><dt>Status</dt><dd>${status(one)}</dd></div>
      ${parent !== null && html`<div><dt>Under</dt><dd>${parent.name}</dd></div>`}
      ${one.login !== null && html`<div><dt>Login</dt><dd>${one.login.name}</dd></div>`}
      ${one.mode._tag === "demo" && html`<div><dt>Demo until</dt><dd>${one.mode.endsAt.slice(0, 16).replace("T", " ")} UTC</dd></div>`}
      <div><dt>Services</dt><dd>${one.services.length === 0 ? "None yet" : one.services.join(", ")}</dd></div>
      <div><dt>Customer id</dt><dd><code>${one.id}</code></dd></div>
    </dl>
    <section class="tax">${
      taxZone === null
        ? html`<h2>Tax zone: not known yet</h2><p>It follows from the address, which is not filled in.</p>`
        : html`<h2>Tax zone: ${treatments[taxZone.treatment]}${taxZone.rate !== null && `, ${taxZone.rate} %`}${taxZone.provisional && ", provisional"}</h2>
      <ul>${taxZone.reasons.map(({ article, message }) => html`<li>${message} <small>${article}</small></li>`)}</ul>`
    }</section>
    ${Overview.summary(view, null)}
    <form method="post" action="/portals/${form.portal.id}" class="actions"><a class="button" href="/portals/${form.portal.id}">${
      namesOf(form.portal.id).list
    }</a><button>${namesOf(form.portal.id).create}</button></form></div>`
  )
}
