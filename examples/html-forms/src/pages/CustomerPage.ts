/** One customer: how it stands, what is filled in, and what can be done. */
import { type Command, Customer, LegalMoves } from "@clientele/core"
import type { Issues, View } from "../Desk.ts"
import * as Asked from "../form/Asked.ts"
import * as Overview from "../form/Overview.ts"
import { type Html, html, type Part } from "../Html.ts"
import * as Words from "../Words.ts"
import * as Layout from "./Layout.ts"
import * as Status from "./Status.ts"

export interface Head {
  readonly one: View
  /** Those above that the person sees, the nearest first. */
  readonly ancestors: ReadonlyArray<View>
  readonly portal: string
  readonly managesUsers: boolean
}

const tabs = { "": "Overview", history: "History", access: "Who may", users: "Users" } as const

/** A page about a customer: the way to it, its name and status, and its tabs. */
export const around = (
  who: Layout.Who,
  { ancestors, managesUsers, one, portal }: Head,
  tab: keyof typeof tabs | null,
  title: string,
  main: Part
): Html =>
  Layout.page(
    who,
    { title, here: "customers" },
    html`<div class="title">
    <nav aria-label="Where it lies"><ol class="way">${ancestors.toReversed().map(({ id, name }) => html`<li><a href="/customers/${id}">${name}</a></li>`)}<li>${portal}</li></ol></nav>
    <h1>${Words.nameOf(one)}</h1>${Status.badge(one)}</div>
    <nav class="tabs" aria-label="About ${Words.nameOf(one)}">${Object.entries(tabs)
      .filter(([at]) => at !== "users" || managesUsers)
      .map(
        ([at, name]) =>
          html`<a href="/customers/${one.id}${at !== "" && `/${at}`}"${at === tab && html` aria-current="page"`}>${name}</a>`
      )}</nav>
    ${main}`
  )

export interface CustomerPage {
  /** The customer's form, holding its profile. */
  readonly view: Asked.View
  readonly said: string | null
  readonly warnings: Issues
  /** Whether new customers can be created below, by this person. */
  readonly creates: boolean
}

export const page = (who: Layout.Who, head: Head, { creates, said, view, warnings }: CustomerPage): Html => {
  const { one } = head
  return around(
    who,
    head,
    "",
    Words.nameOf(one),
    html`${said !== null && html`<p class="success" role="status">${said}</p>`}
    ${Overview.problems(view, "warning", "Worth a look", warnings, null)}
    <div class="columns"><aside aria-label="What can be done">${moves(who, one, creates)}</aside>
    <div class="sheet">${blocked(one)}
    <dl class="facts">
      <div><dt>Status</dt><dd>${Status.badge(one)}</dd></div>
      ${head.ancestors[0] !== undefined && html`<div><dt>Under</dt><dd>${head.ancestors[0].name}</dd></div>`}
      ${one.login !== null && html`<div><dt>Login</dt><dd>${one.login.name}</dd></div>`}
      ${one.mode._tag === "demo" && html`<div><dt>Demo until</dt><dd>${Words.instant(one.mode.endsAt)}</dd></div>`}
      ${one.submitted !== null && html`<div><dt>Submitted</dt><dd>${Words.instant(one.submitted.at)}</dd></div>`}
      <div><dt>Services</dt><dd>${one.services.length === 0 ? "None yet" : one.services.join(", ")}</dd></div>
      ${Object.entries(one.provisioning).map(([target, { _tag }]) => html`<div><dt>${Words.of(target)}</dt><dd>${Words.of(_tag)}</dd></div>`)}
      <div><dt>Customer id</dt><dd><code>${one.id}</code></dd></div>
    </dl>
    ${tax(one)}
    ${Overview.summary(view, null)}</div></div>`
  )
}

/** The moves that people make every day; the others stand behind them. */
const daily = new Set<Command.Name>(["edit", "suspend", "resume", "disable", "enable", "upgrade"])

const moves = (who: Layout.Who, one: View, creates: boolean): Part => {
  const given = one.commands.filter((name) => name !== "submit" || !one.commands.includes("edit"))
  const first = given.filter((name) => daily.has(name) || LegalMoves.of(name).to.length > 0)
  const others = given.filter((name) => !first.includes(name))
  const draft = one.lifecycle._tag === "draft"
  const button = (name: Command.Name): Part => {
    const primary = name === "approve" || (draft && name === "edit")
    const label = name === "edit" && draft ? "Go on filling in" : Words.of(name)
    return html`<li>${
      name === "edit"
        ? Layout.post(who, `/customers/${one.id}/fill`, html`<button class="${primary && "primary"}">${label}</button>`)
        : html`<a class="button ${primary && "primary"}" href="/customers/${one.id}/moves/${name}">${label}</a>`
    }</li>`
  }
  const below = creates && html`<li><a class="button" href="/portals?under=${one.id}">New customer below</a></li>`
  return given.length === 0 && !creates
    ? html`<h2>What you can do</h2><p class="quiet">Nothing at the moment. <a href="/customers/${one.id}/access">Who may, and why?</a></p>`
    : html`<h2>What you can do</h2><ul class="moves">${first.map(button)}${below}</ul>
      ${others.length > 0 && html`<details><summary>More (${others.length})</summary><ul class="moves">${others.map(button)}</ul></details>`}`
}

const blocked = (one: View): Part =>
  one.blocked.length > 0 &&
  html`<section class="problems warning" aria-labelledby="blocked"><h2 id="blocked">Kept from: ${one.blocked.map((what) => Words.of(what).toLowerCase()).join(", ")}</h2><ul>
    ${one.holds.map(({ at, note, reason }) => html`<li><strong>${Words.of(reason)}</strong>, since ${Words.instant(at)}${note !== null && `: ${note}`}</li>`)}
    ${one.blockedBy.length > 0 && html`<li><strong>From above</strong>: ${one.blockedBy.map((what) => Words.of(what).toLowerCase()).join(", ")}. It ends when the hold above is lifted.</li>`}</ul></section>`

const treatments: Readonly<Record<string, string>> = {
  domestic: "Domestic",
  reverseCharge: "Reverse charge",
  euConsumer: "EU consumer",
  outsideScope: "Outside the scope of VAT",
  unresolved: "Not resolved"
}

const tax = ({ lifecycle, taxZone, taxZoneOverride }: View): Part =>
  lifecycle._tag === "draft" || lifecycle._tag === "erased"
    ? false
    : html`<section class="tax">${
        taxZone === null
          ? html`<h2>Tax zone: not known yet</h2><p>It follows from the address, which is not filled in.</p>`
          : html`<h2>Tax zone: ${treatments[taxZone.treatment]}${taxZone.rate !== null && `, ${taxZone.rate} %`}${taxZone.provisional && ", provisional"}</h2>
      <ul>${taxZone.reasons.map(({ article, message }) => html`<li>${message} <small>${article}</small></li>`)}</ul>`
      }${taxZoneOverride !== null && html`<p>Set to ${taxZoneOverride.zone} by hand: ${taxZoneOverride.note}</p>`}</section>`

/** Whether a customer may have customers of its own. */
export const mayHoldCustomers = (one: View): boolean =>
  one.lifecycle._tag === "active" && Customer.rights(one).includes("createCustomers")
