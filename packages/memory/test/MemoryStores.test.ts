import { MemoryStores } from "@clientele/memory"
import {
  CredentialsConformance,
  CustomerStoreConformance,
  TokenStoreConformance,
  UserStoreConformance
} from "@clientele/testkit"

CustomerStoreConformance.suite("memory, with users", MemoryStores.layer)
UserStoreConformance.suite("memory", MemoryStores.layer)
CredentialsConformance.suite("memory", MemoryStores.layer)
TokenStoreConformance.suite("memory", MemoryStores.layer)
