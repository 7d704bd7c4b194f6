/**
 * Customers, events and commits to test with: small, valid and fresh.
 *
 * States are never written by hand: they are what `Evolve` makes of the events beside them.
 *
 * @since 0.1.0
 */
import {
  CommandId,
  type Customer,
  CustomerId,
  CustomerStore,
  Event,
  Evolve,
  Instant,
  PlatformId,
  type Profile,
  UserId,
  type UserStore
} from "@clientele/core"
import type { NonEmptyReadonlyArray } from "effect/Array"
import type * as Effect from "effect/Effect"
import { begin, fresh } from "./internal/drawing.ts"

/**
 * The instant at which all samples happen.
 *
 * @category constants
 * @since 0.1.0
 */
export const at: Instant.Instant = Instant.fromMillis(begin)

/**
 * Draws a customer id that nobody has; each is greater than those drawn before.
 *
 * @category constructors
 * @since 0.1.0
 */
export const customerId: Effect.Effect<CustomerId.CustomerId> = fresh(CustomerId.fromParts)

/**
 * Draws a platform id that nobody has; each is greater than those drawn before.
 *
 * @category constructors
 * @since 0.1.0
 */
export const platformId: Effect.Effect<PlatformId.PlatformId> = fresh(PlatformId.fromParts)

/**
 * Draws a user id that nobody has; each is greater than those drawn before.
 *
 * @category constructors
 * @since 0.1.0
 */
export const userId: Effect.Effect<UserId.UserId> = fresh(UserId.fromParts)

/**
 * Draws a command id that nobody has; each is greater than those drawn before.
 *
 * @category constructors
 * @since 0.1.0
 */
export const commandId: Effect.Effect<CommandId.CommandId> = fresh(CommandId.fromParts)

/**
 * Whoever did what the samples record.
 *
 * @category constants
 * @since 0.1.0
 */
export const somebody: UserId.UserId = UserId.fromParts(0, [0, 0, 0, 0])

/**
 * The command that the samples record.
 *
 * @category constants
 * @since 0.1.0
 */
export const command: CommandId.CommandId = CommandId.fromParts(0, [0, 0, 0, 0])

/**
 * Returns the first write of a root: its platform opened.
 *
 * @category constructors
 * @since 0.1.0
 */
export const root = (
  platform: PlatformId.PlatformId,
  id: CustomerId.CustomerId,
  profile: Profile.Profile = {}
): CustomerStore.Write =>
  written({ platform, id }, null, [
    { _tag: "PlatformOpened", profile, checked: { portalVersion: 1, referenceVersion: "sample" } }
  ])

/**
 * Returns the first write of a customer below another: a draft.
 *
 * @category constructors
 * @since 0.1.0
 */
export const child = (
  parent: { readonly platform: PlatformId.PlatformId; readonly id: CustomerId.CustomerId },
  id: CustomerId.CustomerId,
  profile: Profile.Profile = {},
  portal = "samples"
): CustomerStore.Write =>
  written({ platform: parent.platform, id }, null, [{ _tag: "Opened", parent: parent.id, portal, profile }])

/**
 * Returns the write of further events to a customer as it is kept.
 *
 * @category constructors
 * @since 0.1.0
 */
export const next = (
  before: CustomerStore.Stored,
  ...events: NonEmptyReadonlyArray<Event.Event>
): CustomerStore.Write => written(before.customer, before, events)

/**
 * Returns the write that moves a customer to another parent.
 *
 * @category constructors
 * @since 0.1.0
 */
export const moved = (before: CustomerStore.Stored, to: CustomerStore.Stored): CustomerStore.Write =>
  next(before, { _tag: "Moved", from: before.customer.parent, to: to.customer.id })

/**
 * Returns the write that erases a customer with the history it has.
 *
 * @category constructors
 * @since 0.1.0
 */
export const erased = (
  before: CustomerStore.Stored,
  history: ReadonlyArray<Event.Recorded | Event.Redacted>
): CustomerStore.Write => ({ ...next(before, { _tag: "Erased" }), rewritten: history.map(Event.redact) })

/**
 * Returns the customer as a write leaves it.
 *
 * @category getters
 * @since 0.1.0
 */
export const after = ({ customer, events, expected }: CustomerStore.Write): CustomerStore.Stored => ({
  customer,
  version: CustomerStore.Version.make(expected + events.length)
})

/**
 * Returns a commit of writes that asks for and claims nothing, but for what `more` says.
 *
 * @category constructors
 * @since 0.1.0
 */
export const commit = (
  writes: NonEmptyReadonlyArray<CustomerStore.Write>,
  more: Partial<Omit<CustomerStore.Commit, "writes">> = {}
): CustomerStore.Commit => ({
  platform: writes[0].customer.platform,
  writes,
  requires: [],
  claim: [],
  release: [],
  idempotency: null,
  structural: false,
  ...more
})

/**
 * Returns the record of a write under an idempotency key.
 *
 * @category constructors
 * @since 0.1.0
 */
export const idempotency = (
  write: CustomerStore.Write,
  more: Partial<CustomerStore.IdempotencyRecord> = {}
): CustomerStore.IdempotencyRecord => ({
  platform: write.customer.platform,
  actor: somebody,
  key: "key-1",
  fingerprint: "fingerprint-1",
  at,
  command,
  customer: write.customer.id,
  version: after(write).version,
  warnings: [
    { pointer: "/name", step: "company", severity: "warning", code: "nameUnusual", message: "Jan Janssen is unusual" }
  ],
  ...more
})

/**
 * Returns a user at home at a customer.
 *
 * @category constructors
 * @since 0.1.0
 */
export const user = (
  home: { readonly platform: PlatformId.PlatformId; readonly id: CustomerId.CustomerId },
  id: UserId.UserId,
  login: string,
  more: Partial<UserStore.User> = {}
): UserStore.User => ({
  id,
  platform: home.platform,
  home: home.id,
  role: "administrator",
  login: { name: login, key: login.toLowerCase() },
  displayName: "Jan Janssen",
  email: "jan@example.com",
  enabled: true,
  createdAt: at,
  ...more
})

const written = (
  { id, platform }: { readonly platform: PlatformId.PlatformId; readonly id: CustomerId.CustomerId },
  before: CustomerStore.Stored | null,
  events: NonEmptyReadonlyArray<Event.Event>
): CustomerStore.Write => {
  const expected = before?.version ?? CustomerStore.Version.make(0)
  const recorded = (event: Event.Event, index: number): Event.Recorded => ({
    schema: Event.schemaVersion,
    platform,
    customer: id,
    sequence: expected + index + 1,
    at,
    by: somebody,
    via: null,
    command: { id: command, name: "edit" },
    event
  })
  const [first, ...rest] = events
  const all = [recorded(first, 0), ...rest.map((event, index) => recorded(event, index + 1))] as const
  const customer = all.reduce<Customer.Customer | null>(Evolve.evolve, before?.customer ?? null)
  if (customer === null) throw new Error("the first event of a customer opens it")
  return { customer, expected, events: all }
}
