/** One way to each command: a scene in which it is legal, and the command. */
import type { Command } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import type { LawBroken } from "../../Law.ts"
import * as Samples from "../../Samples.ts"
import { form, type Id, type Who, type World } from "./World.ts"

export interface Way {
  readonly command: Command.Command
  readonly who?: Who
}

type Ways = { readonly [N in Command.Name]: (world: World) => Effect.Effect<Way, LawBroken> }

const pending = (world: World) =>
  Effect.map(
    world.run({
      _tag: "create",
      parent: world.root,
      portal: "plain",
      draft: { name: "Ada B.V.", currency: "EUR", address: { country: "NL" } }
    }),
    ({ customer }) => customer.id
  )

const drafted = (world: World, draft: unknown = { name: "Ada B.V.", currency: "EUR", address: { country: "NL" } }) =>
  Effect.map(world.run({ _tag: "open", parent: world.root, portal: "plain", draft }), ({ customer }) => customer.id)

const closing = (world: World) =>
  Effect.gen(function* () {
    const customer = yield* world.customer(world.root)
    yield* world.run({ _tag: "close", customer, reason: "gone" })
    return customer
  })

const closed = (world: World) => Effect.tap(closing(world), (customer) => world.run({ _tag: "finishClose", customer }))

const demo = (world: World) =>
  Effect.gen(function* () {
    const draft = form(yield* world.unique("demo"), { demo: true })
    const { customer } = yield* world.run({ _tag: "create", parent: world.root, portal: "automatic", draft })
    return customer.id
  })

const on =
  (scene: (world: World) => Effect.Effect<Id, LawBroken>, command: (customer: Id) => Command.Command) =>
  (world: World) =>
    Effect.map(scene(world), (customer): Way => ({ command: command(customer) }))

const active = (world: World) => world.customer(world.root)

/** An active customer to which something has happened. */
const after =
  (...before: ReadonlyArray<(customer: Id) => Command.Command>) =>
  (world: World) =>
    Effect.tap(active(world), (customer) =>
      Effect.forEach(before, (command) => world.run(command(customer)), { discard: true })
    )

const recipient = { name: "Payer B.V." }

