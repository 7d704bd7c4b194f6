/** What a command would do: gathered and decided as it is executed, and not committed. */
import * as Effect from "effect/Effect"
import * as Actor from "../access/Actor.ts"
import * as Authority from "../access/Authority.ts"
import * as CommandId from "../CommandId.ts"
import type { CustomerId } from "../CustomerId.ts"
import type { Command } from "../customer/Command.ts"
import { node } from "../customer/CustomerView.ts"
import { decide } from "../customer/Decide.ts"
import type { ExecuteError, ExecuteOptions, Options, Preview } from "../Execution.ts"
import { DraftRefused } from "../portal/Issue.ts"
import * as Move from "../tree/Move.ts"
import * as Gathering from "./Gathering.ts"
import { judge, taken } from "./Judging.ts"
import { legible } from "./Legible.ts"
import { cascadeStep, type Change, changesOf, claimsOf, versionOf } from "./Recording.ts"
import { type Line, type Store, viewOf } from "./Seeing.ts"

type Scene = Gathering.Scene

export const make = (store: Store, options: Options) => {
  const gather = Gathering.make(store, options)

  const preview = Effect.fn("Customers.preview")(function* (
    command: Command,
    how: ExecuteOptions = {}
  ): Effect.fn.Return<Preview, ExecuteError, Actor.CurrentActor> {
    yield* legible(command)
    const scene = yield* gather(command, how, false)
    const id = yield* Gathering.fresh(CommandId.fromParts, scene.at)
    const closing = command._tag === "close" && command.cascade === true
    const before = closing ? yield* closedBelow(scene, command.reason, id) : []
    const settled = new Map(before.map((change) => [change.after.id, change.after]))
    const context = {
      ...scene.context,
      below: scene.context.below.map((customer) => settled.get(customer.id) ?? customer)
    }
    const decision = yield* judge(store, { ...scene, context }, command)
    if (decision.refusal !== null) return yield* decision.refusal
    const [own, ...others] = changesOf(scene, command, decision, id)
    for (const claim of claimsOf([own, ...others]).claim) {
      const holder = yield* store.holder(claim)
      if (holder !== null && holder !== claim.customer) {
        return yield* new DraftRefused({ issues: [taken(claim, scene.context.portal)] })
      }
    }
    const written = [...before, ...others]
    const seen = yield* Effect.filter(written, ({ after }) => isSeen(scene.actor, after.id))
    const lines = yield* Effect.forEach(seen, (change) =>
      Effect.map(
        store.line(change.after.id),
        ([, ...above]): Line => [{ customer: change.after, version: versionOf(change) }, ...above]
      )
    )
    const moved =
      scene.target.length === 0
        ? []
        : Move.viewers(
            [...scene.line.slice(0, 1), ...scene.below].map(({ customer }) => node(customer)),
            scene.above.map(({ customer }) => customer),
            scene.target.map(({ customer }) => customer)
          ).filter(({ gained, lost }) => gained.length + lost.length > 0)
    return {
      customer: viewAfter(scene, own),
      warnings: decision.warnings,
      others: lines.map((line) => viewOf(scene.actor, line, scene.at)),
      unseen: written.length - seen.length,
      viewers: yield* Effect.forEach(
        yield* Effect.filter(moved, ({ customer }) => isSeen(scene.actor, customer)),
        (one) =>
          Effect.map(
            Effect.all([one.gained, one.lost].map((ids) => Effect.filter(ids, (id) => isSeen(scene.actor, id)))),
            ([gained = [], lost = []]) => ({ customer: one.customer, gained, lost })
          )
      )
    }
  })

  /** What a cascade would write below, decided on the states as they would be by then. */
  const closedBelow = (
    scene: Scene,
    reason: string,
    id: CommandId.CommandId
  ): Effect.Effect<ReadonlyArray<Change>, ExecuteError> =>
    Effect.gen(function* () {
      const all = yield* store.below(scene.line[0]?.customer.id as CustomerId)
      const states = new Map(all.map(({ customer }) => [customer.id, customer]))
      const changes: Array<Change> = []
      for (const stored of all.toReversed()) {
        const step = cascadeStep(stored, reason)
        if (step === null) continue
        const context = {
          ...scene.context,
          below: [...states.values()].filter(({ parent }) => parent === stored.customer.id)
        }
        const decision = yield* Effect.fromResult(decide(context, stored.customer, step))
        const [change] = changesOf({ ...scene, line: [stored] }, step, decision, id)
        states.set(change.after.id, change.after)
        changes.push(change)
      }
      return changes
    })

  const isSeen = (actor: Actor.Actor, id: CustomerId) =>
    Effect.map(store.line(id), (line) =>
      Authority.sees(
        actor,
        line.map(({ customer }) => node(customer))
      )
    )

  return { preview }
}

/** The customer as it would be. */
export const viewAfter = (scene: Scene, change: Change) =>
  viewOf(
    scene.actor,
    [{ customer: change.after, version: versionOf(change) }, ...(scene.target.length > 0 ? scene.target : scene.above)],
    scene.at
  )
