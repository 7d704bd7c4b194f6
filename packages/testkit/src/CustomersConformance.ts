/**
 * Binds `CustomersLaws` to Vitest.
 *
 * @since 0.1.0
 */
import type { Customers, Execution } from "@clientele/core"
import { describe, it } from "@effect/vitest"
import type * as Layer from "effect/Layer"
import { laws } from "./CustomersLaws.ts"
import { options } from "./SampleOptions.ts"

/**
 * Registers one test per law against the `Customers` that `layer` builds, set up with the options it is given.
 *
 * **Details**
 *
 * The layer is built once and shared. Its clock must be the test's: laws let days go by.
 *
 * **Example** (Certifying `Customers` on a store)
 *
 * ```ts
 * import { Customers } from "@clientele/core"
 * import { MemoryCustomerStore } from "@clientele/memory"
 * import { CustomersConformance } from "@clientele/testkit"
 * import { Layer } from "effect"
 *
 * CustomersConformance.suite("memory", (options) =>
 *   Layer.provide(Customers.Customers.layer(options), MemoryCustomerStore.layer))
 * ```
 *
 * @category testing
 * @since 0.1.0
 */
export const suite = <E>(
  name: string,
  layer: (options: Execution.Options) => Layer.Layer<Customers.Customers, E>
): void => {
  describe(`Customers conformance: ${name}`, () => {
    it.layer(layer(options), { timeout: "60 seconds" })((it) => {
      for (const law of laws) it.effect(`${law.id} ${law.title}`, () => law.check, 60_000)
    })
  })
}
