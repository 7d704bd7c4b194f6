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
  const bits = (n: number, size: number) => BigInt(Math.floor(n * 2 ** size))
  const uuid =
    (BigInt.asUintN(48, BigInt(Math.trunc(millis))) << 80n) |
    (7n << 76n) |
    (bits(random[0], 12) << 64n) |
    (2n << 62n) |
    (bits(random[1], 30) << 32n) |
    (bits(random[2], 16) << 16n) |
    bits(random[3], 16)
  let text = ""
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += alphabet[Number((uuid >> shift) & 31n)]
  return `${prefix}_${text}`
}
