import { UserStoreLaws } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { brokenStores } from "./mutants/brokenStores.ts"
import { notices } from "./mutants/notices.ts"
import { users as mutants } from "./mutants/signing.ts"

describe("UserStoreLaws", () => {
  for (const mutant of mutants) {
    it.live(`${mutant.law} notices one that ${mutant.bug}`, () =>
      notices(UserStoreLaws.laws, mutant.law, brokenStores(mutant))
    )
  }

  it("has a mutant for every law, and numbers every law once", () => {
    const laws = UserStoreLaws.laws.map(({ id }) => id)
    assert.deepStrictEqual(
      mutants.map(({ law }) => law),
      laws
    )
    assert.deepStrictEqual(
      laws,
      laws.map((_, index) => `USERS-${index + 1}` as const)
    )
  })
})
