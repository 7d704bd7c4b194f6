import * as Condition from "@clientele/core/Condition"
import { assert, describe, it } from "@effect/vitest"

const draft = { kind: "company", demo: false, levels: 2, name: "Ada", blank: "  ", none: null, list: [], some: [1] }
const holds = (condition: Condition.Condition) => Condition.holds(condition, draft)

describe("Condition", () => {
  it("is: the value, of the same type", () => {
    assert.isTrue(holds({ at: "/kind", is: "company" }))
    assert.isTrue(holds({ at: "/demo", is: false }))
    assert.isFalse(holds({ at: "/levels", is: "2" }))
    assert.isFalse(holds({ at: "/missing", is: "company" }))
  })

  it("oneOf: one of the values", () => {
    assert.isTrue(holds({ at: "/levels", oneOf: [1, 2] }))
    assert.isFalse(holds({ at: "/levels", oneOf: [] }))
    assert.isFalse(holds({ at: "/missing", oneOf: [1] }))
  })

  it("filled: neither missing nor blank nor an empty list", () => {
    for (const [at, filled] of [
      ["/name", true],
      ["/demo", true],
      ["/some", true],
      ["/blank", false],
      ["/none", false],
      ["/list", false],
      ["/missing", false]
    ] as const) {
      assert.strictEqual(holds({ at, filled: true }), filled, at)
      assert.strictEqual(holds({ at, filled: false }), !filled, at)
    }
  })

  it("all, any and not", () => {
    const yes = { at: "/kind", is: "company" } as const
    const no = { at: "/kind", is: "individual" } as const
    assert.deepStrictEqual(
      [[yes, yes], [yes, no], [no, no], []].map((inner) => [holds({ all: inner }), holds({ any: inner })]),
      [
        [true, true],
        [false, true],
        [false, false],
        [true, false]
      ]
    )
    assert.isFalse(holds({ not: yes }))
    assert.isTrue(holds({ not: { all: [yes, { not: yes }] } }))
  })

  it("looks at anything without harm", () => {
    for (const anything of [null, undefined, 1, "text", []]) {
      assert.isFalse(Condition.holds({ at: "/kind", is: "company" }, anything))
    }
  })
})