export const ways: Ways = {
  openPlatform: () =>
    Effect.map(
      Samples.userId,
      (id): Way => ({
        command: { _tag: "openPlatform", draft: { name: "Other B.V.", currency: "EUR" } },
        who: { _tag: "support", id, platform: null }
      })
    ),
  open: ({ root }) =>
    Effect.succeed({ command: { _tag: "open", parent: root, portal: "plain", draft: { name: "Ada" } } }),
  create: (world) =>
    Effect.map(world.unique("create"), (login) => ({
      command: { _tag: "create", parent: world.root, portal: "automatic", draft: form(login) }
    })),
  edit: on(active, (customer) => ({ _tag: "edit", customer, changes: { name: "Byron B.V." } })),
  submit: on(drafted, (customer) => ({ _tag: "submit", customer })),
  approve: on(pending, (customer) => ({ _tag: "approve", customer })),
  reject: on(pending, (customer) => ({ _tag: "reject", customer, reason: "incomplete" })),
  withdraw: on(pending, (customer) => ({ _tag: "withdraw", customer })),
  revise: on(
    (world) => Effect.tap(pending(world), (customer) => world.run({ _tag: "reject", customer, reason: "incomplete" })),
    (customer) => ({ _tag: "revise", customer })
  ),
  discard: on(drafted, (customer) => ({ _tag: "discard", customer })),
  close: on(active, (customer) => ({ _tag: "close", customer, reason: "gone" })),
  finishClose: on(closing, (customer) => ({ _tag: "finishClose", customer })),
  cancelClose: on(closing, (customer) => ({ _tag: "cancelClose", customer })),
  reopen: on(closed, (customer) => ({ _tag: "reopen", customer })),
  releaseLogin: (world) =>
    Effect.gen(function* () {
      const customer = yield* world.customer(world.root, { admin: { login: yield* world.unique("ada") } })
      return { command: { _tag: "releaseLogin", customer } }
    }),
  setLegalHold: on(closed, (customer) => ({ _tag: "setLegalHold", customer, note: "court" })),
  scheduleErasure: on(closed, (customer) => ({ _tag: "scheduleErasure", customer })),
  cancelErasure: on(
    (world) => Effect.tap(closed(world), (customer) => world.run({ _tag: "scheduleErasure", customer })),
    (customer) => ({ _tag: "cancelErasure", customer })
  ),
  erase: on(
    (world) => Effect.tap(closed(world), () => TestClock.adjust("91 days")),
    (customer) => ({ _tag: "erase", customer })
  ),
  suspend: on(active, (customer) => ({ _tag: "suspend", customer, reason: "credit", note: "unpaid" })),
  resume: on(
    after((customer) => ({ _tag: "suspend", customer, reason: "credit" })),
    (customer) => ({ _tag: "resume", customer, reason: "credit" })
  ),
  disable: on(active, (customer) => ({ _tag: "disable", customer })),
  enable: on(
    after((customer) => ({ _tag: "disable", customer })),
    (customer) => ({ _tag: "enable", customer })
  ),
  move: (world) =>
    Effect.gen(function* () {
      const parent = yield* world.customer(world.root)
      const customer = yield* world.customer(world.root)
      return { command: { _tag: "move", customer, parent } }
    }),
  setVisibility: on(active, (customer) => ({ _tag: "setVisibility", customer, levels: 3 })),
  setRights: on(active, (customer) => ({ _tag: "setRights", customer, rights: ["createCustomers"] })),
  setLicenses: on(active, (customer) => ({ _tag: "setLicenses", customer, licenses: ["azure"] })),
  enableService: on(active, (customer) => ({ _tag: "enableService", customer, service: "backup" })),
  disableService: on(
    after((customer) => ({ _tag: "enableService", customer, service: "backup" })),
    (customer) => ({ _tag: "disableService", customer, service: "backup" })
  ),
  overrideTaxZone: on(active, (customer) => ({
    _tag: "overrideTaxZone",
    customer,
    zone: "outsideScope",
    note: "embassy"
  })),
  recordVatEvidence: on(
    (world) => world.customer(world.root, { vatId: "NL006486253B01" }),
    (customer) => ({ _tag: "recordVatEvidence", customer, vatId: "NL006486253B01", outcome: "unavailable" })
  ),
  startProvisioning: on(active, (customer) => ({ _tag: "startProvisioning", customer, target: "adminUser" })),
  retryProvisioning: on(
    after(
      (customer) => ({ _tag: "startProvisioning", customer, target: "adminUser" }),
      (customer) => ({
        _tag: "recordProvisioning",
        customer,
        target: "adminUser",
        progress: { _tag: "running", step: "user", attempt: 1 }
      }),
      (customer) => ({
        _tag: "recordProvisioning",
        customer,
        target: "adminUser",
        progress: { _tag: "failed", step: "user", during: "setUp", kind: "temporary", retryAt: null }
      })
    ),
    (customer) => ({ _tag: "retryProvisioning", customer, target: "adminUser" })
  ),
  recordProvisioning: on(
    after((customer) => ({ _tag: "startProvisioning", customer, target: "adminUser" })),
    (customer) => ({
      _tag: "recordProvisioning",
      customer,
      target: "adminUser",
      progress: { _tag: "running", step: "user", attempt: 1 }
    })
  ),
  setNotifications: on(active, (customer) => ({ _tag: "setNotifications", customer, letters: false })),
  enterInvoiceRecipient: on(demo, (customer) => ({ _tag: "enterInvoiceRecipient", customer, recipient })),
  upgrade: on(demo, (customer) => ({ _tag: "upgrade", customer, recipient })),
  changeDataCenter: on(active, (customer) => ({ _tag: "changeDataCenter", customer, dataCenter: "fra" })),
  changeExternalKey: on(active, (customer) => ({ _tag: "changeExternalKey", customer, externalKey: "K-1" })),
  changeCurrency: on(active, (customer) => ({ _tag: "changeCurrency", customer, currency: "GBP" }))
}
