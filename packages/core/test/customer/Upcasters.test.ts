import { Event, Upcasters } from "@clientele/core"
import { assert, describe, it } from "@effect/vitest"

const stored = {
  schema: 1,
  platform: "plt_00000000000000000000000000",
  customer: "cus_00000000000000000000000000",
  sequence: 3,
  at: "2026-11-22T09:30:00.000Z",
  by: "usr_00000000000000000000000000",
  via: null,
  command: { id: "cmd_00000000000000000000000000", name: "resume" },
  event: { _tag: "HoldLifted", reason: "credit" }
}

describe("Upcasters", () => {
  it("reads an event of the present version as it stands", () => {
    assert.deepStrictEqual(Upcasters.read(stored), stored as unknown as Event.Redacted)
  })

  it("lifts an old event version by version, each upcaster once and in order", () => {
    const lifted = Upcasters.lift(
      { schema: 1, event: { why: "credit" } },
      {
        1: ({ event }) => ({ event: { cause: (event as { why: string }).why } }),
        2: ({ event }) => ({ event: { reason: (event as { cause: string }).cause } })
      },
      3
    )
    assert.deepStrictEqual(lifted, { schema: 3, event: { reason: "credit" } })
  })

  it("throws where a release in between left no upcaster, or where nobody has ever written such an event", () => {
    assert.throws(() => Upcasters.lift({ schema: 1 }, {}, 2), /no upcaster from version 1/u)
    assert.throws(() => Upcasters.read({ ...stored, event: { _tag: "NeverHappened" } }))
  })

  it("has an upcaster from every version before the present one", () => {
    assert.deepStrictEqual(
      Object.keys(Upcasters.all).map(Number),
      Array.from({ length: Event.schemaVersion - 1 }, (_, index) => index + 1)
    )
  })
})
