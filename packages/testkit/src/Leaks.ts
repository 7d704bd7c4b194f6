/**
 * Looks for personal values where none may be left.
 *
 * @since 0.1.0
 */
import { Event, Personal } from "@clientele/core"
import * as Schema from "effect/Schema"

const isErased = Schema.is(Personal.Erased)

/** Every text in a value. */
const texts = (value: unknown): ReadonlyArray<string> =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(texts)
      : []

/** The texts of a value that stand where the redacted one says that something was erased. */
const erasedIn = (value: unknown, redacted: unknown): ReadonlyArray<string> =>
  isErased(redacted)
    ? texts(value)
    : typeof value === "object" && value !== null && typeof redacted === "object" && redacted !== null
      ? Object.entries(value).flatMap(([key, inner]) => erasedIn(inner, (redacted as Record<string, unknown>)[key]))
      : []

/**
 * Returns the personal texts in recorded events that can be told from any other: those with four digits in a row, as the
 * arbitraries make them.
 *
 * @category getters
 * @since 0.1.0
 */
export const personal = (events: ReadonlyArray<Event.Recorded>): ReadonlySet<string> =>
  new Set(events.flatMap((event) => erasedIn(event, Event.redact(event))).filter((text) => /\d{4}/u.test(text)))

/**
 * Returns the places where a value holds one of the personal texts, as pointer and text; none where it does not.
 *
 * **Details**
 *
 * A text of at least eight characters is found inside others too, in any case; keys are looked at as well.
 *
 * @category getters
 * @since 0.1.0
 */
export const of = (
  personal: ReadonlySet<string>,
  value: unknown,
  pointer = ""
): ReadonlyArray<readonly [pointer: string, text: string]> => {
  if (typeof value === "string") {
    const folded = value.toLowerCase()
    return [...personal]
      .filter((text) => text === value || (text.length >= 8 && folded.includes(text.toLowerCase())))
      .map((text) => [pointer, text] as const)
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [
        ...of(personal, key, `${pointer}/(key)`),
        ...of(personal, inner, `${pointer}/${key}`)
      ])
    : []
}
