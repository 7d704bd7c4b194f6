/**
 * Internet domains of a customer, and the name of its Microsoft tenant.
 *
 * @since 0.1.0
 */
import * as DomainName from "./internal/domainName.ts"
import * as Text from "../base/internal/text.ts"
import type { ReferenceData } from "../reference/ReferenceData.ts"
import * as Finding from "./Finding.ts"

/**
 * What Microsoft appends to a tenant's prefix (MH-46).
 *
 * @category constants
 * @since 0.1.0
 */
export const tenantSuffix = ".onmicrosoft.com"

/**
 * Most characters of a tenant's prefix: 27.
 *
 * @category constants
 * @since 0.1.0
 */
export const maximumTenantPrefix = 27

/**
 * Returns a domain in lower case, in `xn--` form where it has other letters: `münchen.de` → `xn--mnchen-3ya.de`.
 *
 * **Details**
 *
 * The domain must be registered, or lie below one that is, under a public suffix of the registries. Errors:
 * `domainInvalid` for what is not a domain, with the domain as proposal where a web address or `www.` was given;
 * `domainNotRegistrable` for a bare suffix (`co.uk`) or an unknown top level; `serverCheckRequired` where the suffixes
 * are not loaded. Whether somebody registered it, and who, is not looked up.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string, reference: ReferenceData): Finding.Parsed<string> => {
  if (canonical.test(input)) return parseHost(input, reference)
  const text = Text.line(input)
  // Some registries hand out a name www (www.ck): it is refused only where a domain is left without it.
  return /^www\./iu.test(text) && within(text) !== undefined ? refuse(text, reference) : parseHost(text, reference)
}

/** A name that is canonical already, and no `www.` before another. */
const canonical = new RegExp(`^(?!www\\.)${DomainName.lower}$`, "u")

/**
 * Returns the name of a host on the internet, as {@link parse} does; `www.` is welcome.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parseHost = (input: string, reference: ReferenceData): Finding.Parsed<string> => {
  const text = Text.line(input)
  const name = DomainName.canonical(text)
  if (name === undefined) return refuse(text, reference)
  if (reference.suffixes === undefined) return Finding.notLoaded("The domain")
  return DomainName.registered(name, reference.suffixes) === undefined
    ? Finding.refuse("domainNotRegistrable", `Nobody can register ${name}; write a domain like example.com`)
    : Finding.accept(name)
}

/**
 * Returns the part of a canonical domain that was registered: `example.co.uk` for `mail.example.co.uk`.
 *
 * **Details**
 *
 * `undefined` for a bare or unknown suffix, and where the suffixes are not loaded.
 *
 * @category getters
 * @since 0.1.0
 */
export const registrable = (domain: string, reference: ReferenceData): string | undefined =>
  reference.suffixes === undefined ? undefined : DomainName.registered(domain, reference.suffixes)

/**
 * Returns the prefix of a Microsoft tenant in lower case: `contoso` for `Contoso` and `contoso.onmicrosoft.com`.
 *
 * **Details**
 *
 * Letters and digits, a letter first, at most 27. Anything else is `tenantPrefixInvalid`, with a proposal where leaving
 * out the other characters is enough (`my-shop` → `myshop`). Whether it is free, only Microsoft knows.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parseTenantPrefix = (input: string): Finding.Parsed<string> => {
  const text = Text.line(input).toLowerCase()
  const prefix = text.endsWith(tenantSuffix) ? text.slice(0, -tenantSuffix.length) : text
  if (isTenantPrefix(prefix)) return Finding.accept(prefix)
  const stripped = prefix.length > maximumTenantPrefix * 2 ? "" : prefix.normalize("NFKD").replace(/[^a-z0-9]/gu, "")
  return Finding.refuse(
    "tenantPrefixInvalid",
    `The name before ${tenantSuffix} has 1 to ${maximumTenantPrefix} letters and digits and begins with a letter`,
    isTenantPrefix(stripped) ? stripped : undefined
  )
}

/**
 * Returns the domain of the Microsoft tenant with a prefix: `contoso.onmicrosoft.com` for `contoso` (MH-46).
 *
 * @category getters
 * @since 0.1.0
 */
export const tenant = (prefix: string): string => `${prefix}${tenantSuffix}`

const isTenantPrefix = (text: string): boolean => text.length <= maximumTenantPrefix && /^[a-z][a-z0-9]*$/u.test(text)

const refuse = (text: string, reference: ReferenceData): Finding.Parsed<never> => {
  const inside = within(text)
  return Finding.refuse(
    "domainInvalid",
    `Write the domain alone, like ${inside ?? "example.com"}`,
    inside !== undefined && registrable(inside, reference) !== undefined ? inside : undefined
  )
}

/** The domain in a web address or before a trailing dot. */
const within = (text: string): string | undefined => {
  const bare = text
    .slice(0, 2000)
    .toLowerCase()
    .replace(/^[a-z]+:\/\//u, "")
    .replace(/[/?#:].*$/u, "")
    .replace(/\.$/u, "")
    .replace(/^www\./u, "")
  return DomainName.canonical(bare)
}
