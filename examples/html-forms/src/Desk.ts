/** The kernel behind the forms: the five portals, knowledge of the world, a store in memory, and a reseller who is signed in. */
import {
  Actor,
  Authority,
  Customer,
  CustomerId,
  Customers,
  CustomerView,
  type Execution,
  type Issue,
  Portal,
  type ReferenceData,
  type Situation,
  TaxSeller,
  UserId
} from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { MemoryCustomerStore } from "@clientele/memory"
import { ControlPanel, Copaco, MspHub, Oneclick, TwoTCloud } from "@clientele/portals"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"

export type Id = CustomerId.CustomerId
type View = CustomerView.CustomerView

/** What is asked for in a portal, and under whom. */
export interface Wanted {
  readonly portal: Portal.Portal
  readonly parent: Id
  readonly draft: unknown
}

export interface Desk {
  readonly portals: ReadonlyArray<Portal.Portal>
  readonly reference: ReferenceData.ReferenceData
  /** Who is signed in, by the name of its home. */
  readonly home: View
  /** Customers under which new ones can be created, the own home first. */
  readonly parents: () => Promise<ReadonlyArray<View>>
  /** What a form can know beside the draft. The check knows more: it reads the whole tree. */
  readonly situation: (parent: Id) => Promise<Situation.Situation>
  /** What the full check says, without writing anything. */
  readonly check: (wanted: Wanted) => Promise<ReadonlyArray<Issue.Issue>>
  /** Creates the customer, once for each key. */
  readonly create: (wanted: Wanted, key: string) => Promise<Execution.Executed | ReadonlyArray<Issue.Issue>>
  readonly customers: (portal: string) => Promise<ReadonlyArray<View>>
  readonly find: (id: string) => Promise<View | null>
  readonly stop: () => Promise<void>
}

const lists = {
  customerTypes: [
    { value: "direct", label: "Direct" },
    { value: "managed", label: "Managed" },
    { value: "volume", label: "Volume, net 30 days" }
  ],
  subscriptions: [
    { value: "monthly", label: "Partner monthly" },
    { value: "annual", label: "Partner annual" }
  ],
  dataCenters: [
    { value: "ams", label: "Amsterdam" },
    { value: "fra", label: "Frankfurt" },
    { value: "zrh", label: "Zurich" }
  ],
  licenses: [
    { value: "workspace", label: "Cloud workspace" },
    { value: "professional", label: "Professional user" },
    { value: "customerAdmin", label: "Customer admin" }
  ]
}

const seller = TaxSeller.make("NL", {
  zones: [
    { id: "nl", label: "Netherlands, domestic VAT", treatment: "domestic" },
    { id: "reverse", label: "EU business, reverse charge", treatment: "reverseCharge" },
    { id: "oss", label: "EU consumer, VAT of the own country", treatment: "euConsumer" },
    { id: "export", label: "Outside the EU, no VAT", treatment: "outsideScope" }
  ]
})

/** How the distributor takes on a partner: the first customers have to come from somewhere. */
const partnerDesk = Portal.make({
  id: "partner-desk",
  version: 1,
  name: "Partner desk",
  steps: [
    {
      id: "partner",
      label: "Partner",
      fields: [
        { at: "/name", label: "Name", kind: "companyName", required: true },
        { at: "/address/country", label: "Country", kind: "country", required: true },
        { at: "/rights", label: "May", kind: "choices", options: { from: "rights" } }
      ]
    }
  ],
  rules: [],
  policies: { ...ControlPanel.portal.policies, letters: null, login: null, provisioning: [] },
  summary: false
})

