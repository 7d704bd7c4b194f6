/** Whether the service creates a portal's customers as specified. */
import { Actor, Customers, Issue, type Portal, Rights, UserId } from "@clientele/core"
import { MemoryCustomerStore } from "@clientele/memory"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { as } from "./msphub.ts"
import { same, seller, type Specification, world } from "./specification.ts"

const root: Actor.Actor = { _tag: "support", id: UserId.fromParts(0, [0, 0, 0, 0]), platform: null }

/** How partners are taken on here. */
const partners = (portal: Portal.Portal): Portal.Portal => ({
  ...portal,
  id: "partners",
  steps: [
    {
      id: "partner",
      label: "Partner",
      fields: [{ at: "/rights", label: "May", kind: "choices", options: { from: "rights" } }]
    }
  ],
  rules: [],
  policies: { ...portal.policies, approval: "automatic", login: null, provisioning: [] }
})

export const kernelOf = (portal: Portal.Portal) =>
  Customers.Customers.layer({ portals: [portal, partners(portal)], reference: world, seller }).pipe(
    Layer.provide(MemoryCustomerStore.layer)
  )

/** A platform, a partner below its root, and an administrator of the root. */
export const platform = Effect.gen(function* () {
  const customers = yield* Customers.Customers
  const opened = yield* customers.execute({ _tag: "openPlatform", draft: { name: "Distributor" } }).pipe(as(root))
  const admin: Actor.Actor = {
    _tag: "user",
    id: UserId.fromParts(1, [0, 0, 0, 0]),
    platform: opened.customer.platform,
    home: opened.customer.id,
    role: "administrator"
  }
  const { customer: partner } = yield* customers
    .execute({ _tag: "create", portal: "partners", parent: opened.customer.id, draft: { rights: [...Rights.all] } })
    .pipe(as(admin))
  return { admin, customers, partner }
})

/** The first thing in which the service does not create customers as specified; `null` if there is none. */
export const breachInService = (
  portal: Portal.Portal,
  { created, scenes }: Specification
): Effect.Effect<string | null> =>
  Effect.gen(function* () {
    const { admin, customers, partner } = yield* platform
    const create = (draft: unknown) =>
      Effect.map(
        customers.execute({ _tag: "create", portal: portal.id, parent: partner.id, draft }).pipe(as(admin)),
        ({ customer }) => customer
      )
    const first = yield* create(Object.values(scenes)[0])
    if (first.status !== created.status) return `it is ${first.status}`
    if ((first.login?.key ?? null) !== created.login) return `its login is ${first.login?.key}`
    const tracks = Object.fromEntries(Object.entries(first.provisioning).map(([target, { _tag }]) => [target, _tag]))
    if (!same(tracks, created.provisioning)) return `${JSON.stringify(tracks)} is to be set up`
    if (first.profile.visibility !== created.levels) return `${first.profile.visibility} levels see it`
    if (created.status === "pendingApproval") {
      const { customer } = yield* customers.execute({ _tag: "approve", customer: first.id }).pipe(as(admin))
      if (customer.status !== "active") return `approved, it is ${customer.status}`
    }
    const { customer: draft } = yield* customers
      .execute({ _tag: "open", portal: portal.id, parent: partner.id, draft: {} })
      .pipe(as(admin))
    if (draft.profile.visibility !== created.levelsOfDraft) return `${draft.profile.visibility} levels see its draft`
    if (created.demo !== undefined) {
      const [scene, days] = created.demo
      const { mode } = yield* create(scenes[scene])
      const left = mode._tag === "demo" ? (Date.parse(mode.endsAt) - (yield* Clock.currentTimeMillis)) / 86_400_000 : 0
      if (left !== days) return `the demo lasts ${left} days`
    }
    return null
  }).pipe(
    Effect.provide(kernelOf(portal)),
    Effect.catch((error) =>
      Effect.succeed(
        error._tag === "DraftRefused"
          ? `refused: ${error.issues
              .filter(Issue.isError)
              .map(({ pointer }) => pointer)
              .join()}`
          : error._tag
      )
    )
  )
