/** From a form that is being filled in to HTML. Knows the kinds of fields, and no portal. */
import { type Issue, Pointer } from "@clientele/core"
import * as Asked from "./Asked.ts"
import { attributes, type Html, html, type Part } from "../Html.ts"

type Field = Asked.Field
type Choice = ReturnType<typeof Asked.choices>[number]

/** Where a field stands: in which step, in which entry of a list, and what its conditions look at. */
interface Place {
  readonly view: Asked.View
  readonly step: Asked.Step
  readonly base: string
  readonly scope: unknown
}

/** The fields of a step, those whose labels begin alike under one heading. */
export const fields = (view: Asked.View, step: Asked.Step): Html => {
  const shown = step.fields.filter((field) => Asked.isShown(field, view.filled))
  const prefix = (field: Field | undefined) => (field === undefined ? null : Asked.split(field.label)[0])
  const runs: Array<Array<Field>> = []
  for (const field of shown) {
    const last = runs.at(-1)
    if (last !== undefined && prefix(last[0]) === prefix(field)) last.push(field)
    else runs.push([field])
  }
  const place = { view, step, base: "", scope: view.filled }
  return html`${runs.map(
    (run) => html`<section class="run">
    ${prefix(run[0]) !== null && html`<h2>${prefix(run[0])}</h2>`}
    <div class="fields">${run.map((field) => one(place, field))}</div>
  </section>`
  )}`
}

const types: { readonly [kind in Field["kind"]]?: string } = {
  email: "email",
  phone: "tel",
  website: "url",
  number: "number"
}

