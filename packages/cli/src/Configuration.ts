/**
 * What an installation is made of: its portals, its lists, and who sells.
 *
 * @since 0.1.0
 */
import { type Execution, TaxSeller } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { ControlPanel, Copaco, MspHub, Oneclick, TwoTCloud } from "@clientele/portals"

/**
 * What a configuration module says: it exports these by name, or an object of them as its default.
 *
 * **Details**
 *
 * `lists` go into the reference data of the world where no `reference` of its own is given. `custom` has the functions behind
 * the portals' `custom` rules, by id.
 *
 * **Example** (A `clientele.config.ts` with one portal)
 *
 * ```ts import.meta.vitest
 * import type { Configuration } from "@clientele/cli"
 * import { TaxSeller } from "@clientele/core"
 * import { Copaco } from "@clientele/portals"
 *
 * const configuration: Configuration.Input = { portals: [Copaco.portal], seller: TaxSeller.make("BE") }
 * configuration.portals?.length // => 1
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Input extends Partial<Execution.Options> {
  readonly lists?: NonNullable<Parameters<typeof World.make>[0]>["lists"]
}

/**
 * What the kernel of an installation is set up with.
 *
 * @category models
 * @since 0.1.0
 */
export type Configuration = Execution.Options

/** Some entries for each list that the five portals leave to whoever runs them. */
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

/**
 * Returns a configuration, with what is not said as it is by default: the five portals of `@clientele/portals`, the whole world
 * with the taxes of Europe, a seller in the Netherlands.
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = ({ lists: own, ...rest }: Input = {}): Configuration => ({
  portals: [Copaco.portal, TwoTCloud.portal, MspHub.portal, ControlPanel.portal, Oneclick.portal],
  reference: World.make({ tax: europe, lists: { ...lists, ...own } }),
  seller,
  ...rest
})
