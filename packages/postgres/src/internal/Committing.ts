/** The writing half of the store: a commit as the database takes it, and its answer. */
import { CommandId, type Customer, CustomerId, CustomerStore, DisplayStatus, type Instant } from "@clientele/core"
import * as Customers from "@clientele/core/Customer"
import { fromUuid, nil, uuid } from "./Ids.ts"

/** At this instant no demo has expired: whether one has is a question of the query, not of the row. */
const never = "0000-01-01T00:00:00.000Z" as Instant.Instant

/** The arguments of `commit_1`, in the short names that it reads. */
export const encode = (commit: CustomerStore.Commit): object => {
  const p = uuid(commit.platform)
  const key = ({ customer, key, kind, scope }: CustomerStore.Commit["claim"][number]) => ({
    // A login or a tenant domain is unique in its platform, an external key under a customer of this one.
    p: scope.startsWith("plt_") ? uuid(scope) : p,
    scope,
    kind,
    key,
    h: uuid(customer)
  })
  return {
    p,
    s: commit.structural,
    w: commit.writes.map((write) => ({ ...row(write.customer), v: write.expected, ...eventsOf(write) })),
    r: commit.requires.map((it) =>
      it._tag === "version"
        ? { c: uuid(it.customer), v: it.version }
        : { c: uuid(it.customer), ch: it.versions.map(([child, version]) => [uuid(child), version]) }
    ),
    c: commit.claim.map(key),
    x: commit.release.map(key),
    i: commit.idempotency === null ? null : record(commit.idempotency)
  }
}

/** The columns of a customer, but for where it lies. */
export const row = (customer: Customer.Customer) => ({
  id: uuid(customer.id),
  parent: customer.parent === null ? null : uuid(customer.parent),
  portal: customer.portal,
  status: DisplayStatus.of(customer, never),
  demo: customer.mode._tag === "demo" ? customer.mode.endsAt : null,
  levels: Customers.visibility(customer),
  search: Customers.searchText(customer),
  state: customer
})

const eventsOf = ({ events, rewritten }: CustomerStore.Write) =>
  rewritten === undefined ? { events } : { events, rewritten }

export const record = (idempotency: CustomerStore.IdempotencyRecord) => ({
  p: idempotency.platform === null ? nil : uuid(idempotency.platform),
  actor: idempotency.actor,
  key: idempotency.key,
  at: idempotency.at,
  h: uuid(idempotency.customer),
  body: idempotency
})

export type Answer =
  | { readonly t: "known"; readonly command: string }
  | { readonly t: "version"; readonly id: string; readonly expected: number; readonly actual: number | null }
  | { readonly t: "taken"; readonly n: number }

export type Refusal = CustomerStore.VersionConflict | CustomerStore.ClaimTaken | CustomerStore.AlreadyCommitted

/** What `commit_1` answered for a commit. */
export const decode = (commit: CustomerStore.Commit, answer: Answer | null): Refusal | null => {
  if (answer === null) return null
  switch (answer.t) {
    case "known":
      return new CustomerStore.AlreadyCommitted({
        key: commit.idempotency?.key ?? "",
        command: CommandId.CommandId.make(answer.command)
      })
    case "version":
      return new CustomerStore.VersionConflict({
        customer: CustomerId.CustomerId.make(fromUuid("cus", answer.id)),
        expected: CustomerStore.Version.make(answer.expected),
        actual: answer.actual === null ? null : CustomerStore.Version.make(answer.actual)
      })
    case "taken": {
      const { key, kind, scope } = commit.claim[answer.n] as CustomerStore.Commit["claim"][number]
      return new CustomerStore.ClaimTaken({ key, kind, scope })
    }
  }
}
