/** Rows of the database as the ports speak of them. */
import { type Customer, CustomerId, CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { fromUuid } from "./Ids.ts"

export interface StoredRow {
  readonly state: Customer.Customer
  readonly version: number
}

/** What was written by a commit is not checked again. */
export const stored = ({ state, version }: StoredRow): CustomerStore.Stored => ({
  customer: state,
  version: version as CustomerStore.Version
})

export const customerId = (text: string): CustomerId.CustomerId => CustomerId.CustomerId.make(fromUuid("cus", text))

export type Unavailable = CustomerStore.CustomerStoreUnavailable

export const unavailable = (cause: SqlError): Effect.Effect<never, Unavailable> =>
  Effect.fail(new CustomerStore.CustomerStoreUnavailable({ cause }))
