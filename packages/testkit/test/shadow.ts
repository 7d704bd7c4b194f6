import { Actor, type CustomerId, Customers, CustomerStore, type Execution } from "@clientele/core"
import { MemoryCustomerStore } from "@clientele/memory"
import { Commands, SampleOptions, Sandbox } from "@clientele/testkit"
import { Context, Effect, Layer } from "effect"

type Id = CustomerId.CustomerId
type Store = CustomerStore.CustomerStore["Service"]

/** `Customers` on a store of its own, and what is in that store. */
export interface Bench {
  readonly customers: Customers.Customers["Service"]
  readonly store: Store
  readonly as: <A, E>(actor: Actor.Actor, asked: Effect.Effect<A, E, Actor.CurrentActor>) => Effect.Effect<A, E>
  /** Everybody, as kept: each after its parent. */
  readonly all: Effect.Effect<ReadonlyArray<CustomerStore.Stored>>
  /** What the command generators look at: the store's customers in place of a sandbox's. */
  readonly shadow: Effect.Effect<Sandbox.Sandbox>
}

export const bench = (
  wrap: (store: Store) => Store = (store) => store,
  options: Execution.Options = SampleOptions.options
): Effect.Effect<Bench> =>
  Effect.scoped(
    Effect.gen(function* () {
      const kept = yield* Layer.build(MemoryCustomerStore.layer)
      const store = Context.get(kept, CustomerStore.CustomerStore)
      const given = Layer.succeed(CustomerStore.CustomerStore, wrap(store))
      const built = yield* Layer.build(Layer.provide(Customers.Customers.layer(options), given))
      const roots = new Set<Id>()
      const customers = Context.get(built, Customers.Customers)
      const all = Effect.gen(function* () {
        const found: Array<CustomerStore.Stored> = []
        for (const root of roots) {
          found.push(...(yield* store.many([root])), ...(yield* store.below(root)))
        }
        return found
      }).pipe(Effect.orDie)
      const execute: typeof customers.execute = (command, how) =>
        Effect.tap(customers.execute(command, how), ({ customer }) =>
          Effect.sync(() => {
            if (command._tag === "openPlatform") roots.add(customer.id)
          })
        )
      return {
        customers: { ...customers, execute },
        store,
        as: (actor, asked) => Effect.provideService(asked, Actor.CurrentActor, actor),
        all,
        shadow: Effect.map(all, (them) => {
          const byId = new Map(them.map(({ customer }) => [customer.id, { customer, events: [] }]))
          const line = (id: Id): ReturnType<Sandbox.Sandbox["line"]> => {
            const own = byId.get(id)?.customer
            return own === undefined ? [] : [own, ...(own.parent === null ? [] : line(own.parent))]
          }
          return { ...Sandbox.make(options), all: () => [...byId.values()], get: (id) => byId.get(id), line }
        })
      }
    })
  )

/** Opens a platform, and so makes the bench ready. */
export const opened = (bench: Bench): Effect.Effect<Id> =>
  Effect.map(
    Effect.orDie(
      bench.as(
        Commands.operator,
        bench.customers.execute({ _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR" } })
      )
    ),
    ({ customer }) => customer.id
  )
