import { Check, Draft, DraftJson, type Issue, type Portal } from "@clientele/core"
import { Arbitraries, Given, SampleOptions } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"

const { portals, reference } = SampleOptions.options
const parent = { name: "Root B.V." }

/** What an issue says but for the words: those name the type of a value, which JSON may not know. */
const places = (issues: ReadonlyArray<Issue.Issue>) =>
  issues.map(({ code, pointer, severity, step }) => ({ code, pointer, severity, step }))

const judged = (portal: Portal.Portal, draft: unknown) => places(Check.run(portal, draft, reference).issues)

const sent = (read: ReturnType<typeof DraftJson.from>): unknown => JSON.parse(JSON.stringify(Result.getOrThrow(read)))

describe("Drafts as JSON", () => {
  for (const portal of portals) {
    it.prop(
      `the check finds the same in what was sent: ${portal.id}`,
      [Arbitraries.anything(portal)],
      ([input]) => {
        assert.deepStrictEqual(judged(portal, sent(DraftJson.from(input))), judged(portal, input))
        for (const before of [{}, parent, { address: { country: "NL" } }]) {
          assert.deepStrictEqual(
            judged(portal, Draft.merge(before, sent(DraftJson.from(input)))),
            judged(portal, Draft.merge(before, input))
          )
        }
      },
      { arbitrary: { runs: 100 } }
    )
  }

  it("ends where a value leads back to itself", () => {
    const circle: Record<string, unknown> = { name: "Ada" }
    circle["address"] = circle
    const [portal = Given.options.portals[0] as Portal.Portal] = portals
    assert.deepStrictEqual(judged(portal, sent(DraftJson.from(circle))), judged(portal, circle))
  })

  it("refuses what throws when it is read", () => {
    const trap = {
      get name(): string {
        throw new Error("mine")
      }
    }
    const refused = DraftJson.from({ address: trap })
    assert.isTrue(Result.isFailure(refused))
    assert.strictEqual(Result.isFailure(refused) ? refused.failure._tag : null, "DraftRefused")
  })
})
