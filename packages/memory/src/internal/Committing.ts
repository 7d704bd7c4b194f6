/** The writing half of the store: what speaks against a commit, and what it changes. */
import { type Customer, CustomerStore, Visibility } from "@clientele/core"
import * as Result from "effect/Result"
import { children } from "./Reading.ts"
import * as Recording from "./Recording.ts"
import { claimKey, holderOf, type Id, insert, listOf, loginKey, remove, type Tables } from "./Tables.ts"
import { forgetAll } from "./Tokens.ts"

type Refusal = CustomerStore.VersionConflict | CustomerStore.ClaimTaken | CustomerStore.AlreadyCommitted

export const commit = (tables: Tables, one: CustomerStore.Commit): Result.Result<void, Refusal> => {
  const refusal = known(tables, one) ?? outdated(tables, one) ?? taken(tables, one)
  if (refusal !== null) return Result.fail(refusal)
  apply(tables, one)
  tables.followersOf.get(one.platform)?.forEach((tell) => tell())
  return Result.succeed(undefined)
}

const known = (tables: Tables, { idempotency }: CustomerStore.Commit): Refusal | null => {
  if (idempotency === null) return null
  const record = Recording.known(tables, idempotency)
  return record === null ? null : new CustomerStore.AlreadyCommitted({ key: record.key, command: record.command })
}

const outdated = (tables: Tables, { platform, requires, writes }: CustomerStore.Commit): Refusal | null => {
  const versionOf = (id: Id) => tables.customers.get(id)?.version ?? CustomerStore.Version.make(0)
  const conflict = (customer: Id, expected: CustomerStore.Version, actual: CustomerStore.Version | null) =>
    new CustomerStore.VersionConflict({ customer, expected, actual })
  const met = new Set<Id>()
  for (const { customer, expected } of writes) {
    if (met.has(customer.id)) return conflict(customer.id, expected, null)
    met.add(customer.id)
    if (versionOf(customer.id) !== expected) return conflict(customer.id, expected, versionOf(customer.id))
  }
  for (const requirement of requires) {
    const { customer } = requirement
    if (requirement._tag === "version") {
      if (versionOf(customer) !== requirement.version)
        return conflict(customer, requirement.version, versionOf(customer))
      continue
    }
    const now = children(tables, customer)
    const then = new Map(requirement.versions)
    if (now.length !== then.size || now.some((child) => then.get(child.customer.id) !== child.version)) {
      return conflict(customer, versionOf(customer), null)
    }
  }
  const astray = misplaced(
    tables,
    platform,
    writes.map(({ customer }) => customer)
  )
  return astray === null ? null : conflict(astray, versionOf(astray), null)
}

/** One that would lie below itself, too deep, or below a customer that is not there; `null` if the tree stays one. */
const misplaced = (tables: Tables, platform: string, written: ReadonlyArray<Customer.Customer>): Id | null => {
  const after = new Map(written.map((customer) => [customer.id, customer]))
  const at = (id: Id) => after.get(id) ?? tables.customers.get(id)?.customer
  const isNew = ({ id, parent }: Customer.Customer) => tables.customers.get(id)?.customer.parent !== parent
  const depth = ({ parent }: Customer.Customer): number => {
    let levels = 0
    for (let up = parent; up !== null && levels <= Visibility.maxDepth; levels++) {
      const above = at(up)
      if (above === undefined || above.platform !== platform) return Number.POSITIVE_INFINITY
      up = above.parent
    }
    return levels
  }
  const moved = written.filter(isNew)
  const lost = moved.find((customer) => depth(customer) > Visibility.maxDepth)
  if (lost !== undefined) return lost.id
  // Who comes along by a move of its own is looked at for itself.
  const height = (of: Id): number => {
    const stayed = (tables.childrenOf.get(of) ?? []).filter((id) => at(id)?.parent === of)
    return Math.max(0, ...stayed.map((child) => 1 + height(child)))
  }
  return moved.find((customer) => depth(customer) + height(customer.id) > Visibility.maxDepth)?.id ?? null
}

const taken = (tables: Tables, { claim }: CustomerStore.Commit): Refusal | null => {
  const own = new Map<string, Id>()
  for (const { customer, ...wanted } of claim) {
    const key = claimKey(wanted)
    const holder = own.get(key) ?? holderOf(tables, key)
    if (holder !== null && holder !== customer) return new CustomerStore.ClaimTaken(wanted)
    own.set(key, customer)
  }
  return null
}

const apply = (tables: Tables, { claim, idempotency, platform, release, writes }: CustomerStore.Commit): void => {
  for (const write of writes) {
    place(tables, write.customer)
    const version = CustomerStore.Version.make(write.expected + write.events.length)
    tables.customers.set(write.customer.id, { customer: write.customer, version })
    if (write.rewritten !== undefined) erase(tables, write.customer, write.rewritten)
    for (const event of write.events) {
      const at = tables.feed.push(event) - 1
      listOf(tables.eventsOf, write.customer.id).push(at)
      listOf(tables.feedOf, platform).push(at)
    }
  }
  for (const { customer, ...held } of release) {
    if (tables.claims.get(claimKey(held)) === customer) tables.claims.delete(claimKey(held))
  }
  for (const { customer, ...wanted } of claim) tables.claims.set(claimKey(wanted), customer)
  if (idempotency !== null) Recording.keep(tables, idempotency)
}

/** Hangs a customer under its parent, where it does not hang there already. */
const place = (tables: Tables, customer: Customer.Customer): void => {
  const siblings = ({ parent, platform }: Customer.Customer): Array<Id> =>
    parent === null ? listOf(tables.rootsOf, platform) : listOf(tables.childrenOf, parent)
  const before = tables.customers.get(customer.id)?.customer
  if (before?.parent === customer.parent) return
  if (before === undefined) insert(listOf(tables.customersOf, customer.platform), customer.id)
  else remove(siblings(before), customer.id)
  insert(siblings(customer), customer.id)
}

/** Forgets whatever is kept of a person: earlier events, records, users with their logins, credentials and tokens. */
const erase = (
  tables: Tables,
  { id, platform }: Customer.Customer,
  rewritten: NonNullable<CustomerStore.Write["rewritten"]>
): void => {
  const places = listOf(tables.eventsOf, id)
  rewritten.forEach((event, index) => {
    const at = places[index]
    if (at !== undefined) tables.feed[at] = event
  })
  Recording.empty(tables, id)
  for (const user of listOf(tables.usersOf, id)) {
    tables.logins.delete(loginKey(platform, tables.users.get(user)?.login.key ?? ""))
    tables.users.delete(user)
    tables.hashes.delete(user)
    forgetAll(tables, user, null)
  }
  tables.usersOf.delete(id)
}
