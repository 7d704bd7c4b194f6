import { Customers } from "@clientele/core"
import { CustomersConformance } from "@clientele/testkit"
import * as Layer from "effect/Layer"
import { each } from "../../../scripts/servers/Database.ts"
import { onServer } from "./stores.ts"

await each(
  (database) =>
    CustomersConformance.suite(database.lane, (options) =>
      Layer.provide(Customers.Customers.layer(options), onServer(database))
    ),
  ["postgres18"]
)
