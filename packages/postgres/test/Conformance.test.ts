import {
  CredentialsConformance,
  CustomerStoreConformance,
  TokenStoreConformance,
  UserStoreConformance
} from "@clientele/testkit"
import { each } from "../../../scripts/servers/Database.ts"
import { onServer } from "./stores.ts"

await each((database) => {
  const stores = onServer(database)
  CustomerStoreConformance.suite(database.lane, stores)
  UserStoreConformance.suite(database.lane, stores)
  CredentialsConformance.suite(database.lane, stores)
  TokenStoreConformance.suite(database.lane, stores)
})
