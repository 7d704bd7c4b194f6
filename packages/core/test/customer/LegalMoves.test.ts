import { Command, Decide, LegalMoves, Lifecycle } from "@clientele/core"
import { Commands, Dice } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { always, changes, dice, runs, walk } from "./walks.ts"

describe("LegalMoves", () => {
  it("has one row for each command, and only stages that there are", () => {
    assert.sameMembers(
      LegalMoves.table.map(({ command }) => command),
      [...Command.names]
    )
    for (const { from, to } of LegalMoves.table) {
      assert.includeMembers([...Lifecycle.stages, null], [...from, ...to])
      assert.isNotEmpty(from)
    }
  })

  it.prop(
    "decide refuses for the stage exactly what the table does not list",
    [walk],
    ([walked]) => {
      const { at: now, sandbox } = walked
      const number = dice(walked).roll(1_000_000)
      const { customer } = Dice.seeded(number).one(sandbox.all())
      for (const [at, name] of Command.names.entries()) {
        if (["open", "create", "openPlatform"].includes(name)) continue
        const command = Commands.named(sandbox, name, customer.id, now)(Dice.seeded(number + at))
        const decided = Decide.decide(sandbox.context(command, Commands.operator, now), customer, command)
        const refused =
          Result.isFailure(decided) &&
          decided.failure._tag === "CommandRefused" &&
          decided.failure.reason === "notInThisStage"
        assert.strictEqual(
          refused,
          !LegalMoves.of(name).from.includes(customer.lifecycle._tag),
          `${name} while ${customer.lifecycle._tag}`
        )
      }
    },
    runs
  )

  it.prop(
    "what opens a customer is refused for one that is there, and everything else for none",
    [walk],
    ([walked]) => {
      const { at: now, sandbox } = walked
      const number = dice(walked).roll(1_000_000)
      const { customer } = Dice.seeded(number).one(sandbox.all())
      for (const name of Command.names) {
        const command = Commands.named(sandbox, name, customer.id, now)(Dice.seeded(0))
        const opens = ["open", "create", "openPlatform"].includes(name)
        const decided = Decide.decide(
          sandbox.context(command, Commands.operator, now),
          opens ? customer : null,
          command
        )
        assert.isTrue(
          Result.isFailure(decided) &&
            decided.failure._tag === "CommandRefused" &&
            decided.failure.reason === "notInThisStage",
          name
        )
      }
    },
    runs
  )

  always("an accepted command leads to a stage that its row names, or leaves the stage", (step) => {
    if (step.outcome._tag === "accepted" && step.outcome.decision.refusal !== null) return
    const { from, to } = LegalMoves.of(step.command._tag)
    for (const [index, { after, before }] of changes(step).entries()) {
      const [was, is] = [before?.lifecycle._tag ?? null, after.lifecycle._tag]
      if (index > 0) assert.strictEqual(is, was, "a customer below keeps its stage")
      else if (was !== is) assert.include([...to], is)
      else assert.isTrue(to.length === 0 && from.includes(was), `${step.command._tag} stays in ${is}`)
    }
  })
})
