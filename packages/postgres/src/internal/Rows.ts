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

/** Those above a customer, nearest first, as its path has them: 32 digits each, its own last. */
export const above = (path: string): ReadonlyArray<CustomerId.CustomerId> => {
  const ids: Array<CustomerId.CustomerId> = []
  for (let end = path.length - 32; end > 0; end -= 32) {
    ids.push(CustomerId.CustomerId.make(fromUuid("cus", path.slice(end - 32, end))))
  }
  return ids
}

export const customerId = (text: string): CustomerId.CustomerId => CustomerId.CustomerId.make(fromUuid("cus", text))
