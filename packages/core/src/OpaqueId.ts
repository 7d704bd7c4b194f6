/**
 * The shape that all identities share: a prefix and a UUIDv7 in 26 characters of Crockford's base 32.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Four numbers in [0, 1), of which 74 bits are used.
 *
 * @category models
 * @since 0.1.0
 */
export type Randomness = readonly [number, number, number, number]

/**
 * Returns the schema of identities with a prefix.
 *
 * @category schemas
 * @since 0.1.0
 */
export const schema = (prefix: string, expected: string) =>
  Schema.String.check(
    Schema.isPattern(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`, "u"), {
      expected: `${expected}, ${prefix}_ and 26 base-32 characters`
    })
  )

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

/**
 * Returns an identity: 48 bits of time, then version 7, variant and 74 random bits.
 *
 * **Details**
 *
 * Identities of different milliseconds sort by time; within one millisecond their order is random. `millis` is taken
 * modulo 2^48.
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromParts = (prefix: string, millis: number, random: Randomness): string => {
  const time = ((Math.trunc(millis) % 2 ** 48) + 2 ** 48) % 2 ** 48
  const middle = Math.floor(random[1] * 2 ** 30)
  const words = [
    Math.floor(time / 2 ** 32),
    Math.floor(time / 2 ** 16) % 2 ** 16,
    time % 2 ** 16,
    0x7000 | Math.floor(random[0] * 2 ** 12),
    0x8000 | (middle >> 16),
    middle % 2 ** 16,
    Math.floor(random[2] * 2 ** 16),
    Math.floor(random[3] * 2 ** 16)
  ]
  let text = `${prefix}_`
  // 26 letters of five bits are 130: the two in front are zero.
  let rest = 0
  let bits = 2
  for (const word of words) {
    rest = (rest << 16) | word
    for (bits += 16; bits >= 5; ) {
      bits -= 5
      text += alphabet[(rest >> bits) & 31]
    }
    rest &= (1 << bits) - 1
  }
  return text
}
