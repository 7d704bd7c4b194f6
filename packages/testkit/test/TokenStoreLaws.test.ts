import { TokenStoreLaws } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { brokenStores } from "./mutants/brokenStores.ts"
import { notices } from "./mutants/notices.ts"
import { tokens as mutants } from "./mutants/tokens.ts"

describe("TokenStoreLaws", () => {
  for (const mutant of mutants) {
    it.live(`${mutant.law} notices one that ${mutant.bug}`, () =>
      notices(TokenStoreLaws.laws, mutant.law, brokenStores(mutant))
    )
  }

  it("has a mutant for every law, and numbers every law once", () => {
    const laws = TokenStoreLaws.laws.map(({ id }) => id)
    assert.deepStrictEqual(
      mutants.map(({ law }) => law),
      laws
    )
    assert.deepStrictEqual(
      laws,
      laws.map((_, index) => `TOKEN-${index + 1}` as const)
    )
  })
})
