/** The whole set-up: portals as values, knowledge of the world as a value, who sells, a directory and a store. */
import { Customers, type CustomerStore, TaxSeller } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { MemoryMicrosoftDirectory } from "@clientele/memory"
import { ControlPanel, Copaco, MspHub, Oneclick, TwoTCloud } from "@clientele/portals"
import * as Layer from "effect/Layer"
import { reseller } from "./reseller.ts"

export const portals = [Copaco.portal, TwoTCloud.portal, MspHub.portal, ControlPanel.portal, Oneclick.portal]

/** Lists that a portal leaves to whoever runs it. */
const lists = {
  customerTypes: [
    { value: "direct", label: "Direct" },
    { value: "managed", label: "Managed" }
  ],
  subscriptions: [
    { value: "monthly", label: "Monthly" },
    { value: "annual", label: "Annual" }
  ],
  dataCenters: [
    { value: "ams", label: "Amsterdam" },
    { value: "fra", label: "Frankfurt" }
  ],
  licenses: [
    { value: "workspace", label: "Cloud workspace" },
    { value: "professional", label: "Professional user" }
  ]
}

const seller = TaxSeller.make("NL", {
  zones: [
    { id: "nl", label: "Netherlands, domestic VAT", treatment: "domestic" },
    { id: "reverse", label: "EU business, reverse charge", treatment: "reverseCharge" },
    { id: "oss", label: "EU consumer, VAT of the own country", treatment: "euConsumer" },
    { id: "export", label: "Outside the EU, no VAT", treatment: "outsideScope" }
  ]
})

/** Stands in for Microsoft: one name is taken, and no domain has an account. */
const directory = MemoryMicrosoftDirectory.layer({ taken: ["contoso"] })

/** Everything but where the customers are kept. */
export const kernel = <E>(store: Layer.Layer<CustomerStore.CustomerStore, E>) =>
  Customers.Customers.layer({
    portals: [...portals, reseller],
    reference: World.make({ tax: europe, lists }),
    seller
  }).pipe(Layer.provide(store), Layer.provideMerge(directory))
