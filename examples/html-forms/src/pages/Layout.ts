/** What stands around every page. */
import { hidden, type Html, html, type Part } from "../Html.ts"

/** Who looks at a page. */
export interface Who {
  readonly name: string
  /** Name of the customer at which the person is at home; `null` for support. */
  readonly home: string | null
  /** Goes with whatever a page sends. */
  readonly csrf: string
  readonly creates: boolean
}

export interface Around {
  readonly title: string
  /** Where in the app this is. */
  readonly here?: "customers" | "portals"
  /** A menu of the page's own, under the header. */
  readonly menu?: Part
}

const brand = html`<a class="brand" href="/">Clientele</a>`

const document = (title: string, header: Part, main: Part): Html => html`<!doctype html>
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
<header>${header}</header>
<main id="main">${main}</main>
</body>
</html>`

/** A page of somebody who is signed in. */
export const page = (who: Who, { here, menu, title }: Around, main: Part): Html => {
  const link = (at: NonNullable<Around["here"]>, name: string) =>
    html`<a href="/${at}"${here === at && html` aria-current="page"`}>${name}</a>`
  return document(
    title,
    html`<div class="bar">${brand}
    <nav aria-label="Clientele">${link("customers", "Customers")}${who.creates && link("portals", "New customer")}</nav>
    <form class="user" method="post" action="/sign-out">${hidden("csrf", who.csrf)}<span><strong>${who.name}</strong>${who.home !== null && html`<span class="home">${who.home}</span>`}</span>
    <button class="small">Sign out</button></form></div>
    ${menu !== undefined && html`<div class="bar second">${menu}</div>`}`,
    main
  )
}

/** A page of somebody of whom nothing is known. */
export const open = (title: string, main: Part): Html => document(title, html`<div class="bar">${brand}</div>`, main)

/** A form that posts in the person's name. */
export const post = (who: Who, action: string, inner: Part): Html =>
  html`<form method="post" action="${action}" novalidate>${hidden("csrf", who.csrf)}${inner}</form>`
