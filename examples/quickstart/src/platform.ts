/** Where the customers go: a distributor, two resellers below it, and a third that has closed. */
import { Actor, type CustomerId, Customers, Rights, UserId } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import { reseller as desk } from "./reseller.ts"

export const as = (actor: Actor.Actor) => Effect.provideService(Actor.CurrentActor, actor)

interface Place {
  readonly name: string
  readonly id: CustomerId.CustomerId
  /** An administrator who is at home there. */
  readonly actor: Actor.Actor
}

/** What each reseller may do when it creates customers. */
const resellers: Readonly<Record<string, ReadonlyArray<Rights.Right>>> = {
  "Cloud Noord B.V.": Rights.all,
  "Cloud Zuid B.V.": ["createCustomers", "setRights"],
  "Cloud Oud B.V.": ["createCustomers"]
}
const gone = "Cloud Oud B.V."

const newUser = Effect.map(Effect.all([Random.next, Random.next, Random.next, Random.next]), (random) =>
  UserId.fromParts(Date.now(), random)
)

/** Builds the tree. Whoever supports the installation opens it; everyone else is at home at a customer. */
export const open = Effect.gen(function* () {
  const customers = yield* Customers.Customers
  const support: Actor.Actor = { _tag: "support", id: yield* newUser, platform: null }
  const { customer: root } = yield* customers
    .execute({
      _tag: "openPlatform",
      draft: { name: "Lowland Distribution", currency: "EUR", address: { country: "NL" } }
    })
    .pipe(as(support))

  /** Names of users by id. */
  const people = new Map<string, string>()
  const administrator = Effect.fnUntraced(function* (home: CustomerId.CustomerId, name: string) {
    const id = yield* newUser
    people.set(id, name)
    return { _tag: "user", id, platform: root.platform, home, role: "administrator" } as const
  })
  const distributor: Place = {
    name: root.name,
    id: root.id,
    actor: yield* administrator(root.id, root.name)
  }

  const places: Array<Place> = []
  for (const [name, rights] of Object.entries(resellers)) {
    const draft = { name, address: { country: "NL" }, rights: [...rights] }
    const { customer } = yield* customers
      .execute({ _tag: "create", parent: root.id, portal: desk.id, draft })
      .pipe(as(distributor.actor))
    places.push({ name, id: customer.id, actor: yield* administrator(customer.id, name) })
    if (name !== gone) continue
    yield* customers
      .execute({ _tag: "close", customer: customer.id, reason: "Went out of business" })
      .pipe(as(distributor.actor))
    yield* customers.execute({ _tag: "finishClose", customer: customer.id }).pipe(as(distributor.actor))
  }

  return {
    distributor,
    people,
    support,
    administrator,
    reseller: (name: string) => places.find((place) => place.name === name),
    /** The other reseller that is in business. */
    sibling: (name: string) => places.find((place) => place.name !== name && place.name !== gone)
  }
})
