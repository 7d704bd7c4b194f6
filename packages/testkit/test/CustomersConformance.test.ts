import { Customers } from "@clientele/core"
import { MemoryCustomerStore } from "@clientele/memory"
import { CustomersConformance } from "@clientele/testkit"
import { Layer } from "effect"

CustomersConformance.suite("memory", (options) =>
  Layer.provide(Customers.Customers.layer(options), MemoryCustomerStore.layer)
)
