import type { Command } from "@clientele/core"
import { Arbitraries, Given, SampleOptions } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { runs } from "./walks.ts"

const given = Given.on(SampleOptions.options)
const [first, second] = ["BE0403019261", "BE0202239951"] as const
const draft = { name: "Voorbeeld B.V.", currency: "EUR", address: { country: "BE" }, vatId: first }
const created: Given.Asked = { _tag: "create", portal: "plain", draft }
const says = (vatId: string, outcome: "valid" | "invalid" | "unavailable", retryAfter?: number): Given.Asked => ({
  _tag: "recordVatEvidence",
  vatId,
  outcome,
  ...(retryAfter === undefined ? {} : { retryAfter })
})
const changed: Given.Asked = { _tag: "edit", changes: { vatId: second } }

describe("VAT evidence", () => {
  for (const [how, ...back] of [
    ["withdrawn", { _tag: "withdraw" }],
    ["rejected and revised", { _tag: "reject", reason: "not yet" }, { _tag: "revise" }],
    ["discarded and reopened", { _tag: "discard" }, { _tag: "reopen" }]
  ] as ReadonlyArray<readonly [string, ...ReadonlyArray<Given.Asked>]>) {
    it(`C: a new VAT id of a customer that was ${how} does not inherit the other one's evidence`, () => {
      const { state } = given(created).and(says(first, "valid"), ...back, changed, { _tag: "submit" })
      assert.strictEqual(state?.profile.vatId, second)
      assert.deepStrictEqual(state?.vatEvidence, { _tag: "unverified" })
      assert.deepInclude(state?.taxZone, { treatment: "reverseCharge", provisional: true })
      const same = given(created).and(says(first, "valid"), ...back, { _tag: "submit" })
      assert.strictEqual(same.state?.vatEvidence._tag, "valid")
    })
  }

  it("C: an id that is typed again after another one is asked for again", () => {
    const again: Given.Asked = { _tag: "edit", changes: { vatId: first } }
    const { state } = given(created).and(says(first, "valid"), { _tag: "withdraw" }, changed, again, { _tag: "submit" })
    assert.deepStrictEqual(state?.vatEvidence, { _tag: "unverified" })
  })

  it("C: an outage is pending until it is asked again, and changes nothing that was answered", () => {
    const out = given(created).and(says(first, "unavailable", 1800))
    const at = out.state?.submitted?.at
    assert.deepStrictEqual(out.state?.vatEvidence as unknown, {
      _tag: "pending",
      retryAt: "2026-11-22T10:00:00.000Z",
      since: at
    })
    const later = out.after(1_800_000)
    const pending = later.and(says(first, "unavailable", 60)).state?.vatEvidence
    assert.deepStrictEqual(pending as unknown, { _tag: "pending", retryAt: "2026-11-22T10:01:00.000Z", since: at })
    const unknown = later.and(says(first, "unavailable"))
    assert.deepStrictEqual(unknown.state?.vatEvidence as unknown, { _tag: "unavailable", since: at })
    assert.deepInclude(unknown.when(says(first, "unavailable")) as object, { reason: "alreadySo" })
    const valid = later.and(says(first, "valid"))
    assert.deepInclude(valid.when(says(first, "unavailable", 60)) as object, { reason: "alreadySo" })
  })

  const ids = [first, second, "be 0403.019.261", "NL006486253B01", null]
  const step = (seed: number): Given.Asked => {
    const id = ids[(seed >> 5) % ids.length] ?? null
    const steps: ReadonlyArray<Given.Asked> = [
      { _tag: "edit", changes: { vatId: id } },
      { _tag: "edit", changes: { vatId: id, name: "Other B.V." } },
      { _tag: "submit" },
      { _tag: "withdraw" },
      { _tag: "reject", reason: "no" },
      { _tag: "revise" },
      { _tag: "discard" },
      { _tag: "reopen" },
      { _tag: "approve" },
      { _tag: "close", reason: "x" },
      { _tag: "finishClose" },
      { _tag: "enterInvoiceRecipient", recipient: { name: "Payer B.V.", ...(id === null ? {} : { vatId: id }) } },
      says(id ?? first, (["valid", "invalid", "unavailable"] as const)[(seed >> 8) % 3] ?? "valid"),
      says(id ?? first, "valid"),
      says(id ?? first, "unavailable", 60)
    ]
    return steps[seed % steps.length] ?? { _tag: "submit" }
  }

  it.prop(
    "C: whatever was asked, evidence other than none and unverified belongs to the present id",
    [Arbitraries.seeds(25)],
    ([seeds]) => {
      const { sandbox, state } = given(created)
      if (state === null) throw new Error("a customer is created")
      let found: string | null = null
      for (const seed of seeds) {
        const command = { customer: state.id, ...step(seed) } as Command.Command
        const outcome = sandbox.run(command, Given.support, state.lifecycle.since)
        if (outcome._tag !== "accepted") continue
        if (command._tag === "recordVatEvidence") found = command.vatId
        const now = sandbox.get(state.id)?.customer
        if (now === undefined || ["none", "unverified"].includes(now.vatEvidence._tag)) continue
        assert.strictEqual(now.profile.vatId ?? now.profile.invoiceRecipient?.vatId, found)
      }
    },
    runs
  )
})
