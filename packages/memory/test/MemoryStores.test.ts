import { MemoryStores } from "@clientele/memory"
import { CredentialsConformance, CustomerStoreConformance, UsersConformance } from "@clientele/testkit"

CustomerStoreConformance.suite("memory, with users", MemoryStores.layer)
UsersConformance.suite("memory", MemoryStores.layer)
CredentialsConformance.suite("memory", MemoryStores.layer)
