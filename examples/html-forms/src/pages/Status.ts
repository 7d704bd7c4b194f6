/** A customer's status as a badge. */
import type { View } from "../Desk.ts"
import { type Html, html } from "../Html.ts"
import * as Words from "../Words.ts"

export const badge = ({ status, statusLabel }: Pick<View, "status" | "statusLabel">): Html =>
  html`<span class="status ${status}">${Words.capital(statusLabel)}</span>`
