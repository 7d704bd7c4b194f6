import { assert, describe, it } from "vitest"
import { cover, kinds } from "../rules.ts"

const at = (test: string, status = "passed", file = "packages/portals/test/Copaco.test.ts") => ({ file, test, status })

describe("rules", () => {
  it("knows 175 statements", () => {
    assert.strictEqual(kinds.size, 175)
    assert.strictEqual(kinds.get("2T-19"), "R")
  })

  it("counts up to three ids at the start of the name of a test that passed", () => {
    const { byId, missing, shown } = cover([at("CO-05 CO-06 CO-07 asks for names"), at("refuses what MH-61 refuses")])
    assert.deepStrictEqual(Object.keys(byId), ["CO-05", "CO-06", "CO-07"])
    assert.deepStrictEqual(byId["CO-05"], [
      { file: "packages/portals/test/Copaco.test.ts", test: "CO-05 CO-06 CO-07 asks for names" }
    ])
    assert.strictEqual(shown, 3)
    assert.lengthOf(missing, 172)
    assert.include(missing, "MH-61")
  })

  it("a test that failed or was skipped shows nothing", () => {
    assert.strictEqual(cover([at("CO-05 a", "failed"), at("CO-06 b", "skipped"), at("CO-07 c", "todo")]).shown, 0)
  })

  it("navigation counts only in a browser, unless the row is context", () => {
    assert.deepStrictEqual(Object.keys(cover([at("CO-03 opens the form"), at("CO-02 buys")]).byId), ["CO-02"])
    assert.strictEqual(cover([at("CO-03 opens the form", "passed", "examples/x/test/Copaco.browser.test.ts")]).shown, 1)
  })

  it("complains of a fourth id and of an id that does not exist", () => {
    assert.lengthOf(cover([at("CO-05 CO-06 CO-07 CO-08 too much")]).problems, 1)
    assert.deepStrictEqual(cover([at("CO-99 unheard of")]).problems, [
      `packages/portals/test/Copaco.test.ts: "CO-99 unheard of" names CO-99, which does not exist`
    ])
  })
})
