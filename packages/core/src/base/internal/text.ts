/**
 * How typed text is cleaned before anything is compared or matched.
 */

/** Characters that nobody sees: soft hyphen, zero-width space, direction marks, byte-order mark. Joiners stay: names need them. */
const unseen = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu

const ascii = /^[\0-\x7F]*$/u

/** Whether a text is words of Latin letters, digits and signs with one space between, so that there is nothing to clean. */
const isClean = (text: string): boolean => {
  let before = 32
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 33 ? code !== 32 || before === 32 : code > 126 && (code < 161 || code === 173 || code > 0x17f))
      return false
    before = code
  }
  return before !== 32
}

/** Returns one line of text: NFC, runs of white space as one space, trimmed, without characters that nobody sees. */
export const line = (input: string): string =>
  isClean(input) ? input : input.replace(unseen, "").normalize("NFC").replace(/\s+/gu, " ").trim()

/** Returns a text in NFC without white space around it. */
export const trim = (input: string): string => (isClean(input) ? input : input.normalize("NFC").trim())

/** Returns whether a text holds control characters, unassigned code points or halves of a surrogate pair. */
export const isUnprintable = (text: string): boolean => /[\p{Cc}\p{Cs}\p{Cn}\p{Co}]/u.test(text)

/** Returns a code in capitals without white space and separators (the minus sign and the Japanese long sound among them); what else is in it stays, so that it is refused. */
export const compact = (input: string): string =>
  capitals.test(input)
    ? withoutSpaces(input)
    : input
        .normalize("NFKC")
        .toUpperCase()
        .replace(/[\s\p{Cf}\p{Pd}\u2212\u30FC.·_/]/gu, "")

const capitals = /^[A-Z0-9 ]*$/u

const withoutSpaces = (input: string): string => (input.includes(" ") ? input.replaceAll(" ", "") : input)

/** Returns the same without brackets, colons and commas too, as people write "VAT: BE (0)403.019.261". */
export const number = (input: string): string =>
  capitals.test(input) ? withoutSpaces(input) : compact(input.replace(/[(),:;]/gu, ""))

/** Letters that Unicode does not take apart, in the spelling that people without the key use. */
const plain: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ß: "ss",
  þ: "th",
  ı: "i"
}

/** Returns what is left of a name when case, accents, hyphens, spaces and punctuation do not count. */
export const fold = (input: string): string =>
  ascii.test(input)
    ? input.toLowerCase().replace(/[^a-z0-9]+/gu, "")
    : input
        .normalize("NFKD")
        .toLowerCase()
        .replace(/[æœøđðłßþı]/gu, (letter) => plain[letter] ?? letter)
        .replace(/[\u0300-\u036F]|[^\p{L}\p{M}\p{N}]/gu, "")

/** Returns whether two texts differ by at most one letter: replaced, left out, added, or swapped with its neighbour. */
export const isNear = (a: string, b: string): boolean => {
  if (a === b) return true
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

/** Returns the one value that all entries agree on; `undefined` when there is none or more than one. */
export const only = <A>(values: Iterable<A>): A | undefined => {
  const distinct = new Set(values)
  return distinct.size === 1 ? [...distinct][0] : undefined
}
