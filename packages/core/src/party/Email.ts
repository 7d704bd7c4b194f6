/**
 * E-mail addresses that letters can be sent to.
 *
 * @since 0.1.0
 */
import * as DomainName from "./internal/domainName.ts"
import * as Text from "../base/internal/text.ts"
import type { ReferenceData } from "../reference/ReferenceData.ts"
import * as Finding from "./Finding.ts"

/**
 * Most characters of an address (254) and of what stands before the `@` (64); RFC 5321 §4.5.3.1.
 *
 * @category constants
 * @since 0.1.0
 */
export const bounds = { address: 254, local: 64 } as const

/** RFC 5322 §3.2.3, dot-atom. Quoted locals and other scripts exist and reach few mailboxes: they are refused. */
const dotAtom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/u

/** An address that is canonical already. */
const canonical = new RegExp(`${dotAtom.source.slice(0, -1)}@${DomainName.lower}$`, "u")

/**
 * Returns an address with its domain in lower case and `xn--` form; what stands before the `@` is kept as written.
 *
 * **Details**
 *
 * `emailInvalid` where the form is wrong (reported even when the suffixes are not loaded) or nobody can register the
 * domain (`a@co.uk`); a proposal where the address stands in angle brackets or has a comma for a dot.
 * `serverCheckRequired` where only the suffixes are missing. Whether the mailbox exists is not looked up.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string, reference: ReferenceData): Finding.Parsed<string> => {
  if (reference.suffixes !== undefined && isCanonical(input, reference.suffixes)) return Finding.accept(input)
  const text = Text.line(input)
  const address = split(text)
  if (address === undefined) {
    return Finding.refuse("emailInvalid", "Write the e-mail address like name@example.com", guess(text, reference))
  }
  if (reference.suffixes === undefined) return Finding.notLoaded("The e-mail address")
  return DomainName.registered(address.domain, reference.suffixes) === undefined
    ? Finding.refuse("emailInvalid", `No mail can reach ${address.domain}; write the address like name@example.com`)
    : Finding.accept(`${address.local}@${address.domain}`)
}

/**
 * Returns the parts of an address, the domain canonical; `undefined` where the form is wrong.
 *
 * **Details**
 *
 * The form alone: whether the domain can be registered is {@link parse}'s question.
 *
 * @category getters
 * @since 0.1.0
 */
export const split = (text: string): { readonly local: string; readonly domain: string } | undefined => {
  if (text.length > bounds.address) return undefined
  const at = text.lastIndexOf("@")
  if (at < 1 || at > bounds.local) return undefined
  const local = text.slice(0, at)
  const domain = DomainName.canonical(text.slice(at + 1))
  if (domain === undefined || !dotAtom.test(local)) return undefined
  return at + 1 + domain.length > bounds.address ? undefined : { local, domain }
}

const isCanonical = (text: string, suffixes: NonNullable<ReferenceData["suffixes"]>): boolean => {
  if (text.length > bounds.address || !canonical.test(text)) return false
  const at = text.indexOf("@")
  return at <= bounds.local && DomainName.registered(text.slice(at + 1), suffixes) !== undefined
}

const guess = (text: string, reference: ReferenceData): string | undefined => {
  if (reference.suffixes === undefined || text.length > bounds.address * 2) return undefined
  const bracketed = /<([^<>]+)>$/u.exec(text)?.[1]
  const address = split((bracketed ?? text).replace(/^mailto:/iu, "").replaceAll(",", "."))
  return address !== undefined && DomainName.registered(address.domain, reference.suffixes) !== undefined
    ? `${address.local}@${address.domain}`
    : undefined
}
