/** The names on the way to a portal's customers: data, one entry per portal. */
import { type Html, html, type Part } from "../Html.ts"
import names from "../navigation.json" with { type: "json" }

interface Names {
  /** The way to the list of customers. */
  readonly menu: ReadonlyArray<string>
  readonly list: string
  readonly create: string
  readonly next: string
  readonly submit: string
}

export const namesOf = (portal: string): Names => ({
  menu: ["Customers"],
  list: "Customers",
  create: "New customer",
  next: "Next",
  submit: "Create customer",
  ...(names as Readonly<Record<string, Partial<Names>>>)[portal]
})

export const menu = (portal: { readonly id: string; readonly name: string }): Part => {
  const address = `/portals/${portal.id}`
  const nest = ([name = "", ...rest]: ReadonlyArray<string>): Html =>
    rest.length === 0
      ? html`<a href="${address}">${name}</a>`
      : html`<details><summary>${name}</summary><div class="under">${nest(rest)}</div></details>`
  return html`<span class="portal">${portal.name}</span><nav aria-label="Main menu">${nest(namesOf(portal.id).menu)}</nav>`
}
