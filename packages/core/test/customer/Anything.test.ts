import { Decide, type CustomerId, Draft, Portal } from "@clientele/core"
import { Arbitraries, Commands, Sandbox, Walks } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { options, runs } from "./walks.ts"

/** A platform with a draft and an active customer of each portal. */
const scene = () => {
  const sandbox = Sandbox.make(options)
  const run = (command: Parameters<typeof sandbox.run>[0]) => {
    const outcome = sandbox.run(command, Commands.operator, Walks.beginning)
    if (outcome._tag !== "accepted") throw new Error(`${command._tag} was ${outcome._tag}`)
    return outcome.changes[0]?.after.id as CustomerId.CustomerId
  }
  const root = run({ _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR" } })
  const draft = run({ _tag: "open", parent: root, portal: "automatic", draft: {} })
  const active = run({
    _tag: "create",
    parent: root,
    portal: "plain",
    draft: { name: "Copaco B.V.", currency: "EUR", address: { country: "NL" } }
  })
  run({ _tag: "approve", customer: active })
  return { sandbox, root, draft, active }
}

const { active, draft, root, sandbox } = scene()

describe("Anything as a draft", () => {
  for (const portal of [...options.portals, Portal.platform]) {
    it.prop(
      `gives issues or a customer, never a throw: ${portal.id}`,
      [Arbitraries.anything(portal)],
      ([input]) => {
        const commands = [
          portal.id === "platform"
            ? ({ _tag: "openPlatform", draft: input } as const)
            : ({ _tag: "create", parent: root, portal: portal.id, draft: input } as const),
          { _tag: "edit", customer: draft, changes: input } as const,
          { _tag: "edit", customer: active, changes: input } as const
        ]
        for (const command of commands) {
          const state = "customer" in command ? (sandbox.get(command.customer)?.customer ?? null) : null
          const decided = Decide.decide(sandbox.context(command, Commands.operator, Walks.beginning), state, command)
          if (Result.isFailure(decided)) {
            assert.strictEqual(decided.failure._tag, "DraftRefused")
            if (decided.failure._tag !== "DraftRefused") return
            assert.isAtMost(decided.failure.issues.length, 1000)
            assert.isNotEmpty(decided.failure.issues.filter(({ severity }) => severity === "error"))
            for (const { message, pointer } of decided.failure.issues) {
              assert.isAtMost(pointer.length, 300)
              assert.isAtMost(message.length, 1000)
            }
          } else assert.isAtMost(JSON.stringify(decided.success.events).length, 100_000)
        }
        const { draft: read } = Draft.decode(portal, input)
        assert.deepStrictEqual(JSON.parse(JSON.stringify(read)), read, "a draft is plain JSON")
        assert.isFalse(Object.hasOwn(Object.prototype, "polluted"))
      },
      { ...runs, arbitrary: { ...runs.arbitrary, runs: portal.id === "plain" ? 1000 : 200 } }
    )
  }
})
