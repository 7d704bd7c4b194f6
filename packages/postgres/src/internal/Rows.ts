/** Rows of the database as the ports speak of them. */
import { type Customer, CustomerId, CustomerStore } from "@clientele/core"
import { fromUuid } from "./Ids.ts"

export interface StoredRow {
  readonly state: Customer.Customer
  readonly version: number
}

export const stored = ({ state, version }: StoredRow): CustomerStore.Stored => ({
  customer: state,
  version: CustomerStore.Version.make(version)
})

/** Ids by their 32 digits. */
export type Known = Map<string, CustomerId.CustomerId>

/**
 * Those above a customer, nearest first, as its path has them: 32 digits each, its own last. Many customers lie below the same
 * few, which are `known` from one to the next.
 */
export const above = (path: string, known: Known): ReadonlyArray<CustomerId.CustomerId> => {
  const ids: Array<CustomerId.CustomerId> = []
  for (let end = path.length - 32; end > 0; end -= 32) {
    const digits = path.slice(end - 32, end)
    const id = known.get(digits) ?? customerId(digits)
    known.set(digits, id)
    ids.push(id)
  }
  return ids
}

export const customerId = (text: string): CustomerId.CustomerId => CustomerId.CustomerId.make(fromUuid("cus", text))
