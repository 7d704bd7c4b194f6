/**
 * What a check knows beside the draft: when, under whom, by whom, sold by whom.
 *
 * @since 0.1.0
 */
import type { Instant } from "../Instant.ts"
import type { Finding } from "../party/Finding.ts"
import type { Profile } from "../party/Profile.ts"
import type * as TaxZone from "../tax/TaxZone.ts"
import type * as VatEvidence from "../tax/VatEvidence.ts"
import type { Licenses } from "../tree/Licenses.ts"
import type { Right } from "../tree/Rights.ts"

/**
 * A check of your own, for the rule `custom`: returns what is wrong with the value at the rule's pointer.
 *
 * @category models
 * @since 0.1.0
 */
export type Custom = (value: unknown, profile: Profile) => ReadonlyArray<Finding>

/**
 * What a check knows beside the draft.
 *
 * **Details**
 *
 * A key that is missing is not known here: a rule that needs it answers `serverCheckRequired`. A browser that only renders
 * a form has none of them; the server has all.
 *
 * @category models
 * @since 0.1.0
 */
export interface Situation {
  /** Decides which day's tax rates apply. */
  readonly now?: Instant
  /** Who sells, and under which tax policy. */
  readonly seller?: TaxZone.Seller
  readonly parent?: {
    readonly profile: Profile
    /** How deep the parent lies; a root has depth 0. */
    readonly depth: number
    readonly rights: ReadonlyArray<Right>
    readonly offered: Licenses
  }
  readonly creator?: {
    /** Levels between the creator's home and the customer; 1 for its parent and for support. */
    readonly distance: number
    readonly rights: ReadonlyArray<Right>
  }
  /** The customer is submitted already: fields for creation only are no longer asked for. */
  readonly submitted?: boolean
  /** What was found out about a VAT id; says nothing about another one. */
  readonly vatEvidence?: VatEvidence.Known
  readonly custom?: Readonly<Record<string, Custom>>
}
