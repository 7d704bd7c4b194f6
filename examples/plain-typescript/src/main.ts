/** Creates two customers, is refused for three reasons, and lists what there is: promises all the way. */
import { Clientele } from "@clientele/core"
import * as World from "@clientele/core/reference/World"
import { MemoryCustomerStore } from "@clientele/memory"
import { Copaco } from "@clientele/portals"
import { acme, birch, cedar } from "./drafts.ts"
import { explain } from "./refusals.ts"

const clientele = await Clientele.start({
  store: MemoryCustomerStore.layer,
  portals: [Copaco.portal],
  reference: World.make()
})

// Whoever supports the installation opens a platform; everyone else is at home at one of its customers.
const support = clientele.as({ _tag: "support", id: clientele.newUserId(), platform: null })
const { customer: root } = await support.openPlatform({ draft: { name: "Copaco", currency: "EUR" } }).orThrow()
const customers = clientele.as({
  _tag: "user",
  id: clientele.newUserId(),
  platform: root.platform,
  home: root.id,
  role: "administrator"
})

const ids: Array<string> = []
for (const draft of [acme, birch, cedar, acme]) {
  const created = await customers.create({ portal: "copaco", draft })
  if (created.ok) {
    const { customer, warnings } = created.value
    ids.push(customer.id)
    console.log(`created  ${customer.name}, ${customer.statusLabel}`)
    for (const { message, pointer } of warnings) console.log(`  ! ${pointer}: ${message}`)
  } else {
    console.log(`refused  ${draft.name}`)
    for (const line of explain(created.error)) console.log(`  ${line}`)
  }
}

// A command sent twice under one key is carried out once.
for (const attempt of ["first", "second"]) {
  const [customer = ""] = ids
  const approved = await customers.approve({ customer }, { idempotencyKey: "approve-acme" }).orThrow()
  console.log(`approve  ${attempt} time: ${approved.replayed ? "answered alike" : approved.customer.statusLabel}`)
}

// `orThrow` is for code that has nothing better to do than to give up.
try {
  await customers.suspend({ customer: root.id, reason: "credit" }).orThrow()
} catch (error) {
  console.log(`thrown   ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`)
}

// One page after the other, two customers each.
for await (const { name, statusLabel } of customers.page({ limit: 2 })) console.log(`listed   ${name}, ${statusLabel}`)
for await (const { recorded } of customers.feed()) console.log(`happened ${recorded.event._tag}`)

await clientele.stop()
