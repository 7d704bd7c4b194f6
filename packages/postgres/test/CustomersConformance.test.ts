import { Customers } from "@clientele/core"
import { CustomersConformance } from "@clientele/testkit"
import * as Layer from "effect/Layer"
import { each } from "../../../scripts/servers/Database.ts"
import { embedded, inRealTime, onServer } from "./stores.ts"

await each((database) =>
  CustomersConformance.suite(database.lane, (options) =>
    Layer.provide(Customers.Customers.layer(options), inRealTime(onServer(database)))
  )
)

CustomersConformance.suite("embedded", (options) =>
  Layer.provide(Customers.Customers.layer(options), inRealTime(embedded()))
)
