/** The customer that Copaco's document describes, as its words are typed or chosen; and a platform to create it in. */
import { Actor, type CustomerId, Customers, type Portal, TaxSeller, UserId } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { MemoryCustomerStore } from "@clientele/memory"
import { Copaco } from "@clientele/portals"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

export const world = World.make({ tax: europe })

export const example = {
  shortName: "Copaco",
  name: "Copaco Netherlands B.V.",
  externalKey: "123",
  registrationNumber: "17048595",
  vatId: "NL006486253B01",
  currency: "EUR",
  qualification: { type: "nonProfit" },
  address: {
    country: "NL",
    city: "Eindhoven",
    state: "Noord Brabant",
    line1: "Hoevenweg 21",
    postalCode: "5652AW"
  },
  contacts: {
    primary: {
      firstName: "Jan",
      lastName: "Janssen",
      role: "CEO",
      email: "Jan.Janssen@company.nl",
      phone: "+31(0)123456789"
    }
  }
}

/** How resellers are taken on here. */
const reseller: Portal.Portal = {
  ...Copaco.portal,
  id: "reseller",
  steps: [
    {
      id: "reseller",
      label: "Reseller",
      fields: [
        { at: "/name", label: "Name", kind: "companyName", required: true },
        { at: "/rights", label: "May", kind: "choices", options: { from: "rights" } }
      ]
    }
  ],
  rules: [],
  policies: { ...Copaco.portal.policies, approval: "automatic" }
}

export const kernel = Customers.Customers.layer({
  portals: [Copaco.portal, reseller],
  reference: world,
  seller: TaxSeller.make("NL")
}).pipe(Layer.provide(MemoryCustomerStore.layer))

export const as = (actor: Actor.Actor) => Effect.provideService(Actor.CurrentActor, actor)

let users = 0
const userId = () => UserId.fromParts(1_700_000_000_000 + users++, [0, 0, 0, 0])

/** A platform of the distributor, two resellers under it, and whoever works there. */
export const platform = Effect.gen(function* () {
  const customers = yield* Customers.Customers
  const support: Actor.Actor = { _tag: "support", id: userId(), platform: null }
  const { customer: root } = yield* customers
    .execute({ _tag: "openPlatform", draft: { name: "Copaco", currency: "EUR" } })
    .pipe(as(support))
  const user = (home: CustomerId.CustomerId, role: Actor.Role = "administrator") =>
    ({ _tag: "user", id: userId(), platform: root.platform, home, role }) as const satisfies Actor.Actor
  const distributor = user(root.id)
  const taken = (name: string, rights: ReadonlyArray<string>) =>
    Effect.map(
      customers
        .execute({ _tag: "create", parent: root.id, portal: "reseller", draft: { name, rights } })
        .pipe(as(distributor)),
      ({ customer }) => ({ id: customer.id, operator: user(customer.id) })
    )
  const reseller = yield* taken("Cloud Noord B.V.", ["createCustomers"])
  const sibling = yield* taken("Cloud Zuid B.V.", ["createCustomers"])
  const create = (draft: unknown, actor: Actor.Actor = reseller.operator) =>
    customers.execute({ _tag: "create", parent: reseller.id, portal: "copaco", draft }).pipe(as(actor))
  return { create, customers, distributor, reseller, root, sibling, taken, user }
})
