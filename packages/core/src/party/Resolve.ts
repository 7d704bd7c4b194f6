/**
 * Whom a live reference means now: contacts, parties and billing addresses that are the same as another.
 *
 * @since 0.1.0
 */
import type { Address } from "./Address.ts"
import type { Contact, Role } from "./Contact.ts"
import type { Party } from "./Party.ts"
import type { Profile } from "./Profile.ts"

/**
 * What `sameAs` holds once somebody unticked it: the values entered beside it count. A missing `sameAs` means the same.
 *
 * @category constants
 * @since 0.1.0
 */
export const own = "own"

/**
 * Which party of a contract.
 *
 * @category models
 * @since 0.1.0
 */
export type Which = "licensee" | "contractor" | "invoiceRecipient"

/**
 * Returns the person who holds a role now; `null` where nobody is named.
 *
 * **Details**
 *
 * Follows `sameAs` to another role of the same customer, and `parent` to the same role one customer further up, as often as
 * it takes; references that end nowhere or run in a circle name nobody. `parents` are the profiles above the customer,
 * nearest first. Where no contact is named as `admin`, the administrator asked for at creation is.
 *
 * **Gotchas**
 *
 * Nothing is copied: ask again after each change of the customer or of those above it.
 *
 * **Example** (Following a ticked box)
 *
 * ```ts import.meta.vitest
 * import { Resolve } from "@clientele/core"
 *
 * const contacts = { primary: { firstName: "Jan" }, billing: { sameAs: "primary", firstName: "Piet" } }
 * Resolve.contact({ contacts }, "billing") // => { firstName: "Jan" }
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const contact = (profile: Profile, role: Role, parents: ReadonlyArray<Profile> = []): Contact | null =>
  follow([profile, ...parents], role, contactIn)

/**
 * Returns who a party of a customer is now; `null` where none is named.
 *
 * **Details**
 *
 * Follows `sameAs` to another party of the same customer, and `parent` to the same party of the customer above, as often
 * as it takes. A parent without that party stands in as its licensee, and any customer without a licensee is its own. A VAT
 * id given beside a reference is laid over the party it leads to (OC-23); nothing else is. A demo has no invoice recipient.
 * References that end nowhere or run in a circle name nobody. `parents` are the profiles above the customer, nearest first.
 *
 * @category getters
 * @since 0.1.0
 */
export const party = (profile: Profile, which: Which, parents: ReadonlyArray<Profile> = []): Party | null => {
  const line = [profile, ...parents]
  let vatId: string | undefined
  const found = follow<Party>(line, which, (at, place, level) => {
    const named =
      partyIn(at, place) ??
      (level > 0 && place !== "licensee" ? { sameAs: "licensee" } : undefined) ??
      (place === "licensee" ? itself(at, line.slice(level + 1)) : undefined)
    vatId ??= named?.vatId
    return named
  })
  return found === null || vatId === undefined ? found : { ...found, vatId }
}

/**
 * Returns the address that invoices bear now; `null` where none is entered.
 *
 * **Details**
 *
 * The customer's own address while the box is ticked, and where the portal asks for no billing address at all.
 *
 * @category getters
 * @since 0.1.0
 */
export const billingAddress = ({ address, billing }: Profile): Address | null =>
  (billing === undefined || billing.sameAsCustomer === true ? address : billing.address) ?? null

/** Walks references along a line of profiles. Each place is looked at once, so that no circle is walked twice. */
const follow = <A extends { readonly sameAs?: string }>(
  line: ReadonlyArray<Profile>,
  from: string,
  read: (profile: Profile, place: string, level: number) => A | undefined
): Omit<A, "sameAs"> | null => {
  const seen = new Set<string>()
  let place = from
  let level = 0
  for (;;) {
    const profile = line[level]
    const step = `${level} ${place}`
    if (profile === undefined || seen.has(step)) return null
    seen.add(step)
    const found = read(profile, place, level)
    if (found === undefined) return null
    const { sameAs = own, ...values } = found
    if (sameAs === own) return Object.keys(values).length === 0 ? null : values
    if (sameAs === "parent") level += 1
    else place = sameAs
  }
}

const contactIn = ({ admin, contacts = {} }: Profile, role: string): Contact | undefined => {
  const named = Object.hasOwn(contacts, role) ? contacts[role as Role] : undefined
  if (named !== undefined || role !== "admin" || admin === undefined) return named
  const { displayName: _, login: __, ...person } = admin
  return person
}

const partyIn = (profile: Profile, which: string): Party | undefined =>
  which === "licensee" || which === "contractor" || which === "invoiceRecipient" ? profile[which] : undefined

/** A customer as a party: what its own fields say, reached through its primary contact. */
const itself = (profile: Profile, parents: ReadonlyArray<Profile>): Party | undefined => {
  const { address, name, registrationNumber, vatId } = profile
  if (name === undefined && address === undefined) return undefined
  const { email, phone } = contact(profile, "primary", parents) ?? {}
  const entries = Object.entries({ name, address, email, phone, vatId, registrationNumber })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}
