/** The users of a customer. */
import { Actor, type InputRefused, Secrets } from "@clientele/core"
import type { User } from "../Desk.ts"
import { attributes, type Html, html, type Part } from "../Html.ts"
import * as Words from "../Words.ts"
import * as CustomerPage from "./CustomerPage.ts"
import * as Layout from "./Layout.ts"

export interface UsersPage {
  readonly users: ReadonlyArray<User>
  /** Id of who looks: nobody disables themselves. */
  readonly own: string
  readonly said: string | null
  /** What was entered for a new user, where something is wrong with it. */
  readonly entered: URLSearchParams
  readonly issues: InputRefused.InputRefused["issues"]
}

export const page = (
  who: Layout.Who,
  head: CustomerPage.Head,
  { entered, issues, own, said, users }: UsersPage
): Html => {
  const { one } = head
  const at = `/customers/${one.id}/users`
  return CustomerPage.around(
    who,
    head,
    "users",
    `${issues.length > 0 ? "To correct: " : ""}Users, ${one.name}`,
    html`${said !== null && html`<p class="success" role="status">${said}</p>`}
    ${
      users.length === 0
        ? html`<p class="empty">Nobody signs in here yet.</p>`
        : html`<table class="people"><thead><tr><th scope="col">Name</th><th scope="col" class="wide">Letters go to</th><th scope="col">Role</th><th scope="col"><span class="unseen">What can be done</span></th></tr></thead><tbody>${users.map(
            (
              user
            ) => html`<tr><td>${user.displayName}<span class="beside">${user.login.name}</span></td><td class="wide">${user.email ?? "nowhere"}</td>
      <td>${Words.of(user.role)}${!user.enabled && html` <span class="status closed">Disabled</span>`}</td>
      <td>${user.id === own ? html`<span class="quiet">you</span>` : Layout.post(who, `${at}/${user.id}`, html`<button class="small" name="enabled" value="${String(!user.enabled)}">${user.enabled ? "Disable" : "Enable"}<span class="unseen"> ${user.displayName}</span></button>`)}</td></tr>`
          )}</tbody></table>`
    }
    <div class="sheet"><h2>Add a user</h2>
    ${issues.length > 0 && problems(issues)}
    ${Layout.post(
      who,
      at,
      html`<div class="fields">${input(entered, issues, "login", "Login", "text", "What is typed to sign in; it never changes.")}
      ${input(entered, issues, "displayName", "Name", "text")}
      ${input(entered, issues, "email", "E-mail address", "email", "Where letters go; may stay empty.", false)}
      <div class="field"><label for="/role">Role</label><div class="control"><select id="/role" name="role">${Actor.Role.literals.map(
        (role) =>
          html`<option${attributes({ value: role, selected: role === (entered.get("role") ?? "user") })}>${Words.of(role)}</option>`
      )}</select></div><div class="below"></div></div>
      ${input(entered, issues, "password", "Password", "password", `At least ${Secrets.minimumLength} characters; a few words are easier to remember.`)}</div>
      <div class="actions"><button class="primary">Add</button></div>`
    )}</div>`
  )
}

const problems = (
  issues: UsersPage["issues"]
): Part => html`<section class="problems error" aria-labelledby="errors" tabindex="-1" autofocus>
  <h2 id="errors">${Words.count(issues.length, "thing to correct", "things to correct")}</h2><ul>${issues.map(
    ({ message, pointer }) => html`<li><a href="#${pointer}">${message}</a></li>`
  )}</ul></section>`

const input = (
  entered: URLSearchParams,
  issues: UsersPage["issues"],
  name: string,
  label: string,
  type: string,
  help = "",
  required = true
): Html => {
  const id = `/${name}`
  const own = issues.filter(({ pointer }) => pointer === id)
  return html`<div class="field ${own.length > 0 && "wrong"}"><label for="${id}">${label}${required && html`<span class="star" aria-hidden="true">\u00a0*</span>`}</label>
  <div class="control"><input${attributes({
    id,
    name,
    type,
    required,
    value: type === "password" ? null : (entered.get(name) ?? ""),
    autocomplete: type === "password" ? "new-password" : "off",
    "aria-invalid": own.length > 0 && "true",
    "aria-describedby": help === "" && own.length === 0 ? null : `${id}:below`
  })}></div><div class="below" id="${id}:below">${help !== "" && html`<p class="help">${help}</p>`}${own.map(({ message }) => html`<p class="error">${message}</p>`)}</div></div>`
}
