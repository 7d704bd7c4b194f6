/**
 * What a form asks for and a draft never holds: passwords.
 *
 * @since 0.1.0
 */
import * as Redacted from "effect/Redacted"
import * as Finding from "../party/Finding.ts"
import type { Issue } from "./Issue.ts"
import * as Pointer from "./Pointer.ts"
import { fields, type Portal } from "./Portal.ts"

/**
 * Fewest characters of a password that a person chooses (NIST SP 800-63B asks for 15 where it is the only factor).
 *
 * @category constants
 * @since 0.1.0
 */
export const minimumLength = 15

/**
 * Most characters of a password that are read: whatever is longer is refused before it is hashed.
 *
 * @category constants
 * @since 0.1.0
 */
export const maximumLength = 200

/**
 * A filled-in form, parted.
 *
 * @category models
 * @since 0.1.0
 */
export interface Taken {
  /** The input without its secrets: safe to check, store and log. */
  readonly draft: unknown
  /** The secrets by pointer; whoever takes them hashes or seals them at once. */
  readonly secrets: ReadonlyMap<string, Redacted.Redacted>
  readonly issues: ReadonlyArray<Issue>
}

/**
 * Parts a filled-in form into a draft and its secrets, and checks those.
 *
 * **When to use**
 *
 * Use at the edge (a web form, an importer) before anything else sees the input.
 *
 * **Details**
 *
 * A secret is a field of kind `secret`; a second one whose pointer ends in `Retype` must hold the same and is dropped.
 * Codes: `required`, `secretTooShort` (under {@link minimumLength} characters), `retypeDiffers`. Nothing here appears in a
 * message.
 *
 * @category decoding
 * @since 0.1.0
 */
export const take = (portal: Portal, input: unknown): Taken => {
  const asked = fields(portal).filter(({ field }) => field.kind === "secret")
  const secrets = new Map<string, Redacted.Redacted>()
  const issues: Array<Issue> = []
  for (const { field, step } of asked) {
    const report = (finding: Finding.Finding) => issues.push({ pointer: field.at, step: step.id, ...finding })
    const typed = Pointer.get(input, field.at)
    if (field.at.endsWith(retype)) {
      if (typed !== Pointer.get(input, field.at.slice(0, -retype.length))) {
        report(Finding.error("retypeDiffers", `${field.label}: enter the same password twice`))
      }
    } else if (typeof typed !== "string" || typed === "") {
      if (field.required === true) report(Finding.error("required", `${field.label} is required`))
    } else if ([...typed].length < minimumLength) {
      report(
        Finding.error(
          "secretTooShort",
          `${field.label}: at least ${minimumLength} characters; a few words are easier to remember`
        )
      )
    } else {
      secrets.set(field.at, Redacted.make(typed))
    }
  }
  return { draft: strip(portal, input), secrets, issues }
}

/**
 * Returns the input without the secrets of its portal.
 *
 * @category combinators
 * @since 0.1.0
 */
export const strip = (portal: Portal, input: unknown): unknown =>
  fields(portal).reduce<unknown>(
    (rest, { field }) =>
      field.kind === "secret" && Pointer.get(rest, field.at) !== undefined
        ? Pointer.set(rest, field.at, undefined)
        : rest,
    input
  )

const retype = "Retype"
