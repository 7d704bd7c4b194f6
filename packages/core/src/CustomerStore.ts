/**
 * Port: where customers, their events and their claims are kept.
 *
 * @since 0.1.0
 */
import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import { CommandId } from "./CommandId.ts"
import type { Claim, Customer } from "./customer/Customer.ts"
import type { DisplayStatus } from "./customer/DisplayStatus.ts"
import type { Recorded, Redacted } from "./customer/Event.ts"
import { CustomerId } from "./CustomerId.ts"
import * as Instant from "./Instant.ts"
import type { PlatformId } from "./PlatformId.ts"
import type { Issue } from "./portal/Issue.ts"

/**
 * Schema for how often a customer was written. Equals the number of its events; 0 means that it is not there.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Version = Schema.Natural.pipe(Schema.brand("Version"))

/**
 * @category models
 * @since 0.1.0
 */
export type Version = typeof Version.Type

/**
 * A customer as it is kept.
 *
 * @category models
 * @since 0.1.0
 */
export interface Stored {
  readonly customer: Customer
  readonly version: Version
}

/**
 * One customer's part of a commit.
 *
 * @category models
 * @since 0.1.0
 */
export interface Write {
  /** State after the events. */
  readonly customer: Customer
  /** Version on which the decision was taken; the events carry the sequences that follow. */
  readonly expected: Version
  readonly events: NonEmptyReadonlyArray<Recorded>
  /**
   * Set by an erasure: the earlier events without what is personal, all of them in order, to take the place of those
   * kept. The warnings and fingerprints of the customer's earlier idempotency records are emptied with them, and its
   * users are removed (see `UserStore`).
   */
  readonly rewritten?: ReadonlyArray<Redacted>
}

/**
 * What else must still be so when the commit happens.
 *
 * **Details**
 *
 * `version`: another customer that the decision relied on was not written meanwhile. `children`: under this customer
 * nobody came, went or was written meanwhile; `versions` are the direct children then. Both speak of the state before the
 * commit: its own writes do not break its requirements.
 *
 * @category models
 * @since 0.1.0
 */
export type Requirement =
  | { readonly _tag: "version"; readonly customer: CustomerId; readonly version: Version }
  | {
      readonly _tag: "children"
      readonly customer: CustomerId
      readonly versions: ReadonlyArray<readonly [customer: CustomerId, version: Version]>
    }

/**
 * Record of a command that was carried out under a key of the caller's: enough to give the same answer again.
 *
 * **Details**
 *
 * Holds where to find the answer, not the answer. `fingerprint` is a hash of the command. Erasing a customer empties the
 * warnings and the fingerprint of its records. Counts for {@link recordLife}; see {@link isForgotten}.
 *
 * @category models
 * @since 0.1.0
 */
export interface IdempotencyRecord {
  readonly platform: PlatformId | null
  readonly actor: string
  readonly key: string
  readonly fingerprint: string
  readonly at: Instant.Instant
  readonly command: CommandId
  readonly customer: CustomerId
  readonly version: Version
  /** What a person should look at. */
  readonly warnings: ReadonlyArray<Issue>
}

/**
 * How long the record of an idempotency key counts: seven days, in milliseconds.
 *
 * @category constants
 * @since 0.1.0
 */
export const recordLife = 7 * Instant.day

/**
 * Returns whether a record is as if not there at an instant: it is older than {@link recordLife} then, by the time that it
 * bears itself.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isForgotten = (record: Pick<IdempotencyRecord, "at">, at: Instant.Instant): boolean =>
  Instant.toMillis(at) - Instant.toMillis(record.at) > recordLife

/**
 * All or nothing: what one command writes.
 *
 * @category models
 * @since 0.1.0
 */
