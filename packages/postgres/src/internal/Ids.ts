/** Ids as the database keeps them: the sixteen bytes of a UUIDv7, without the prefix that says what they name. */

const digits = "0123456789abcdef"
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
/** By the code of the letter. */
const values = new Uint8Array(128)
for (const [value, letter] of [...alphabet].entries()) values[letter.charCodeAt(0)] = value

/** The UUID of `cus_…`, `plt_…`, `usr_…`, `tok_…`. */
export const uuid = (id: string): string => {
  let hex = ""
  let bits = 0
  let rest = 0
  // 26 letters of five bits are 130: the two in front are zero.
  const start = id.length - 26
  for (let at = 0; at < 26; at++) {
    rest = (rest << 5) | (values[id.charCodeAt(start + at)] ?? 0)
    bits += at === 0 ? 3 : 5
    while (bits >= 4) {
      bits -= 4
      hex += digits[(rest >> bits) & 15]
    }
    rest &= (1 << bits) - 1
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The id with a prefix that a UUID, or its 32 digits, stands for. */
export const fromUuid = (prefix: string, text: string): string => {
  const hex = text.replaceAll("-", "")
  let letters = ""
  let bits = 2
  let rest = 0
  for (let at = 0; at < 32; at++) {
    rest = (rest << 4) | Number.parseInt(hex.charAt(at), 16)
    bits += 4
    while (bits >= 5) {
      bits -= 5
      letters += alphabet[(rest >> bits) & 31]
    }
    rest &= (1 << bits) - 1
  }
  return `${prefix}_${letters}`
}

/** Stands for what lies outside all platforms. */
export const nil = "00000000-0000-0000-0000-000000000000"

/** A limit as the database takes it: without its fraction, none where it is no number or below one. */
export const whole = (limit: number): number => Math.min(2 ** 31 - 1, Math.max(0, Math.trunc(limit) || 0))
