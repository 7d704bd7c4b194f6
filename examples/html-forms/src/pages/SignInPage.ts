/** The page on which somebody signs in. */
import { hidden, type Html, html, type Part } from "../Html.ts"
import * as Layout from "./Layout.ts"

export interface SignInPage {
  /** Where to go on. */
  readonly to: string
  /** A form that was sent when nobody was signed in any more, as it was. */
  readonly again: string | null
  readonly login: string
  readonly problem: string | null
  readonly notice: string | null
}

export const page = ({ again, login, notice, problem, to }: SignInPage): Html =>
  Layout.open(
    problem === null ? "Sign in" : "To correct: Sign in",
    html`<div class="narrow"><form method="post" action="/sign-in" class="sheet" novalidate>
    ${hidden("to", to)}${again !== null && hidden("again", again)}<h1>Sign in</h1>
    ${notice !== null && html`<p class="notice" role="status">${notice}</p>`}
    ${problem !== null && wrong(problem)}
    <div class="field"><label for="login"><span class="label">Login</span></label>
      <div class="control"><input id="login" name="login" value="${login}" required autocomplete="username" autocapitalize="none" spellcheck="false"></div></div>
    <div class="field"><label for="password"><span class="label">Password</span></label>
      <div class="control"><input id="password" name="password" type="password" required autocomplete="current-password"></div></div>
    <div class="actions"><button class="primary">Sign in</button></div>
    </form></div>`
  )

const wrong = (problem: string): Part =>
  html`<section class="problems error" aria-labelledby="errors" tabindex="-1" autofocus>
    <h2 id="errors">You are not signed in</h2><p>${problem} <a href="#login">Check the login</a> and <a href="#password">enter the password again</a>.</p></section>`

/** Somebody signed in again in the middle of something: what was sent before can be sent now. */
export const goOn = (who: Layout.Who, action: string, fields: Iterable<readonly [name: string, value: string]>): Html =>
  Layout.page(
    who,
    { title: "Go on" },
    html`<div class="sheet"><h1>You are signed in again</h1>
    <p>What you had filled in is still here. Passwords are not kept: where there was one, it is asked for again.</p>
    ${Layout.post(who, action, html`${[...fields].map(([name, value]) => hidden(name, value))}<div class="actions"><button class="primary">Go on where you were</button></div>`)}</div>`
  )