export interface Commit {
  readonly platform: PlatformId
  /** Each of another customer. */
  readonly writes: NonEmptyReadonlyArray<Write>
  readonly requires: ReadonlyArray<Requirement>
  /** A key that the customer holds already stays its own. No key is claimed and released by the same commit. */
  readonly claim: ReadonlyArray<Claim & { readonly customer: CustomerId }>
  /** A key that the customer does not hold is left alone. */
  readonly release: ReadonlyArray<Claim & { readonly customer: CustomerId }>
  readonly idempotency: IdempotencyRecord | null
  /** Waits for other structural commits of the platform and is waited for by them. */
  readonly structural: boolean
}

/**
 * Which customers a page holds, and in which order.
 *
 * @category models
 * @since 0.1.0
 */
export interface Query {
  readonly platform: PlatformId
  /** Only what a user at home there sees; `null`: the whole platform, for support. */
  readonly viewer: CustomerId | null
  /** Only this customer and those below it. */
  readonly within?: CustomerId
  /** Only the direct children of this customer. */
  readonly parent?: CustomerId
  readonly portal?: string
  readonly status?: ReadonlyArray<DisplayStatus>
  /** Only those whose search text holds this, compared without regard to case. */
  readonly text?: string
  /** `tree`: each after its parent, siblings in order of creation. `newest`: last created first. */
  readonly order: "tree" | "newest"
  /** The customer after whose row the page begins, be it of the page or not; where it lies now decides. The viewer has to see it. */
  readonly after?: CustomerId
  /** Rows, at most: 1–1,001. A fraction is cut off; below one, or no number, is none. */
  readonly limit: number
  /** Decides which demos have expired. */
  readonly now: Instant.Instant
}

/**
 * A row of a page.
 *
 * @category models
 * @since 0.1.0
 */
export interface Row extends Stored {
  /** The ancestors, nearest first. */
  readonly above: ReadonlyArray<Stored>
}

/**
 * An event of the platform's feed. `position` sorts as text and grows without ever going back.
 *
 * @category models
 * @since 0.1.0
 */
export interface FeedEntry {
  readonly position: string
  readonly recorded: Recorded | Redacted
}

/**
 * What an adapter promises beyond the required laws. The conformance suite tests both answers.
 *
 * @category models
 * @since 0.1.0
 */
export interface Capabilities {
  /** What was acknowledged outlives the process that wrote it. */
  readonly durable: boolean
}

/**
 * Somebody else wrote first. Read again, decide again, retry.
 *
 * **Details**
 *
 * `actual` is `null` where it is not one version that differs but the tree around `customer`.
 *
 * @category errors
 * @since 0.1.0
 */
export class VersionConflict extends Schema.TaggedError<VersionConflict>()("VersionConflict", {
  customer: CustomerId,
  expected: Version,
  actual: Schema.NullOr(Version)
}) {
  override get message(): string {
    return this.actual === null
      ? `the tree around ${this.customer} changed meanwhile; read again`
      : `${this.customer} is at version ${this.actual}, expected ${this.expected}; read again`
  }
}

/**
 * Another customer holds a key that this commit claims. Nothing was written.
 *
 * @category errors
 * @since 0.1.0
 */
export class ClaimTaken extends Schema.TaggedError<ClaimTaken>()("ClaimTaken", {
  kind: Schema.Literals(["login", "tenantDomain", "externalKey"]),
  scope: Schema.String,
  key: Schema.String
}) {
  override get message(): string {
    return `this ${this.kind} is taken`
  }
}

/**
 * A commit under this idempotency key is there already. Nothing was written; read the record and answer from it.
 *
 * @category errors
 * @since 0.1.0
 */
export class AlreadyCommitted extends Schema.TaggedError<AlreadyCommitted>()("AlreadyCommitted", {
  key: Schema.String,
  command: CommandId
}) {}

/**
 * The store could not be reached or did not answer in time; trying again may help.
 *
 * **Details**
 *
 * A read changed nothing. A commit that was under way when the connection broke may have been written: with an
 * idempotency key, trying again does it once and gives the answer that was lost.
 *
 * @category errors
 * @since 0.1.0
 */
