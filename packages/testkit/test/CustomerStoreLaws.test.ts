import { CustomerStore } from "@clientele/core"
import { MemoryCustomerStore } from "@clientele/memory"
import { CustomerStoreLaws, Session } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { claiming } from "./mutants/claiming.ts"
import { following } from "./mutants/following.ts"
import { notices } from "./mutants/notices.ts"
import { paging } from "./mutants/paging.ts"
import { viewing } from "./mutants/viewing.ts"
import { writing } from "./mutants/writing.ts"

/** Every way we know to get a store wrong, and the law that must notice. */
const mutants = [...writing, ...claiming, ...following, ...paging, ...viewing]

const restarts: ReadonlyArray<{
  readonly law: string
  readonly bug: string
  readonly store: Layer.Layer<CustomerStore.CustomerStore>
}> = [
  { law: "STORE-73", bug: "forgets everything when it is closed", store: MemoryCustomerStore.layer },
  {
    law: "STORE-74",
    bug: "keeps everything when it is closed",
    store: Layer.succeed(
      CustomerStore.CustomerStore,
      Effect.runSync(Effect.provide(CustomerStore.CustomerStore, MemoryCustomerStore.layer))
    )
  }
]

describe("CustomerStoreLaws", () => {
  for (const mutant of mutants) {
    it.live(`${mutant.law} notices a store that ${mutant.bug}`, () =>
      notices(
        CustomerStoreLaws.laws,
        mutant.law,
        Layer.effect(
          CustomerStore.CustomerStore,
          Effect.map(CustomerStore.CustomerStore, (sound) => ({ ...sound, ...mutant.break(sound) }))
        ).pipe(Layer.provide(MemoryCustomerStore.layer))
      )
    )
  }

  for (const { bug, law, store } of restarts) {
    it.live(`${law} notices a store that ${bug}`, () =>
      notices(CustomerStoreLaws.restartLaws, law, Session.Session.layer(store))
    )
  }

  it("has a mutant for every law, and numbers every law once", () => {
    const laws = [...CustomerStoreLaws.laws, ...CustomerStoreLaws.restartLaws].map(({ id }) => id)
    assert.sameMembers(
      [...mutants, ...restarts].map(({ law }) => law),
      laws
    )
    assert.sameMembers(
      laws,
      laws.map((_, index) => `STORE-${index + 1}` as const)
    )
  })
})
