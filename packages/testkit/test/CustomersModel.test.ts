import { Actor, Customers, type CustomerId } from "@clientele/core"
import { MemoryCustomerStore } from "@clientele/memory"
import { Commands, CustomersModel, SampleOptions } from "@clientele/testkit"
import { describe, it } from "@effect/vitest"
import { Effect, Layer, ManagedRuntime, Result } from "effect"
import * as fc from "fast-check"

const layer = Layer.provide(Customers.Customers.layer(SampleOptions.options), MemoryCustomerStore.layer)

/** Opens a platform and gives the real side of the model. */
const real = async (
  runtime: ManagedRuntime.ManagedRuntime<Customers.Customers, never>
): Promise<CustomersModel.Real> => {
  const as = <A, E>(
    actor: Actor.Actor,
    asked: (service: Customers.Customers["Service"]) => Effect.Effect<A, E, Actor.CurrentActor>
  ) =>
    runtime.runPromise(
      Effect.result(
        Effect.flatMap(Customers.Customers, (service) =>
          Effect.provideService(asked(service), Actor.CurrentActor, actor)
        )
      )
    )
  const run: CustomersModel.Real["run"] = async (command) => {
    const result = await as(Commands.operator, (service) => service.execute(command))
    if (Result.isSuccess(result)) return { id: result.success.customer.id }
    const error = result.failure
    return {
      refused:
        error._tag === "CommandRefused"
          ? error.reason
          : error._tag === "DraftRefused"
            ? error.issues.map(({ code }) => code).join()
            : error._tag
    }
  }
  const opened = await run({ _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR" } })
  if (!("id" in opened)) throw new Error(opened.refused)
  const get = async (id: CustomerId.CustomerId) =>
    Result.getOrThrow(await as(Commands.operator, (service) => service.get(id)))
  const { platform } = await get(opened.id)
  return {
    ids: [opened.id],
    run,
    get,
    sees: async (home, id) =>
      Result.isSuccess(
        await as({ _tag: "user", id: Commands.user(1), platform, home, role: "user" }, (service) => service.get(id))
      )
  }
}

describe("CustomersModel", () => {
  it("invariant 1 7 11 whole trees behave as the simple model, over 300 sequences", { timeout: 120_000 }, () =>
    fc.assert(
      fc.asyncProperty(CustomersModel.sequences(40), async (commands) => {
        const runtime = ManagedRuntime.make(layer)
        try {
          await fc.asyncModelRun(async () => ({ model: CustomersModel.opened(), real: await real(runtime) }), commands)
        } finally {
          await runtime.dispose()
        }
      }),
      { numRuns: 300 }
    )
  )
})
