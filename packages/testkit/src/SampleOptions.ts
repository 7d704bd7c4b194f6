/**
 * What `Customers` is set up with in laws and properties: the sample portals, a Dutch seller, and all reference data.
 *
 * @since 0.1.0
 */
import { type Execution, TaxSeller } from "@clientele/core"
import { data } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import * as SamplePortals from "./SamplePortals.ts"

const list = (...values: ReadonlyArray<string>) => values.map((value) => ({ value, label: value }))

/**
 * The options.
 *
 * @category constants
 * @since 0.1.0
 */
export const options: Execution.Options = {
  portals: SamplePortals.all,
  reference: World.make({
    tax: data,
    lists: { dataCenters: list("ams", "fra"), licenses: list("azure", "backup", "m365") }
  }),
  seller: TaxSeller.make("NL"),
  retentionDays: 90
}