export const open = async (): Promise<Desk> => {
  const portals = [TwoTCloud.portal, Copaco.portal, MspHub.portal, ControlPanel.portal, Oneclick.portal]
  const reference = World.make({ tax: europe, lists })
  const runtime = ManagedRuntime.make(
    Customers.Customers.layer({ portals: [...portals, partnerDesk], reference, seller }).pipe(
      Layer.provide(MemoryCustomerStore.layer)
    )
  )

  const { home, user } = await runtime.runPromise(
    Effect.gen(function* () {
      const customers = yield* Customers.Customers
      const newUser = Effect.map(Effect.all([Random.next, Random.next, Random.next, Random.next]), (random) =>
        UserId.fromParts(Date.now(), random)
      )
      const support: Actor.Actor = { _tag: "support", id: yield* newUser, platform: null }
      const root = yield* customers
        .execute({ _tag: "openPlatform", draft: { name: "Distributor", currency: "EUR", address: { country: "NL" } } })
        .pipe(Effect.provideService(Actor.CurrentActor, support))
      const partner = (parent: Id, name: string) =>
        customers
          .execute({
            _tag: "create",
            parent,
            portal: partnerDesk.id,
            draft: { name, address: { country: "NL" }, rights: Customer.rights(root.customer) }
          })
          .pipe(
            Effect.provideService(Actor.CurrentActor, support),
            Effect.map(({ customer }) => customer)
          )
      const home = yield* partner(root.customer.id, "Cloud Noord B.V.")
      yield* partner(home.id, "Cloud Noord Scholen")
      const user: Actor.Actor = {
        _tag: "user",
        id: yield* newUser,
        platform: home.platform,
        home: home.id,
        role: "administrator"
      }
      return { home, user }
    })
  )

  const run = <A, E>(ask: (customers: Customers.Customers["Service"]) => Effect.Effect<A, E, Actor.CurrentActor>) =>
    runtime.runPromise(Effect.flatMap(Customers.Customers, ask).pipe(Effect.provideService(Actor.CurrentActor, user)))

  const command = ({ draft, parent, portal }: Wanted) => ({ _tag: "create", parent, portal: portal.id, draft }) as const

  /** A refusal by the tree, or a store that does not answer, concerns the form as a whole. */
  const asIssues = (error: Execution.ExecuteError): ReadonlyArray<Issue.Issue> =>
    error._tag === "DraftRefused"
      ? error.issues
      : [{ pointer: "", step: "", severity: "error", code: error._tag, message: error.message }]

  return {
    portals,
    reference,
    home,
    parents: async () => {
      const page = await run((customers) => customers.page({ order: "tree" }))
      const may = (view: View, above: ReadonlyArray<View>) =>
        view.status === "active" && Authority.can(user, "create", [view, ...above].map(CustomerView.node))
      const above = (view: View): ReadonlyArray<View> => {
        const parent = page.items.find(({ id }) => id === view.parent)
        return parent === undefined ? [] : [parent, ...above(parent)]
      }
      return page.items
        .filter((view) => Customer.rights(view).includes("createCustomers") && may(view, above(view)))
        .toSorted((a, b) => above(a).length - above(b).length)
    },
    situation: (parent) =>
      run((customers) =>
        Effect.gen(function* () {
          const line = [yield* customers.get(parent), ...(yield* customers.ancestors(parent))]
          const [first] = line
          return {
            seller,
            ...(first === undefined
              ? {}
              : {
                  parent: {
                    profile: first.profile,
                    depth: line.length,
                    rights: Customer.rights(first),
                    offered: first.offered
                  }
                }),
            creator: { distance: line.findIndex(({ id }) => id === home.id) + 1, rights: Customer.rights(home) }
          }
        })
      ),
    check: (wanted) =>
      run((customers) =>
        customers
          .preview(command(wanted))
          .pipe(
            Effect.match({ onFailure: asIssues, onSuccess: ({ warnings }): ReadonlyArray<Issue.Issue> => warnings })
          )
      ),
    create: (wanted, idempotencyKey) =>
      run((customers) =>
        customers.execute(command(wanted), { idempotencyKey }).pipe(
          Effect.match({
            onFailure: (error): Execution.Executed | ReadonlyArray<Issue.Issue> => asIssues(error),
            onSuccess: (executed) => executed
          })
        )
      ),
    customers: (portal) =>
      run((customers) => Effect.map(customers.page({ portal, order: "newest", limit: 200 }), ({ items }) => items)),
    find: async (id) =>
      Schema.is(CustomerId.CustomerId)(id)
        ? run((customers) => customers.get(id).pipe(Effect.catchTag("CustomerNotFound", () => Effect.succeed(null))))
        : null,
    stop: () => runtime.dispose()
  }
}
