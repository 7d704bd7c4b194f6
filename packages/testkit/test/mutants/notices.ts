import type { Law } from "@clientele/testkit"
import { assert } from "@effect/vitest"
import { Effect, Exit, type Layer } from "effect"

/** Holds if the law fails on what the layer builds: by saying so, not by falling over. */
export const notices = <R>(laws: ReadonlyArray<Law.Law<R>>, id: string, layer: Layer.Layer<R>) =>
  Effect.gen(function* () {
    const law = laws.find((one) => one.id === id)
    if (law === undefined) return assert.fail(`there is no law ${id}`)
    const outcome = yield* Effect.exit(Effect.provide(law.check, layer))
    if (Exit.isSuccess(outcome)) return assert.fail(`${id} holds for a store that breaks it`)
    const [reason] = outcome.cause.reasons
    const broken = reason?._tag === "Fail" && reason.error._tag === "LawBroken" ? reason.error.law : reason
    assert.strictEqual(broken, `${id} ${law.title}`)
  })
