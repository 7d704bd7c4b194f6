/**
 * Creates customers from `customers.json` and prints what became of each.
 *
 * Everything here goes through public entry points; the store is the one in memory, so each run starts empty.
 */
import { Customers, TaxSeller } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { MemoryCustomerStore } from "@clientele/memory"
import { Copaco } from "@clientele/portals"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import cases from "./customers.json" with { type: "json" }
import { copacoWithLogin, reseller } from "./portals.ts"
import { paper, wantsColour } from "./print.ts"
import { program } from "./program.ts"

const reference = World.make({ tax: europe })

/** The whole set-up: portals as values, knowledge as a value, who sells, and a store. */
const kernel = Customers.Customers.layer({
  portals: [Copaco.portal, copacoWithLogin, reseller],
  reference,
  seller: TaxSeller.make("NL")
}).pipe(Layer.provide(MemoryCustomerStore.layer))

const style = paper(wantsColour(process.stdout.isTTY === true, process.env))
const lines = await Effect.runPromise(program(cases, style).pipe(Effect.provide(kernel)))
process.stdout.write(`${lines.join("\n")}\n`)
