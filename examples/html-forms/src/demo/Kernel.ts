/** What the kernel of the demo is set up with: the five portals, the seller, and its own lists. */
import { type Execution, TaxSeller } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { ControlPanel, Copaco, MspHub, Oneclick, TwoTCloud } from "@clientele/portals"

const lists = {
  customerTypes: [
    { value: "direct", label: "Direct" },
    { value: "managed", label: "Managed" },
    { value: "volume", label: "Volume, net 30 days" }
  ],
  subscriptions: [
    { value: "monthly", label: "Partner monthly" },
    { value: "annual", label: "Partner annual" }
  ],
  dataCenters: [
    { value: "ams", label: "Amsterdam" },
    { value: "fra", label: "Frankfurt" },
    { value: "zrh", label: "Zurich" }
  ],
  licenses: [
    { value: "workspace", label: "Cloud workspace" },
    { value: "professional", label: "Professional user" },
    { value: "customerAdmin", label: "Customer admin" }
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

export const options: Execution.Options = {
  portals: [TwoTCloud.portal, Copaco.portal, MspHub.portal, ControlPanel.portal, Oneclick.portal],
  reference: World.make({ tax: europe, lists }),
  seller
}
