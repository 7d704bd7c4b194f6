/** Names of the vocabulary as a person reads them. */
import words from "./words.json" with { type: "json" }

const known: Readonly<Record<string, string>> = words

/** Returns the name of a command, a key, a status or a reason: `pendingApproval` is "Pending approval". */
export const of = (name: string): string =>
  known[name] ?? capital(name.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`))

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Returns a text as a sentence, said to whoever it is about. */
export const sentence = (text: string): string => {
  const begun = capital(
    text.trim().replace(/\b([Tt])he actor's home\b/gu, (_, t: string) => (t === "T" ? "Your home" : "your home"))
  )
  return /[.?!…]$/u.test(begun) ? begun : `${begun}.`
}

export const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`

/** Returns an instant as a person reads it. */
export const instant = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`

/** A customer without any name goes by this. */
export const nameOf = ({ name }: { readonly name: string }): string => (name === "—" ? "No name yet" : name)