/** One field with its label, control, help and issues. */
const one = (place: Place, field: Field): Html => {
  const { base, scope, step, view } = place
  const at = `${base}${field.at}`
  const value = Pointer.get(view.draft, at) ?? Pointer.get(view.filled, at)
  const issues = view.issues.filter(({ pointer }) => pointer === at)
  const wrong = issues.some(({ severity }) => severity === "error")
  const required = Asked.isRequired(view, field, scope)
  const offered = Asked.choices(view, field)

  const ids = [...(field.help === undefined ? [] : [`${at}:help`]), ...(issues.length === 0 ? [] : [`${at}:issues`])]
  const state = {
    "aria-describedby": ids.length === 0 ? null : ids.join(" "),
    "aria-invalid": wrong && "true"
  }
  const named = { id: at, name: at, ...state }
  const [prefix, rest] = Asked.split(field.label)
  const label = html`${prefix !== null && html`<span class="unseen">${prefix}: </span>`}<span class="label">${rest}${required && html`<span class="star" aria-hidden="true">\u00a0*</span>`}</span>`
  const below = html`<div class="below">
    ${field.help !== undefined && html`<p class="help" id="${at}:help">${field.help}</p>`}
    ${issues.length > 0 && html`<div id="${at}:issues">${issues.map((issue) => remark(view, field, issue))}</div>`}
  </div>`
  const update =
    Asked.drivers(step).has(at) &&
    html`<button class="small" name="go" value="update:${at}">Update<span class="unseen"> the form after changing ${field.label}</span></button>`
  /** Sent whether ticked or not, so that an empty box is an answer too. */
  const asked = html`<input type="hidden" name="${at}" value="">`

  const plain = (input: Part) => html`<div class="field ${wrong && "wrong"}">
    <label for="${at}">${label}</label><div class="control">${input}${update}</div>${below}</div>`
  const group = (
    more: Parameters<typeof attributes>[0],
    inner: Part
  ) => html`<fieldset class="field wide ${wrong && "wrong"}"${attributes(more)}>
    <legend>${label}</legend><div class="control">${inner}${update}</div>${below}</fieldset>`
  const box = (mark: string, checked: boolean) => html`<div class="field wide ${wrong && "wrong"}">
    <div class="control"><div class="check">${asked}<input${attributes({ ...named, type: "checkbox", value: mark, checked })}>
    <label for="${at}">${label}</label></div>${update}</div>${below}</div>`
  const several = (type: "checkbox" | "radio", isOn: (choice: Choice) => boolean, more = {}) =>
    offered.map((choice, index) => {
      const id = index === 0 ? at : `${at}:${choice.value}`
      return html`<div class="check"><input${attributes({ ...more, id, type, name: at, value: choice.value, checked: isOn(choice) })}>
        <label for="${id}">${choice.label}</label></div>`
    })
  const radios = () =>
    group({ ...state, role: "radiogroup", "aria-required": required && "true" }, [
      asked,
      ...several("radio", (choice) => choice.value === value, { required })
    ])
  const input = () =>
    plain(
      html`<input${attributes({
        ...named,
        type: types[field.kind] ?? "text",
        value: Asked.plain(value),
        required,
        min: field.minimum,
        max: field.maximum,
        autocomplete: "off",
        spellcheck: "false"
      })}>`
    )
  /** What may be long has room. */
  const area = () =>
    plain(
      html`<textarea${attributes({ ...named, required, rows: 4, maxlength: field.maxLength, spellcheck: "true" })}>${Asked.plain(value)}</textarea>`
    )
  const select = () => {
    const chosen = typeof value === "string" ? Asked.meant(view, field, value) : ""
    const unknown = chosen !== "" && !offered.some((choice) => choice.value === chosen)
    // What was typed before the choices were known stays, so that it can be corrected.
    if (offered.length === 0 || unknown) return input()
    return plain(html`<select${attributes({ ...named, required })}>
      <option value="">${required ? "Choose…" : "—"}</option>${offered.map(
        (choice) => html`
      <option${attributes({ value: choice.value, selected: choice.value === chosen })}>${choice.label}</option>`
      )}</select>`)
  }

  switch (field.kind) {
    case "flag":
      return box("on", value === true)
    case "sameAs":
      return Asked.isBox(field) ? box(offered[0]?.value ?? "", value !== "own") : radios()
    case "choices": {
      const isOn = (choice: Choice) => value === choice.value || (Array.isArray(value) && value.includes(choice.value))
      return group({ "aria-describedby": state["aria-describedby"] }, [asked, ...several("checkbox", isOn)])
    }
    case "secret": {
      const made = view.generated.get(at)
      const type = made === undefined ? "password" : "text"
      return plain(html`<input${attributes({ ...named, type, value: made, required, autocomplete: "new-password", spellcheck: "false" })}>
        ${!at.endsWith("Retype") && html`<button class="small" name="go" value="generate:${at}"><span aria-hidden="true">⟳ </span>Generate Password</button>`}`)
    }
    case "list":
      return group({ id: at, tabindex: -1, "aria-describedby": state["aria-describedby"] }, entries(place, field))
    default: {
      const { options } = field
      if (options === undefined) return (field.maxLength ?? 0) > 500 ? area() : input()
      return "choices" in options && options.choices.length <= 3 && required ? radios() : select()
    }
  }
}

const entries = (place: Place, field: Field): Part => {
  const { maximum, minimum } = Asked.bounds(place.view.form, field)
  const typed = Pointer.get(place.view.draft, field.at)
  const items: ReadonlyArray<unknown> = Array.isArray(typed) ? typed : Array.from({ length: minimum }, () => ({}))
  return html`<input type="hidden" name="${field.at}" value="${items.length}">${items.map((item, index) => {
    const base = `${field.at}/${index}`
    const inner = field.items?.filter((one) => Asked.isShown(one, item)) ?? []
    return html`<div class="entry" role="group" aria-label="${field.label} ${index + 1}">
      <button class="small remove" name="go" value="remove:${base}"><span aria-hidden="true">✕</span><span class="unseen">Remove ${field.label} ${index + 1}</span></button>
      <div class="fields">${inner.map((one_) => one({ ...place, base, scope: item }, one_))}</div></div>`
  })}
  ${items.length < maximum && html`<button class="small" name="go" value="add:${field.at}">Add${items.length > 0 && " another"}<span class="unseen"> to ${field.label}</span></button>`}`
}

const remark = (view: Asked.View, field: Field, { message, pointer, proposal, severity }: Issue.Issue): Html =>
  html`<p class="${severity}"><span class="unseen">${severity === "error" ? "Error: " : "Please look: "}</span>${message}
    ${proposal !== undefined && html`<button class="small" name="go" value="take:${pointer}">Use ${Asked.told(view, field, proposal)}</button>`}</p>`
