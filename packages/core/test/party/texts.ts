import { Arbitrary, Schema } from "effect"

const between = (minimum: number, maximum: number) =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum, maximum })))

/** Letters of many scripts, controls, joiners, halves of surrogate pairs: any string at all. */
const anything = Arbitrary.map(Arbitrary.array(between(0, 0xffff), { maxLength: 40 }), (units) =>
  String.fromCharCode(...units)
)

/** Characters that mean something to one check or another. */
const alphabet = [
  ..."0O1Il5S8B2ZaBéßİıſςΣ中\u200b\u00a0\u0000\t\n -–.·_/@+()<>%,:;#\\ùñNLDEGRXIU",
  "\u{1F600}",
  "\ud800"
]
const meaningful = Arbitrary.map(Arbitrary.array(between(0, alphabet.length - 1), { maxLength: 30 }), (picks) =>
  picks.map((pick) => alphabet[pick]).join("")
)

/** Any text: half of it noise, half made of what the checks look at. */
export const text = Arbitrary.map(Arbitrary.all([between(0, 1), anything, meaningful]), ([which, a, b]) =>
  which === 0 ? a : b
)

/** One of the entries. */
export const one = <A>(entries: ReadonlyArray<A>): Arbitrary.Arbitrary<A> =>
  Arbitrary.map(between(0, entries.length - 1), (at) => entries[at]!)

const separators = ["", " ", "-", ".", "  ", "\u00a0"]

/** A value like the example: some digits others, some letters in lower case, separators put in and left out. */
export const like = (example: string): Arbitrary.Arbitrary<string> =>
  Arbitrary.map(Arbitrary.array(between(0, 999), { minLength: 40, maxLength: 40 }), (dice) =>
    [...example]
      .map((character, at) => {
        const die = dice[at] ?? 0
        const digit = /\d/.test(character) && die % 4 === 0 ? String(die % 10) : character
        const cased = die % 3 === 0 ? digit.toLowerCase() : digit
        return /[\s-]/.test(character) ? separators[die % separators.length] : cased
      })
      .join("")
  )

export const runs = { arbitrary: { runs: 1000 } }