export class CustomerStoreUnavailable extends Schema.TaggedError<CustomerStoreUnavailable>()(
  "CustomerStoreUnavailable",
  {
    cause: Schema.optionalKey(Schema.Defect()),
    /** The address that did not answer, for a store that lies behind one; nothing secret is in it. */
    where: Schema.optionalKey(Schema.String)
  }
) {
  override get message(): string {
    return `${this.where ?? "the customer store"} cannot be reached; try again, with the same idempotency key if something was to be written`
  }
}

type Read<A> = Effect.Effect<A, CustomerStoreUnavailable>

/**
 * Service that keeps customers.
 *
 * **When to use**
 *
 * Use when you write an adapter. Applications use `Customers`, which alone knows the rules.
 *
 * **Details**
 *
 * Failures that the caller can act on are typed; a kept value that no longer decodes is a defect. An adapter is certified
 * by `CustomerStoreConformance` of the testkit.
 *
 * @category services
 * @since 0.1.0
 */
export class CustomerStore extends Context.Service<
  CustomerStore,
  {
    readonly capabilities: Capabilities

    /** Returns the customer and its ancestors up to the root, nearest first; empty if it is not there. */
    readonly line: (id: CustomerId) => Read<ReadonlyArray<Stored>>

    /** Returns those of the customers that are there, in any order. */
    readonly many: (ids: ReadonlyArray<CustomerId>) => Read<ReadonlyArray<Stored>>

    /** Returns all customers below one, each after its parent; at most `limit`, all where it is missing. */
    readonly below: (id: CustomerId, limit?: number) => Read<ReadonlyArray<Stored>>

    /** Returns the direct children, in order of creation, which is that of their ids. */
    readonly children: (id: CustomerId) => Read<ReadonlyArray<Stored>>

    /** Returns the rows of a page; `null` where it would begin after a customer that the viewer does not see. */
    readonly page: (query: Query) => Read<ReadonlyArray<Row> | null>

    /** Returns the events of a customer, from the first; erased where they were. */
    readonly events: (id: CustomerId) => Read<ReadonlyArray<Recorded | Redacted>>

    /** Returns at most `limit` events of a platform after a position, in the order of their commits; from the first for `null`. */
    readonly feed: (platform: PlatformId, after: string | null, limit: number) => Read<ReadonlyArray<FeedEntry>>

    /** Emits once subscribed, then whenever the platform's feed may have grown; at least once after each commit from then on. */
    readonly changes: (platform: PlatformId) => Stream.Stream<void, CustomerStoreUnavailable>

    /** Returns who holds a key, be it by a user's login; `null` if it is free. */
    readonly holder: (claim: Claim) => Read<CustomerId | null>

    /**
     * Returns the record of a key of an actor in a platform (`null`: outside all); `null` if there is none. One that is
     * forgotten (`isForgotten`) may be there for a while; an adapter clears it away in time. Whoever asks looks at its time.
     */
    readonly idempotency: (platform: PlatformId | null, actor: string, key: string) => Read<IdempotencyRecord | null>

    /**
     * Writes all of a commit or nothing. Fails with `VersionConflict` if a version or requirement no longer holds, with
     * `ClaimTaken` if a key is held by another customer, with `AlreadyCommitted` if the idempotency key is known: in this
     * order of precedence: known key, versions, claims. A key is free again, and its record is replaced, once that is
     * forgotten at the time of the commit's own record. A customer that would come to lie deeper than ten levels, below
     * itself, or below one that is not there in the platform is a `VersionConflict` too: the decision knew another tree. So is one that is
     * written twice.
     */
    readonly commit: (
      commit: Commit
    ) => Effect.Effect<void, VersionConflict | ClaimTaken | AlreadyCommitted | CustomerStoreUnavailable>

    /**
     * Writes commits that stand for themselves, in order; one outcome each: a refused one does not touch the others. For whoever
     * brings many: imports.
     */
    readonly commitAll: (
      commits: ReadonlyArray<Commit>
    ) => Read<ReadonlyArray<VersionConflict | ClaimTaken | AlreadyCommitted | null>>
  }
>()("@clientele/core/CustomerStore") {}
