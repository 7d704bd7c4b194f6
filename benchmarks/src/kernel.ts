/** What is measured as ours: `Customers` with everything on, over the stores of `@clientele/postgres`. */
import { Actor, type CustomerId, Customers, CustomerStore, type PlatformId, TaxSeller, UserId } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { ControlPanel, Copaco, MspHub, Oneclick, TwoTCloud } from "@clientele/portals"
import { PostgresStores } from "@clientele/postgres"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { drafts, lists } from "./drafts.ts"

export const options = {
  portals: [Copaco.portal, TwoTCloud.portal, MspHub.portal, ControlPanel.portal, Oneclick.portal],
  reference: World.make({ tax: europe, lists }),
  seller: TaxSeller.make("NL")
}

export const operator: Actor.Actor = { _tag: "support", id: UserId.fromParts(1, [0, 0, 0, 0]), platform: null }

export interface Place {
  readonly platform: PlatformId.PlatformId
  readonly customer: CustomerId.CustomerId
}

/** An administrator who is at home at a customer. */
export const administrator = ({ customer, platform }: Place): Actor.Actor => ({
  _tag: "user",
  id: UserId.fromParts(2, [0, 0, 0, 0]),
  platform,
  home: customer,
  role: "administrator"
})

type Client = Layer.Layer<PgClient.PgClient, unknown>

/** A client of a server as `PostgresStores.layerConfig` makes it, with as many connections as there are workers. */
export const client = (url: string, maxConnections = 32): Client =>
  PgClient.layer({
    url: Redacted.make(url),
    maxConnections,
    preparedStatementCacheSize: 300,
    startupParameters: { jit: "off" }
  })

/** `around` sees the store before `Customers` does. */
export const open = (
  on: Client,
  around: (store: CustomerStore.CustomerStore["Service"]) => CustomerStore.CustomerStore["Service"] = (store) => store
) => {
  const stores = PostgresStores.layer({ listener: null }).pipe(Layer.provideMerge(on))
  const seen = Layer.effect(CustomerStore.CustomerStore, Effect.map(CustomerStore.CustomerStore, around)).pipe(
    Layer.provideMerge(stores)
  )
  const runtime = ManagedRuntime.make(Customers.Customers.layer(options).pipe(Layer.provideMerge(seen)))
  const run = <A, E>(effect: Effect.Effect<A, E, Customers.Customers | Actor.CurrentActor>, actor: Actor.Actor) =>
    runtime.runPromise(Effect.provideService(effect, Actor.CurrentActor, actor))
  return {
    /** Runs against the client itself. */
    sql: (text: string) =>
      runtime.runPromise(
        Effect.flatMap(PgClient.PgClient, (sql) => sql.unsafe<Record<string, unknown>>(text).unprepared)
      ),
    openPlatform: async (): Promise<Place> => {
      const draft = { name: "Lowland Distribution", currency: "EUR", address: { country: "NL" } }
      const execute = Effect.flatMap(Customers.Customers, (customers) =>
        customers.execute({ _tag: "openPlatform", draft })
      )
      const { customer } = await run(execute, operator)
      return { platform: customer.platform, customer: customer.id }
    },
    create: (parent: Place, draft: unknown) =>
      run(
        Effect.flatMap(Customers.Customers, (customers) =>
          customers.execute({ _tag: "create", parent: parent.customer, portal: MspHub.portal.id, draft })
        ),
        administrator(parent)
      ),
    page: (actor: Actor.Actor, query: Parameters<Customers.Customers["Service"]["page"]>[0]) =>
      run(
        Effect.flatMap(Customers.Customers, (customers) => customers.page(query)),
        actor
      ),
    close: () => runtime.dispose()
  }
}

export type Kernel = ReturnType<typeof open>

let made = 0
const run = Date.now().toString(36)

/** A draft of MSP Hub whose login nobody has. */
export const draft = (): unknown => {
  const n = made++
  const one = drafts[n % drafts.length] as (typeof drafts)[number]
  return { ...one, admin: { ...one.admin, login: `u${n}.${run}@voorbeeld.nl` } }
}
