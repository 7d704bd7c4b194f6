/** Holds what a database has against what its clients were told. Pure, so that a test shows each finding. */
import { isDeepStrictEqual } from "node:util"
import { Customer, type Event, Evolve, Fingerprint } from "@clientele/core"
import type { Ledger } from "./Ledger.ts"
import type { Picture } from "./Messages.ts"

/** One sentence per finding. */
export interface Findings {
  /** Acknowledged commits that are not there, or not as they were acknowledged. */
  readonly lost: ReadonlyArray<string>
  /** Commands under one key that were carried out more than once, or although they were refused. */
  readonly doubled: ReadonlyArray<string>
  /** Commits of which only a part is there. */
  readonly halves: ReadonlyArray<string>
}

/** Texts of this form say which key a command came under, in what it wrote. */
const mark = /\bcrash-\d{6}\b/u

/** The text of an event that its own command brought; other parts of it may be older. */
const brought = ({ command, event }: Event.Recorded): string | null | undefined => {
  switch (event._tag) {
    // A draft that was there before has its text from the command that typed it.
    case "Submitted":
      return command.name === "create" ? event.profile.name : null
    case "Opened":
    case "ProfileEdited":
      return event.profile.name
    case "HoldPlaced":
    case "LegalHoldSet":
      return event.note
    case "ExternalKeyChanged":
      return event.externalKey
    case "CloseStarted":
      return event.reason
    default:
      return null
  }
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

const grouped = <A>(all: ReadonlyArray<A>, by: (one: A) => string): ReadonlyMap<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const one of all) {
    const group = groups.get(by(one))
    if (group === undefined) groups.set(by(one), [one])
    else group.push(one)
  }
  return groups
}

const claimsOf = (claims: ReadonlyArray<{ kind: string; scope: string; key: string }>) =>
  claims.map(({ key, kind, scope }) => JSON.stringify([kind, scope, key])).toSorted()

/** Returns what does not hold for the commands under `keys` and the customers in the picture. */
export const judge = (picture: Picture, ledger: Ledger, keys: Iterable<string>): Findings => {
  const lost: Array<string> = []
  const doubled: Array<string> = []
  const halves: Array<string> = []
  const events = picture.events as ReadonlyArray<Event.Recorded>
  const customers = new Map(picture.customers.map((one) => [one.id, one]))
  const eventsOf = grouped(events, ({ customer }) => customer)
  const claims = grouped(picture.claims, ({ customer }) => customer ?? "nobody")
  const records = grouped(picture.records, ({ key }) => key)
  const recorded = new Map(picture.records.map((one) => [one.command, one]))
  const asked = new Set(keys)

  for (const key of asked) {
    const told = ledger.acknowledged.get(key)
    const record = records.get(key)?.[0]
    if (told === undefined) {
      const why = ledger.refused.get(key)
      if (why !== undefined && record !== undefined) doubled.push(`${key} was refused (${why}), and is there`)
      continue
    }
    const { command, customer, version } = told
    if (record === undefined) lost.push(`${key} was acknowledged, and there is no record of it`)
    else if (record.command !== command || record.customer !== customer)
      doubled.push(`${key} was acknowledged as ${command}, and is there as ${record.command}`)
    if ((customers.get(customer)?.version ?? 0) < version)
      lost.push(`${key} was acknowledged as version ${version} of ${customer}, which is not there`)
    if (eventsOf.get(customer)?.[version - 1]?.command.id !== command)
      lost.push(`${key} was acknowledged as event ${version} of ${customer}, which is not there`)
  }

  for (const [key, some] of records) {
    if (some.length > 1) doubled.push(`${key} has ${some.length} records`)
    // A command about one customer may have written another one, which alone was looked at.
    for (const { command, customer, version } of some)
      if ((asked.has(key) || customers.has(customer)) && eventsOf.get(customer)?.[version - 1]?.command.id !== command)
        halves.push(`${key} has a record, and its events are not there`)
  }

  const written = new Map<string, string>()
  for (const one of events) {
    const { command, customer } = one
    const record = recorded.get(command.id)
    if (record === undefined) halves.push(`${command.id} wrote events of ${customer}, and has no record`)
    const key = mark.exec(brought(one) ?? "")?.[0]
    if (key === undefined) continue
    const first = written.get(key) ?? command.id
    written.set(key, first)
    if (first !== command.id) doubled.push(`${key} was carried out as ${first} and as ${command.id}`)
    // A key that was given out after the look began is there as it is kept.
    if (record !== undefined && record.key !== key && record.key !== Fingerprint.of(key))
      doubled.push(`${key} was carried out under ${record.key}`)
  }

  for (const { id, state, version } of picture.customers) {
    const own = eventsOf.get(id) ?? []
    if (own.length !== version || own.some(({ sequence }, at) => sequence !== at + 1))
      halves.push(`${id} is at version ${version} with the events ${own.map(({ sequence }) => sequence).join()}`)
    if (!isDeepStrictEqual(plain(state), plain(Evolve.replay(own))))
      halves.push(`${id} is not what its events make of it`)
    const holds = claimsOf(Customer.claims(state as Customer.Customer))
    if (!isDeepStrictEqual(claimsOf(claims.get(id) ?? []), holds))
      halves.push(`${id} does not hold just what it claims`)
  }
  for (const id of eventsOf.keys()) if (!customers.has(id)) halves.push(`there are events of ${id}, and no customer`)
  for (const { key, kind } of claims.get("nobody") ?? []) halves.push(`the ${kind} ${key} is held by nobody`)
  for (const { id, state } of picture.customers) {
    const { lifecycle, parent } = state as Customer.Customer
    const above = parent === null ? undefined : customers.get(parent)?.state
    if (above === undefined || lifecycle._tag !== "active") continue
    const held = Customer.rights(above as Customer.Customer)
    // Taking a right writes all customers below that have it, in the same commit.
    if (Customer.rights(state as Customer.Customer).some((right) => !held.includes(right)))
      halves.push(`${id} kept rights that were taken from those above`)
  }
  return { lost, doubled, halves }
}
