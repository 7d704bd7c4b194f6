/**
 * The tax knowledge that ships with the product: the EU, its special territories and its neighbours.
 *
 * @since 0.1.0
 */
import type { TaxData } from "../TaxData.ts"
import { memberStates } from "./internal/MemberStates.ts"
import { neighbours } from "./internal/Neighbours.ts"
import { specialTerritories } from "./internal/SpecialTerritories.ts"

/**
 * Territories and dated standard rates; of the member states for days from 2015-01-01 on.
 *
 * @category constants
 * @since 0.1.0
 */
export const data: TaxData = {
  version: "2026-11-25",
  asOf: "2026-07-31",
  territories: [...memberStates, ...specialTerritories, ...neighbours]
}
