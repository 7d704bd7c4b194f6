import { Actor, CommandRefused, Customers, CustomerStore, type CustomerView, type Execution } from "@clientele/core"
import { MemoryCustomerStore } from "@clientele/memory"
import { Commands, SampleOptions } from "@clientele/testkit"
import { Effect, Layer } from "effect"

export type Service = Customers.Customers["Service"]
export type Store = CustomerStore.CustomerStore["Service"]

/** One way to get `Customers` wrong, and the law that must notice. */
export interface Mutant {
  readonly bug: string
  readonly caughtBy: string
  readonly service?: (service: Service) => Service
  readonly store?: (store: Store) => Store
  readonly options?: (options: Execution.Options) => Execution.Options
}

export const layer = ({
  options = (as) => as,
  service = (as) => as,
  store = (as) => as
}: Mutant): Layer.Layer<Customers.Customers> =>
  Layer.effect(Customers.Customers, Effect.map(Customers.Customers, service)).pipe(
    Layer.provide(Customers.Customers.layer(options(SampleOptions.options))),
    Layer.provide(Layer.effect(CustomerStore.CustomerStore, Effect.map(CustomerStore.CustomerStore, store))),
    Layer.provide(MemoryCustomerStore.layer)
  )

/** Asks as somebody else than who really asks. */
export const as =
  (who: (actor: Actor.Actor) => Actor.Actor) =>
  <A, E, R>(asked: Effect.Effect<A, E, R>) =>
    Effect.flatMap(Actor.CurrentActor, (actor) => Effect.provideService(asked, Actor.CurrentActor, who(actor)))

export const asOperator = as(() => Commands.operator)

const answer = (customer: CustomerView.CustomerView): Execution.Executed => ({
  customer,
  command: `cmd_${"0".repeat(26)}` as never,
  warnings: [],
  replayed: false
})

/** Says that it did what it refused for this reason. */
export const pretends =
  (reason: CommandRefused.Reason) =>
  (service: Service): Service => ({
    ...service,
    execute: (command, how) =>
      Effect.catchTag(service.execute(command, how), "CommandRefused", (refused) =>
        refused.reason === reason && "customer" in command
          ? Effect.map(Effect.orDie(service.get(command.customer)), answer)
          : Effect.fail(refused)
      )
  })

/** Lets others in between reading and writing, as a store on a network does. */
export const slow = (store: Store): Store => ({
  ...store,
  commit: (commit) => Effect.andThen(Effect.yieldNow, store.commit(commit))
})
