/**
 * The laws that `Customers` keeps, on whatever store and over whatever wire, as data.
 *
 * @since 0.1.0
 */
import { doing } from "./internal/customers/Doing.ts"
import { ending } from "./internal/customers/Ending.ts"
import { growing } from "./internal/customers/Growing.ts"
import { holding } from "./internal/customers/Holding.ts"
import { keys } from "./internal/customers/Keys.ts"
import { listing } from "./internal/customers/Listing.ts"
import { racing } from "./internal/customers/Racing.ts"
import { sight } from "./internal/customers/Sight.ts"
import type { Law as CustomersLaw } from "./internal/customers/World.ts"

/**
 * One promise of `Customers`.
 *
 * **Details**
 *
 * Its check opens a platform of its own as the installation's operator, acts as the people it makes up, and uses nothing
 * but the service; it needs no cleaning and runs in any order. Time passes by `TestClock` alone. The service must be set up
 * with `SampleOptions.options`.
 *
 * @category models
 * @since 0.1.0
 */
export type Law = CustomersLaw

/**
 * @category constants
 * @since 0.1.0
 */
export const laws: ReadonlyArray<Law> = [
  ...doing,
  ...keys,
  ...sight,
  ...listing,
  ...growing,
  ...racing,
  ...holding,
  ...ending
]
