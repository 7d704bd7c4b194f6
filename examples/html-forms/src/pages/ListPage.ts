/** The customers that somebody sees, a page at a time. */
import { DisplayStatus, type FormQuery } from "@clientele/core"
import type { View } from "../Desk.ts"
import { attributes, type Html, html, type Part } from "../Html.ts"
import * as Words from "../Words.ts"
import * as Layout from "./Layout.ts"
import { menu, namesOf } from "./Menu.ts"
import * as Status from "./Status.ts"

export interface Filter {
  readonly status: string
  readonly portal: string
  readonly text: string
  readonly order: string
}

export interface Row {
  readonly view: View
  /** Levels below the first row, where the list is a tree. */
  readonly depth: number
  /** Name of the customer above. */
  readonly above: string | null
}

export interface ListPage {
  readonly rows: ReadonlyArray<Row>
  readonly filter: Filter
  readonly portals: ReadonlyArray<FormQuery.PortalSummary>
  /** Whether this is not the first page. */
  readonly further: boolean
  /** Address of the next page. */
  readonly next: string | null
}

export const isFiltered = ({ portal, status, text }: Filter): boolean => status + portal + text !== ""

export const page = (who: Layout.Who, list: ListPage): Html =>
  Layout.page(
    who,
    { title: "Customers", here: "customers" },
    html`<div class="head"><h1>Customers</h1>${who.creates && html`<a class="button primary" href="/portals">New customer</a>`}</div>
    ${filters(list)}
    ${list.rows.length === 0 ? none(who, list) : html`${table(list)}${pager(list)}`}`
  )

const filters = ({ filter, portals }: ListPage): Part => {
  const select = (
    name: "portal" | "status" | "order",
    label: string,
    choices: ReadonlyArray<readonly [string, string]>
  ) =>
    html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${choices.map(
      ([value, text]) => html`<option${attributes({ value, selected: value === filter[name] })}>${text}</option>`
    )}</select></div>`
  return html`<form class="filters" method="get" action="/customers" role="search" aria-label="Customers">
    <div class="field grow"><label for="text">Name, key, domain or number</label><input id="text" name="text" type="search" value="${filter.text}"></div>
    ${select("status", "Status", [["", "Any"], ...DisplayStatus.DisplayStatus.literals.map((one) => [one, Words.of(one)] as const)])}
    ${select("portal", "Portal", [["", "Any"], ...portals.map(({ id, name }) => [id, name] as const)])}
    ${select("order", "Order", [
      ["tree", "Tree"],
      ["newest", "Newest first"]
    ])}
    <div class="actions"><button>Show</button>${isFiltered(filter) && html`<a href="/customers">Show all</a>`}</div></form>`
}

const table = ({ portals, rows }: ListPage): Part => {
  const named = (id: string) => portals.find((portal) => portal.id === id)?.name ?? Words.of(id)
  return html`<table class="customers"><thead><tr><th scope="col">Name</th><th scope="col" class="wide">Portal</th><th scope="col">Status</th></tr></thead><tbody>${rows.map(
    ({ above, depth, view }) =>
      html`<tr><td class="depth${Math.min(depth, 9)}"><a href="/customers/${view.id}">${Words.nameOf(view)}</a>${
        above !== null && html`<span class="beside">under ${above}</span>`
      }</td><td class="wide">${named(view.portal)}</td><td>${Status.badge(view)}${
        view.blockedBy.length > 0 && html`<span class="beside">held from above</span>`
      }</td></tr>`
  )}</tbody></table>`
}

const pager = ({ filter, further, next, rows }: ListPage): Part =>
  html`<nav class="pager" aria-label="Pages"><span>${Words.count(rows.length, "customer", "customers")} on this page</span>${
    further && html`<a class="button" href="/customers?${String(new URLSearchParams({ ...filter }))}">First page</a>`
  }${next !== null && html`<a class="button" href="${next}" rel="next">Next page</a>`}</nav>`

const none = (who: Layout.Who, { filter, further }: ListPage): Part =>
  html`<div class="empty"><p>${
    isFiltered(filter) || further ? "No customer is like this." : "You see no customers yet."
  }</p>${
    isFiltered(filter) || further
      ? html`<p><a href="/customers">Show all customers</a></p>`
      : who.creates && html`<p><a href="/portals">Create the first one</a></p>`
  }</div>`

/** The customers of one portal, with the portal's own names on the way. */
export const ofPortal = (
  who: Layout.Who,
  portal: FormQuery.PortalSummary,
  all: ReadonlyArray<View>,
  under: View | null
): Html => {
  const { create, list: title } = namesOf(portal.id)
  return Layout.page(
    who,
    { title: `${title}, ${portal.name}`, here: "portals", menu: menu(portal) },
    html`<div class="head"><h1>${title}</h1>${
      who.creates &&
      Layout.post(
        who,
        `/portals/${portal.id}`,
        html`${under !== null && html`<input type="hidden" name="under" value="${under.id}">`}<button class="primary">${create}</button>`
      )
    }</div>
    ${under !== null && html`<p class="notice">The new customer comes to lie under ${under.name}.</p>`}
    ${
      all.length === 0
        ? html`<p class="empty">No customers yet.</p>`
        : html`<table class="customers"><thead><tr><th scope="col">Name</th><th scope="col">Status</th></tr></thead><tbody>${all.map(
            (one) =>
              html`<tr><td><a href="/customers/${one.id}">${Words.nameOf(one)}</a></td><td>${Status.badge(one)}</td></tr>`
          )}</tbody></table>`
    }`
  )
}

export const portals = (who: Layout.Who, all: ReadonlyArray<FormQuery.PortalSummary>, under: View | null): Html =>
  Layout.page(
    who,
    { title: "New customer", here: "portals" },
    html`<h1>${under === null ? "New customer" : html`New customer under ${under.name}`}</h1>
    <p class="lead">Choose the portal in which the customer is created. Each asks its own questions and keeps its own rules.</p>
    <ul class="tiles">${all.map(
      ({ id, name }) =>
        html`<li><a href="/portals/${id}${under !== null && html`?under=${under.id}`}"><strong>${name}</strong><span>${namesOf(id).create}</span></a></li>`
    )}</ul>`
  )
