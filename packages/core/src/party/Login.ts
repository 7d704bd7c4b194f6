/**
 * The name that a user logs in with: an e-mail address, a UPN or a plain name.
 *
 * @since 0.1.0
 */
import * as Text from "../base/internal/text.ts"
import * as Email from "./Email.ts"
import * as Finding from "./Finding.ts"

/**
 * Fewest and most characters of a login: 2 and 254 (the longest e-mail address).
 *
 * @category constants
 * @since 0.1.0
 */
export const bounds = { minimum: 2, maximum: 254 } as const

/**
 * Returns a login, trimmed and NFC, its case kept.
 *
 * **Details**
 *
 * With an `@` it has the form of an e-mail address, domain in lower case and `xn--` form; the domain may be internal
 * (`jan@copaco.local`), as a UPN's is, so a login is never taken for an address that letters reach. Without one it is
 * letters of any script, digits and `. _ - + '`, beginning and ending with a letter or digit. Anything else is
 * `loginInvalid`. Whether it is free is asked with {@link key}.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string): Finding.Parsed<string> => {
  const login = Text.line(input)
  if (login.length < bounds.minimum || login.length > bounds.maximum) {
    return Finding.refuse("loginInvalid", `A login has ${bounds.minimum} to ${bounds.maximum} characters`)
  }
  if (login.includes("@")) {
    const address = Email.split(login)
    return address === undefined
      ? Finding.refuse("loginInvalid", "Write the login like name@example.com, or as a name without @")
      : Finding.accept(`${address.local}@${address.domain}`)
  }
  return /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._+'-]*[\p{L}\p{M}\p{N}])?$/u.test(login) && !Text.isUnprintable(login)
    ? Finding.accept(login)
    : Finding.refuse(
        "loginInvalid",
        "A login without @ is letters, digits and . _ - + ', without spaces, and begins and ends with a letter or digit"
      )
}

/**
 * Returns a login that is an e-mail address or a user principal name: as {@link parse}, but never a name without `@`.
 *
 * **Gotchas**
 *
 * A UPN looks like an address and need not be one: letters do not go there.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parseUpn = (input: string): Finding.Parsed<string> =>
  input.includes("@")
    ? parse(input)
    : Finding.refuse("loginInvalid", "Write the login like name@example.com: an e-mail address or a UPN")

/**
 * Returns what makes two logins the same: trimmed, NFC, without case.
 *
 * **Details**
 *
 * Two logins clash in a platform exactly when their keys are equal (2T-31). `Straße` and `STRASSE` are one login.
 * Takes any text and never fails.
 *
 * @category comparing
 * @since 0.1.0
 */
export const key = (input: string): string => {
  if (/^[!-~]+$/u.test(input)) return input.toLowerCase()
  let folded = fold(input)
  // A fold may leave letters that fold again (İ, Greek with iota subscript); it settles within a few rounds.
  for (let round = 0; round < 4; round++) {
    const again = fold(folded)
    if (again === folded) return folded
    folded = again
  }
  return folded
}

/** Lower, upper, lower: JavaScript has no case folding, and one direction alone leaves ß, ẞ and the final sigma apart. */
const fold = (text: string): string =>
  text.trim().normalize("NFC").toLowerCase().toUpperCase().toLowerCase().normalize("NFC")
