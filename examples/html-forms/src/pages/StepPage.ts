/** One step of a form that is being filled in. */
import { Issue } from "@clientele/core"
import type { View } from "../Desk.ts"
import * as Asked from "../form/Asked.ts"
import * as Overview from "../form/Overview.ts"
import * as Renderer from "../form/Renderer.ts"
import { attributes, hidden, type Html, html, type Part } from "../Html.ts"
import * as Words from "../Words.ts"
import type { Subject } from "../wizard/Filling.ts"
import * as Layout from "./Layout.ts"
import { menu, namesOf } from "./Menu.ts"

export interface StepPage {
  /** With all issues that are to be shown, of whatever step. */
  readonly view: Asked.View
  readonly step: Asked.Step
  readonly notice: string | null
  readonly visited: ReadonlySet<string>
  readonly subject: Subject["_tag"]
  /** The customer that is there already; `null` for one to be. */
  readonly about: { readonly id: string; readonly name: string } | null
  /** The filling itself, for a server that does not know it. */
  readonly packed: string
  readonly address: (step: string) => string
  readonly parent: { readonly chosen: string; readonly offered: ReadonlyArray<View> } | null
}

export const page = (
  who: Layout.Who,
  { about, address, notice, packed, parent, step, subject, view, visited }: StepPage
): Html => {
  const { form, issues } = view
  const names = namesOf(form.portal.id)
  const submit = subject === "edit" ? "Save changes" : names.submit
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
  const reachable = (at: number) =>
    subject === "edit" || at === 0 || visited.has(form.steps[at]?.id ?? "") || visited.has(form.steps[at - 1]?.id ?? "")
  return Layout.page(
    who,
    {
      title: `${errors.length > 0 ? "To correct: " : ""}${step.label}, ${place.toLowerCase()}, ${form.name}`,
      here: subject === "new" ? "portals" : "customers",
      menu: menu({ id: form.portal.id, name: form.name })
    },
    html`<form method="post" action="${address(step.id)}" novalidate class="wizard">
      ${hidden("csrf", who.csrf)}${hidden("filling", packed)}
      <button name="go" value="${subject === "edit" ? "finish" : "next"}" hidden>${isLast || subject === "edit" ? submit : names.next}</button>
      <nav class="steps" aria-label="Steps"><p>${place}</p><ol>${form.steps.map(
        (one, at) =>
          html`<li${attributes({
            "aria-current": one.id === step.id && "step",
            class: visited.has(one.id) ? "done" : null
          })}>${
            one.id === step.id || !reachable(at)
              ? html`<span>${one.label}</span>`
              : html`<button name="go" value="step:${one.id}">${one.label}</button>`
          }</li>`
      )}</ol></nav>
      <div class="sheet">
        ${about !== null && html`<p class="eyebrow">${subject === "edit" ? "Edit" : "Draft"} <a href="/customers/${about.id}">${about.name}</a></p>`}
        <h1>${step.label}</h1>
        ${step.help !== undefined && html`<p class="lead">${step.help}</p>`}
        ${notice !== null && html`<p class="notice" role="status">${notice}</p>`}
        ${Overview.problems(view, "error", Words.count(errors.length, "thing to correct", "things to correct"), errors, address)}
        ${Overview.problems(view, "warning", subject === "edit" ? "Worth a look before it is saved" : "Worth a look before the customer is created", warnings, address)}
        ${demands && html`<p class="legend"><span class="star" aria-hidden="true">*</span> must be filled in</p>`}
        ${step.imports?.map(({ label }, at) => html`<p><button name="go" value="import:${at}">${label}</button></p>`)}
        ${index === 0 && parent !== null && under(form, parent)}
        ${asks ? Renderer.fields(view, step) : Overview.summary(view, address)}
        <div class="actions">
          ${subject === "edit" ? html`<button class="primary" name="go" value="finish">${submit}</button>${!isLast && html`<button name="go" value="next">${names.next}</button>`}` : html`<button class="primary" name="go" value="next">${isLast ? submit : names.next}</button>`}
          ${index > 0 && html`<button name="go" value="back">Back</button>`}
          ${subject !== "edit" && html`<button class="quiet" name="go" value="save">Save and go on later</button>`}
        </div>
      </div>
    </form>`
  )
}

const under = ({ parent }: Asked.View["form"], { chosen, offered }: NonNullable<StepPage["parent"]>): Part =>
  parent !== undefined &&
  html`<section class="run"><div class="fields"><div class="field"><label for="parent"><span class="label">${parent.label}</span></label>
    <div class="control"><select id="parent" name="parent"${attributes({ "aria-describedby": parent.help === undefined ? null : "parent:help" })}>${offered.map(
      ({ id, name }) => html`<option${attributes({ value: id, selected: id === chosen })}>${name}</option>`
    )}</select><button class="small" name="go" value="update:parent">Update<span class="unseen"> the form after changing ${parent.label}</span></button></div>
    <div class="below">${parent.help !== undefined && html`<p class="help" id="parent:help">${parent.help}</p>`}</div></div></div></section>`
