/**
 * That by which a client shows who asks.
 *
 * @since 0.1.0
 */
import * as Redacted from "effect/Redacted"

/**
 * A token, or a session.
 *
 * **Details**
 *
 * The server knows who asks from here and from nowhere else. `secret` is `null` in a browser, which sends the cookie of the
 * session by itself; `csrf` is `null` for a session that only reads.
 *
 * @category models
 * @since 0.1.0
 */
export type Credential =
  | { readonly _tag: "bearer"; readonly token: Redacted.Redacted }
  | { readonly _tag: "session"; readonly secret: Redacted.Redacted | null; readonly csrf: Redacted.Redacted | null }

/**
 * Returns the credential of a token: for programs.
 *
 * @category constructors
 * @since 0.1.0
 */
export const bearer = (token: Redacted.Redacted | string): Credential => ({ _tag: "bearer", token: hidden(token) })

/**
 * Returns the credential of a session outside a browser: the value of its cookie, and the `csrf` that signing in gave.
 *
 * @category constructors
 * @since 0.1.0
 */
export const session = (secret: Redacted.Redacted | string, csrf: Redacted.Redacted | string | null): Credential => ({
  _tag: "session",
  secret: hidden(secret),
  csrf: csrf === null ? null : hidden(csrf)
})

/**
 * Returns the credential of the session of a browser's page: the browser sends the cookie, and this the `csrf`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const page = (csrf: Redacted.Redacted | string | null): Credential => ({
  _tag: "session",
  secret: null,
  csrf: csrf === null ? null : hidden(csrf)
})

const hidden = (secret: Redacted.Redacted | string): Redacted.Redacted =>
  typeof secret === "string" ? Redacted.make(secret) : secret
