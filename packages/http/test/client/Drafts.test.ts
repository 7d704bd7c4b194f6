import { Actor, Customers, type Execution, type Issue } from "@clientele/core"
import { MemoryStores } from "@clientele/memory"
import { Arbitraries, SampleOptions } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { HttpCustomers } from "@clientele/http"
import { operator, url } from "../running.ts"
import { asWhoever, kernel, served } from "./over.ts"

const { options } = SampleOptions

type Service = Customers.Customers["Service"]

/** The same kernel twice: in process, and over a socket. */
const both = Effect.gen(function* () {
  const near = yield* Customers.Customers
  const far = yield* Customers.Customers.pipe(
    Effect.provide(HttpCustomers.layer({ url: yield* url, credential: asWhoever }))
  )
  return { near, far }
})

const stores = kernel(options, MemoryStores.layer)
const layer = Layer.unwrap(
  Effect.map(Effect.context<Layer.Success<typeof stores>>(), (context) =>
    Layer.merge(served(Layer.succeedContext(context)), Layer.succeedContext(context))
  )
).pipe(Layer.provide(stores))

/** All but the words: those name the type of a value, which JSON may not know. */
const places = (issues: ReadonlyArray<Issue.Issue>) =>
  issues.map(({ code, pointer, severity, step }) => ({ code, pointer, severity, step }))

const told = (asked: Effect.Effect<Execution.Preview, Execution.ExecuteError, Actor.CurrentActor>) =>
  Effect.map(Effect.result(asked), (result) =>
    Result.isSuccess(result)
      ? { of: "preview", issues: places(result.success.warnings) }
      : {
          of: result.failure._tag,
          issues: result.failure._tag === "DraftRefused" ? places(result.failure.issues) : []
        }
  )

const platform = (service: Service) =>
  service.execute({ _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR" } })

describe("drafts over the wire", () => {
  it.layer(layer)((it) => {
    for (const portal of options.portals) {
      it.effect.prop(
        `anything at all is judged as in process: ${portal.id}`,
        [Arbitraries.anything(portal)],
        ([draft]) =>
          Effect.gen(function* () {
            const { far, near } = yield* both
            const { customer: root } = yield* platform(near)
            const { customer } = yield* near.execute({ _tag: "open", parent: root.id, portal: portal.id, draft: {} })
            for (const command of [
              { _tag: "create", parent: root.id, portal: portal.id, draft },
              { _tag: "edit", customer: customer.id, changes: draft }
            ] as const) {
              assert.deepStrictEqual(yield* told(far.preview(command)), yield* told(near.preview(command)))
            }
          }).pipe(Effect.provideService(Actor.CurrentActor, operator as Actor.Actor)),
        { arbitrary: { runs: 40 } }
      )
    }

    it.effect("what throws, leads back to itself or is too large is refused as a draft", () =>
      Effect.gen(function* () {
        const { far, near } = yield* both
        const { customer: root } = yield* platform(near)
        const circle: Record<string, unknown> = { name: "Ada" }
        circle["address"] = circle
        const trap = {
          get name(): string {
            throw new Error("mine")
          }
        }
        for (const draft of [
          circle,
          trap,
          "x".repeat(2_000_000),
          { name: "x".repeat(2_000_000) },
          () => 1,
          7n,
          undefined
        ]) {
          const command = { _tag: "create", parent: root.id, portal: "plain", draft } as const
          const [one, two] = [yield* Effect.flip(far.execute(command)), yield* Effect.flip(near.execute(command))]
          assert.deepStrictEqual([one._tag, two._tag], ["DraftRefused", "DraftRefused"])
        }
      }).pipe(Effect.provideService(Actor.CurrentActor, operator as Actor.Actor))
    )
  })
})
