/**
 * The state of a customer: orthogonal regions, each with its own history, none derived from another.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { CustomerId } from "../CustomerId.ts"
import { Instant } from "../Instant.ts"
import * as Personal from "../party/Personal.ts"
import { Profile, vatId } from "../party/Profile.ts"
import { PlatformId } from "../PlatformId.ts"
import * as TaxZone from "../tax/TaxZone.ts"
import { type Known, VatEvidence } from "../tax/VatEvidence.ts"
import type { Licenses } from "../tree/Licenses.ts"
import * as Rights from "../tree/Rights.ts"
import * as Visibility from "../tree/Visibility.ts"
import { UserId } from "../UserId.ts"
import { Hold } from "./Hold.ts"
import { Lifecycle } from "./Lifecycle.ts"
import { Mode } from "./Mode.ts"
import { Provisioning } from "./Provisioning.ts"

/**
 * Schema for who decided something, and when.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Mark = Schema.Struct({ by: UserId, at: Instant })

/**
 * Schema for the versions under which a customer was last checked.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Checked = Schema.Struct({ portalVersion: Schema.Int, referenceVersion: Schema.String })

/**
 * Schema for the state of a customer.
 *
 * **Details**
 *
 * Plain JSON throughout: the stored form is the form in memory. `profile` holds what was filled in (canonical once
 * submitted) and the settings that commands of their own change (visibility, rights, licences, external key, currency,
 * data centre, notifications). An erased customer keeps its place in the tree and nothing else.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Customer = Schema.Struct({
  id: CustomerId,
  platform: PlatformId,
  /** The customer that sells to this one; `null` for a root. */
  parent: Schema.NullOr(CustomerId),
  /** Id of the portal that created it; `platform` for a root. */
  portal: Schema.String,
  profile: Profile,
  lifecycle: Lifecycle,
  submitted: Schema.NullOr(Mark),
  approved: Schema.NullOr(Mark),
  checked: Schema.NullOr(Checked),
  /** The login reserved in the platform; `null` before submit and after its release. */
  login: Schema.NullOr(Schema.Struct({ name: Personal.Text, key: Personal.Text })),
  holds: Schema.Array(Hold),
  mode: Mode,
  /** Services switched on, by kind; a new customer has none (CP-02). */
  services: Schema.Array(Schema.String),
  provisioning: Schema.Record(Schema.String, Provisioning),
  vatEvidence: VatEvidence,
  taxZone: Schema.NullOr(TaxZone.Resolution),
  /** Operator's choice over the derived zone; the derived one is kept beside it. */
  taxZoneOverride: Schema.NullOr(Schema.Struct({ zone: Schema.String, by: UserId, at: Instant, note: Personal.Text })),
  legalHold: Schema.NullOr(Schema.Struct({ by: UserId, at: Instant, note: Personal.Text })),
  /** When erasure is due, once it is scheduled. */
  erasureAt: Schema.NullOr(Instant)
}).annotate({ identifier: "Customer" })

/**
 * @category models
 * @since 0.1.0
 */
export type Customer = typeof Customer.Type

/**
 * Returns how many levels of ancestors see the customer (1–10); `Visibility.effective` bounds it by the depth.
 *
 * @category getters
 * @since 0.1.0
 */
export const visibility = ({ profile }: Customer): number =>
  Math.min(Math.max(Math.trunc(profile.visibility ?? Visibility.everyAncestor), 1), Visibility.everyAncestor)

/**
 * Returns the delegated rights that the customer holds.
 *
 * **Details**
 *
 * What a draft asks for it does not hold yet, and what a closed customer held it holds no more.
 *
 * @category getters
 * @since 0.1.0
 */
export const rights = ({ lifecycle, profile }: Customer): ReadonlyArray<Rights.Right> =>
  holding.has(lifecycle._tag) ? Rights.normalise(profile.rights ?? []) : []

/**
 * Returns the licences the customer can choose from, as set on itself; `inherit` where it holds none of its own yet or any more.
 *
 * @category getters
 * @since 0.1.0
 */
export const licenses = ({ lifecycle, profile }: Customer): Licenses =>
  holding.has(lifecycle._tag) ? (profile.licenses ?? "inherit") : "inherit"

const holding: ReadonlySet<string> = new Set(["pendingApproval", "active", "closing"])

/**
 * Returns the VAT id under which the customer buys and what is known of it; `null` without one.
 *
 * @category getters
 * @since 0.1.0
 */
export const knownVatId = ({ profile, vatEvidence }: Customer): Known | null => {
  const id = vatId(profile)
  return id === undefined ? null : { vatId: id, evidence: vatEvidence }
}

/**
 * Returns the name to show: the official name, else the short one, else the admin's, else a dash.
 *
 * @category getters
 * @since 0.1.0
 */
export const displayName = ({ profile }: Customer): string =>
  profile.name ?? profile.shortName ?? profile.licensee?.name ?? profile.admin?.displayName ?? "—"

/**
 * Returns the text that a search looks through, lower-case: names, external key, domain, registration number.
 *
 * @category getters
 * @since 0.1.0
 */
export const searchText = ({ profile }: Customer): string =>
  [
    profile.name,
    profile.shortName,
    profile.licensee?.name,
    profile.externalKey,
    profile.primaryDomain,
    profile.registrationNumber
  ]
    .filter((text) => text !== undefined)
    .join(" ")
    .normalize("NFC")
    .toLowerCase()

/**
 * A key that at most one customer may hold within its scope.
 *
 * **Details**
 *
 * `login` and `tenantDomain` are unique in the platform (2T-31, MH-47), `externalKey` under the direct parent (2T-27).
 *
 * @category models
 * @since 0.1.0
 */
export interface Claim {
  readonly kind: "login" | "tenantDomain" | "externalKey"
  readonly scope: string
  readonly key: string
}

/**
 * Returns the keys that a customer in this state holds. What a commit claims and releases is the difference.
 *
 * **Details**
 *
 * A login is held from submit until it is released, through closing too. External key and tenant domain are held from
 * submit until the customer is closed.
 *
 * @category getters
 * @since 0.1.0
 */
export const claims = (customer: Customer): ReadonlyArray<Claim> => {
  const { lifecycle, login, parent, platform, profile } = customer
  const out: Array<Claim> = []
  if (login !== null) out.push({ kind: "login", scope: platform, key: login.key })
  if (["pendingApproval", "active", "closing"].includes(lifecycle._tag)) {
    const prefix = profile.microsoft?.way === "new" ? profile.microsoft.domainPrefix : undefined
    if (prefix !== undefined) out.push({ kind: "tenantDomain", scope: platform, key: prefix })
    if (profile.externalKey !== undefined) {
      out.push({
        kind: "externalKey",
        scope: parent ?? platform,
        key: profile.externalKey.normalize("NFC").toLowerCase()
      })
    }
  }
  return out
}
