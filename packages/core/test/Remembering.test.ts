import { Clientele, CustomerStore, Portal } from "@clientele/core"
import { make } from "@clientele/core/reference/Selection"
import { MemoryCustomerStore } from "@clientele/memory"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

const desk = Portal.make({
  id: "desk",
  version: 1,
  name: "Desk",
  steps: [{ id: "all", label: "All", fields: [{ at: "/name", label: "Name", kind: "text", required: true }] }],
  rules: [],
  policies: {
    approval: "automatic",
    fourEyes: false,
    visibility: "everyAncestor",
    demoDays: null,
    letters: null,
    login: null,
    provisioning: []
  },
  summary: false
})

/** Two processes on one store; of one it is counted how many lines it reads. */
const twoProcesses = async () => {
  const store = await Effect.runPromise(Effect.provide(CustomerStore.CustomerStore, MemoryCustomerStore.layer))
  let reads = 0
  const counted: typeof store = {
    ...store,
    line: (id) => {
      reads += 1
      return store.line(id)
    }
  }
  const start = (on: typeof store) =>
    Clientele.start({
      store: Layer.succeed(CustomerStore.CustomerStore, on),
      portals: [desk],
      reference: make()
    })
  const [here, there] = await Promise.all([start(counted), start(store)])
  const support = (kernel: typeof here) => kernel.as({ _tag: "support", id: kernel.newUserId(), platform: null })
  const [us, them] = [support(here), support(there)]
  const { customer: root } = await us.openPlatform({ draft: { name: "Root" } }).orThrow()
  const { customer: partner } = await us
    .create({ parent: root.id, portal: "desk", draft: { name: "Partner" } })
    .orThrow()
  const user = here.as({
    _tag: "user",
    id: here.newUserId(),
    platform: root.platform,
    home: partner.id,
    role: "administrator"
  })
  const create = (name: string, by = us) => by.create({ parent: partner.id, portal: "desk", draft: { name } })
  const readsOf = async (job: () => Promise<unknown>) => {
    const before = reads
    await job()
    return reads - before
  }
  await create("First").orThrow()
  return { them, partner, user, create, readsOf }
}

describe("a line that was read a moment ago", () => {
  it("is not read again by the next create below it", async () => {
    const { create, readsOf } = await twoProcesses()
    assert.strictEqual(await readsOf(() => create("Second").orThrow()), 0)
  })

  it("is read again where another process wrote to it, and the create goes through", async () => {
    const { create, partner, readsOf, them } = await twoProcesses()
    await them.suspend({ customer: partner.id, reason: "credit" }).orThrow()
    assert.strictEqual(await readsOf(() => create("Second").orThrow()), 1)
    const { customer } = await create("Third").orThrow()
    assert.isNotEmpty(customer.blockedBy)
  })

  it("lets nothing be created below a parent that another process closed", async () => {
    const { create, partner, them } = await twoProcesses()
    await them.close({ customer: partner.id, reason: "left", cascade: true }).orThrow()
    const outcome = await create("Second")
    assert.isTrue(!outcome.ok && outcome.error._tag === "CommandRefused" && outcome.error.reason === "parentNotActive")
    await them.cancelClose({ customer: partner.id }).orThrow()
    await create("Second").orThrow()
  })

  it("refuses nobody: what another process allowed meanwhile is allowed", async () => {
    const { create, partner, them, user } = await twoProcesses()
    const before = await create("Second", user)
    assert.isTrue(!before.ok && before.error._tag === "ActionNotAllowed")
    await them.setRights({ customer: partner.id, rights: ["createCustomers", "enableDemo"] }).orThrow()
    await create("Second", user).orThrow()
  })
})
