import { MemoryCustomerStore } from "@clientele/memory"
import { CustomerStoreConformance } from "@clientele/testkit"

CustomerStoreConformance.suite("memory", MemoryCustomerStore.layer)
