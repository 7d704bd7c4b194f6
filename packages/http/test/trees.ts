/** Trees of random shape, people in them, and what each command takes. */
import { Actor, type Command, type CustomerId, Customers, CustomerStore, UserStore } from "@clientele/core"
import { type Dice, Samples } from "@clientele/testkit"
import * as Effect from "effect/Effect"
import { assert } from "@effect/vitest"
import { everything, operator, tokenFor } from "./running.ts"

export type Id = CustomerId.CustomerId

/** A body that each command takes; which customer it concerns stands in the path. */
export const bodies = (other: Id): Readonly<Partial<Record<Command.Name, object>>> => ({
  reject: { reason: "no" },
  close: { reason: "no" },
  setLegalHold: { note: null },
  suspend: { reason: "credit" },
  resume: { reason: "credit" },
  disable: {},
  move: { parent: other },
  setVisibility: { levels: 3 },
  setRights: { rights: [] },
  setLicenses: { licenses: "inherit" },
  enableService: { service: "azure" },
  disableService: { service: "azure" },
  overrideTaxZone: { zone: null, note: "no" },
  recordVatEvidence: { vatId: "NL006486253B01", outcome: "valid" },
  startProvisioning: { target: "adminUser" },
  retryProvisioning: { target: "adminUser" },
  recordProvisioning: { target: "adminUser", progress: { _tag: "skipped" } },
  setNotifications: { letters: true },
  enterInvoiceRecipient: { recipient: { name: "Ada B.V." } },
  upgrade: { recipient: { name: "Ada B.V." } },
  changeDataCenter: { dataCenter: "ams" },
  changeExternalKey: { externalKey: null },
  changeCurrency: { currency: "EUR" }
})

/** Two platforms with a tree of random shape, sight and rights. */
export const grown = (dice: Dice.Dice) =>
  Effect.gen(function* () {
    const customers = yield* Customers.Customers
    const run = (command: Command.Command) =>
      Effect.map(
        Effect.provideService(customers.execute(command), Actor.CurrentActor, operator),
        ({ customer }) => customer
      )
    const all: Array<Id> = []
    for (const name of ["One B.V.", "Two B.V."]) {
      const root = yield* run({ _tag: "openPlatform", draft: { name, currency: "EUR" } })
      const own = [root.id]
      for (let count = 0; count < 15; count++) {
        const parent = dice.one(own)
        const draft = { name: `Ada ${own.length} B.V.`, currency: "EUR", address: { country: "NL" } }
        const made = yield* Effect.result(
          run({ _tag: "create", parent, portal: "plain", draft }).pipe(
            Effect.flatMap(({ id }) => run({ _tag: "approve", customer: id }))
          )
        )
        // One that would lie too deep is none.
        if (made._tag === "Failure") continue
        own.push(made.success.id)
        yield* run({ _tag: "setVisibility", customer: made.success.id, levels: 1 + dice.roll(3) })
        if (dice.chance(60))
          yield* run({ _tag: "setRights", customer: made.success.id, rights: ["createCustomers"] }).pipe(Effect.ignore)
      }
      all.push(...own)
    }
    return all
  })

export const people = (dice: Dice.Dice, all: ReadonlyArray<Id>) =>
  Effect.gen(function* () {
    const store = yield* CustomerStore.CustomerStore
    const users = yield* UserStore.UserStore
    const actors: Array<{ readonly actor: Actor.Actor; readonly token: string; readonly user: UserStore.User }> = []
    for (let number = 0; number < 16; number++) {
      const [home] = yield* store.line(dice.one(all))
      assert.isDefined(home)
      const { id, platform } = home!.customer
      const user = Samples.user(home!.customer, yield* Samples.userId, `user${number}`, {
        role: dice.one(Actor.Role.literals)
      })
      yield* users.add(user)
      const owner: Actor.Principal = dice.chance(20)
        ? { _tag: "support", id: user.id, platform: dice.chance(50) ? platform : null }
        : { _tag: "user", id: user.id, platform, home: id, role: user.role }
      const scopes = dice.chance(60) ? everything : dice.some(everything)
      actors.push({
        actor: { _tag: "token", id: user.id, scopes, owner },
        user,
        token: yield* tokenFor(owner, scopes)
      })
    }
    return actors
  })
