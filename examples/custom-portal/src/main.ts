/** Runs the portal of `portal.ts`: what it asks for, what it refuses, and who may approve. */
import { Clientele, Form } from "@clientele/core"
import * as World from "@clientele/core/reference/World"
import { MemoryCustomerStore } from "@clientele/memory"
import { managedServices } from "./portal.ts"

const reference = World.make()

console.log(managedServices.name)
for (const step of Form.make(managedServices, reference).steps) {
  console.log(`  ${step.label}`)
  for (const { kind, label, required } of step.fields) {
    console.log(
      `    ${label.padEnd(20)}${kind}${required === true ? ", required" : required ? ", required sometimes" : ""}`
    )
  }
}

const clientele = await Clientele.start({ store: MemoryCustomerStore.layer, portals: [managedServices], reference })
const support = clientele.as({ _tag: "support", id: clientele.newUserId(), platform: null })
const { customer: root } = await support.openPlatform({ draft: { name: "Night Watch Services" } }).orThrow()
const administrator = () =>
  clientele.as({
    _tag: "user",
    id: clientele.newUserId(),
    platform: root.platform,
    home: root.id,
    role: "administrator"
  })
const [ada, ben] = [administrator(), administrator()]

const draft = {
  name: "Acme Nederland B.V.",
  address: { country: "NL" },
  contacts: { technical: { email: "engineer@acme.nl" } },
  extra: { costCentre: "NL-4711", slaTier: "gold" }
}
const incomplete = await ada.create({ portal: managedServices.id, draft })
if (!incomplete.ok) console.log(`\nAda creates Acme: ${incomplete.error.message}`)

const extra = { ...draft.extra, onCall: "+31 40 230 6306" }
const { customer } = await ada.create({ portal: managedServices.id, draft: { ...draft, extra } }).orThrow()
console.log(`Ada adds the phone: ${customer.statusLabel}, on call ${String(customer.profile.extra?.onCall)}`)

for (const [name, person] of [
  ["Ada", ada],
  ["Ben", ben]
] as const) {
  const approved = await person.approve({ customer: customer.id })
  console.log(`${name} approves: ${approved.ok ? approved.value.customer.statusLabel : approved.error.message}`)
}
await clientele.stop()
