/**
 * A first or last name of a person.
 *
 * @since 0.1.0
 */
import * as Text from "../base/internal/text.ts"
import * as Finding from "./Finding.ts"

/**
 * Most characters of a first or last name, 64: what a directory of users downstream takes.
 *
 * @category constants
 * @since 0.1.0
 */
export const maximumLength = 64

/** Words of Latin letters and what stands between them, with one space between two: nothing to clean and nothing wrong. */
const plain =
  /^[A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u017F](?: ?[A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u017F'.-])*$/u

/**
 * Returns a first or last name on one line, NFC, runs of white space as one space.
 *
 * **Details**
 *
 * Names follow no pattern, so little is refused: `personNameInvalid` for a name that is empty, longer than 64
 * characters, without any letter, or with characters that cannot be printed or mark up a page (`<`, `>`).
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string): Finding.Parsed<string> => {
  if (input.length <= maximumLength && plain.test(input)) return Finding.accept(input)
  const name = Text.line(input)
  if (name.length > maximumLength) return refuse(`Write the name in at most ${maximumLength} characters`)
  if (Text.isUnprintable(name) || /[<>]/u.test(name)) {
    return refuse("The name holds characters that no name has; type it again")
  }
  return /\p{L}/u.test(name) ? Finding.accept(name) : refuse("Write the name in letters")
}

const refuse = (message: string) => Finding.refuse("personNameInvalid", message)
