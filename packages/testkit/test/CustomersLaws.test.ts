import { CustomersLaws } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { layer } from "./customers/Mutant.ts"
import { mutants } from "./customers/mutants.ts"

describe("CustomersLaws", () => {
  for (const mutant of mutants) {
    it.effect(
      `${mutant.caughtBy} notices a service that ${mutant.bug}`,
      () =>
        Effect.gen(function* () {
          const law = CustomersLaws.laws.find(({ id }) => id === mutant.caughtBy)
          const broken = yield* Effect.flip(Effect.provide(law?.check ?? Effect.void, layer(mutant)))
          assert.strictEqual(broken._tag, "LawBroken")
          assert.include(broken.law, mutant.caughtBy)
        }),
      30_000
    )
  }

  it("has a mutant for every law, and numbers every law once", () => {
    const ids = CustomersLaws.laws.map(({ id }) => id)
    assert.sameMembers(
      mutants.map(({ caughtBy }) => caughtBy),
      ids
    )
    assert.strictEqual(new Set(ids).size, ids.length)
  })
})
