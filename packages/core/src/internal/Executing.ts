/** The writing half of `Customers`: gather, decide, commit. A preview is the same without the commit. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Actor from "../access/Actor.ts"
import * as CommandId from "../CommandId.ts"
import * as CustomerStore from "../CustomerStore.ts"
import type { Command } from "../customer/Command.ts"
import { redact } from "../customer/Event.ts"
import { replay } from "../customer/Evolve.ts"
import * as LegalMoves from "../customer/LegalMoves.ts"
import {
  type ExecuteError,
  type Executed,
  type ExecuteOptions,
  IdempotencyConflict,
  type Options
} from "../Execution.ts"
import * as Fingerprint from "../Fingerprint.ts"
import { DraftRefused } from "../portal/Issue.ts"
import * as Secrets from "../portal/Secrets.ts"
import * as Gathering from "./Gathering.ts"
import * as Remembering from "./Remembering.ts"
import { judge, taken } from "./Judging.ts"
import { legible } from "./Legible.ts"
import * as Previewing from "./Previewing.ts"
import { cascadeStep, type Change, changesOf, claimsOf, requirements, versionOf } from "./Recording.ts"
import { type Line, now, seenLine, type Store, viewOf } from "./Seeing.ts"

/** A key may be anything of the caller's, an address too: what is kept of it is a fingerprint, so that erasure has nothing to find. */
const kept = (key: string): string => Fingerprint.of(key)

/** Tries before a caller without a version is told of a conflict after all. */
const attempts = 50

export const make = (store: Store, options: Options) => {
  const gather = Gathering.make(store, options)
  const lines = Remembering.make()

  const decideOn = (
    command: Command,
    how: ExecuteOptions,
    permitted: boolean,
    recalled: ReadonlyArray<CustomerStore.Stored> | null
  ) =>
    Effect.gen(function* () {
      const scene = yield* gather(command, how, permitted, recalled)
      return { scene, decision: yield* judge(store, scene, command) }
    })

  /** What is refused on a line that was remembered is decided again on what is there: nothing is refused by heart. */
  const decided = (command: Command, how: ExecuteOptions, permitted: boolean) =>
    Effect.gen(function* () {
      const parent = Remembering.parentOf(command, yield* Actor.CurrentActor)
      const fresh = decideOn(command, how, permitted, null)
      if (parent === null) return yield* fresh
      const recalled = lines.recall(parent, yield* Clock.currentTimeMillis)
      if (recalled !== null) {
        const outcome = yield* Effect.result(decideOn(command, how, permitted, recalled))
        if (Result.isSuccess(outcome)) return outcome.success
      }
      const read = yield* fresh
      lines.keep(parent, read.scene.above, yield* Clock.currentTimeMillis)
      return read
    })

  const attempt = (
    command: Command,
    how: ExecuteOptions,
    fingerprint: string,
    id: CommandId.CommandId,
    permitted: boolean
  ): Effect.Effect<Executed, ExecuteError | CustomerStore.AlreadyCommitted, Actor.CurrentActor> =>
    Effect.gen(function* () {
      const { decision, scene } = yield* decided(command, how, permitted)
      const changes = changesOf(scene, command, decision, id)
      const [{ after }] = changes
      const [first, ...rest] = yield* Effect.forEach(changes, write)
      if (first === undefined) return yield* Effect.die("a decision wrote nothing")
      yield* store
        .commit({
          platform: after.platform,
          writes: [first, ...rest],
          requires: requirements(scene, command, decision),
          ...claimsOf(changes),
          structural: LegalMoves.of(command._tag).structural,
          idempotency:
            how.idempotencyKey === undefined || decision.refusal !== null
              ? null
              : {
                  platform: Actor.principal(scene.actor).platform,
                  actor: Actor.principal(scene.actor).id,
                  key: kept(how.idempotencyKey),
                  fingerprint,
                  at: scene.at,
                  command: id,
                  customer: after.id,
                  version: versionOf(changes[0]),
                  warnings: decision.warnings
                }
        })
        .pipe(
          Effect.catchTag("ClaimTaken", (claim) =>
            Effect.fail(new DraftRefused({ issues: [taken(claim, scene.context.portal)] }))
          ),
          Effect.tapErrorTag("VersionConflict", () => Effect.sync(() => lines.forget(scene.above)))
        )
      if (decision.refusal !== null) return yield* decision.refusal
      return {
        customer: Previewing.viewAfter(scene, changes[0]),
        command: id,
        warnings: decision.warnings,
        replayed: false
      }
    })

  /** Erasing is the only write that touches what was written before. */
  const write = ({
    after,
    before,
    events
  }: Change): Effect.Effect<CustomerStore.Write, CustomerStore.CustomerStoreUnavailable> => {
    const plain = { customer: after, expected: before?.version ?? CustomerStore.Version.make(0), events }
    return events.some(({ event }) => event._tag === "Erased")
      ? Effect.map(store.events(after.id), (earlier) => ({ ...plain, rewritten: earlier.map(redact) }))
      : Effect.succeed(plain)
  }

  /** The answer that was given under an idempotency key, made anew from the events of then. */
  const known = (how: ExecuteOptions, fingerprint: string) =>
    Effect.gen(function* () {
      if (how.idempotencyKey === undefined) return null
      const actor = yield* Actor.CurrentActor
      const behind = Actor.principal(actor)
      const record = yield* store.idempotency(behind.platform, behind.id, kept(how.idempotencyKey))
      if (record === null || CustomerStore.isForgotten(record, yield* now)) return null
      // An erased customer's records tell only which customer it was.
      if (record.fingerprint !== "" && record.fingerprint !== fingerprint)
        return yield* new IdempotencyConflict({ key: how.idempotencyKey })
      // The events first: an erasure in between then shows in the customer, and nothing erased is shown.
      const events = yield* store.events(record.customer)
      const [today, ...above] = yield* seenLine(store, record.customer)
      const then =
        today.customer.lifecycle._tag === "erased"
          ? today.customer
          : (replay(events.slice(0, record.version)) ?? today.customer)
      const line: Line = [{ customer: then, version: record.version }, ...above]
      return {
        customer: viewOf(actor, line, record.at),
        command: record.command,
        warnings: record.warnings,
        replayed: true
      }
    })

  const execute = Effect.fn("Customers.execute")(function* (
    command: Command,
    how: ExecuteOptions = {}
  ): Effect.fn.Return<Executed, ExecuteError, Actor.CurrentActor> {
    yield* legible(command)
    const fingerprint =
      how.idempotencyKey === undefined
        ? ""
        : Fingerprint.of({ command: withoutSecrets(command), version: how.version ?? null })
    // One id for all that the command writes, however often it is tried.
    const id = yield* Gathering.fresh(CommandId.fromParts, yield* now)
    for (let left = attempts; ; left--) {
      const before = yield* known(how, fingerprint)
      if (before !== null) return before
      if (command._tag === "close" && command.cascade === true) yield* cascade(command, how, id)
      const outcome = yield* Effect.result(attempt(command, how, fingerprint, id, false))
      if (Result.isSuccess(outcome)) return outcome.success
      const error = outcome.failure
      // Somebody else was first: read again and decide again. Whoever named a version of this customer is told instead;
      // another customer's is none of theirs.
      const named = "customer" in command ? command.customer : null
      if (error._tag === "AlreadyCommitted") {
        if (left === 0) return yield* Effect.die("a commit is known by a key that has no record")
        continue
      }
      const again =
        (error._tag === "VersionConflict" &&
          (how.version === undefined || error.customer !== named || error.actual === null)) ||
        (error._tag === "CommandRefused" &&
          error.reason === "liveBelow" &&
          command._tag === "close" &&
          command.cascade === true)
      if (again && left === 0 && error._tag === "VersionConflict") {
        return yield* new CustomerStore.CustomerStoreUnavailable({ cause: "too many writers at once" })
      }
      if (!again || left === 0) {
        // The same command may have been carried out meanwhile, and that is why this one no longer can be.
        return (yield* known(how, fingerprint)) ?? (yield* Effect.fail(error))
      }
      yield* Effect.yieldNow
    }
  })

  /** A password that slipped into a draft leaves no trace, not even in a hash. */
  const withoutSecrets = (command: Command): Command => {
    const strip = (input: unknown) => options.portals.reduce((rest, portal) => Secrets.strip(portal, rest), input)
    if (command._tag === "create" || command._tag === "open") return { ...command, draft: strip(command.draft) }
    return command._tag === "edit" ? { ...command, changes: strip(command.changes) } : command
  }

  /**
   * Closes or discards what is live below, the lowest first, one commit each: stopped at any point, it goes on there when
   * it is asked again. Whoever may close a customer may close all below it, seen or not.
   */
  const cascade = (
    command: Extract<Command, { readonly _tag: "close" }>,
    how: ExecuteOptions,
    id: CommandId.CommandId
  ) =>
    Effect.gen(function* () {
      const scene = yield* gather(command, how, false)
      if (!LegalMoves.accepted(scene.line[0]?.customer.lifecycle._tag ?? null).includes("close")) return
      for (const stored of (yield* store.below(command.customer)).toReversed()) {
        const step = cascadeStep(stored, command.reason)
        // What another one closed meanwhile, or opened, is seen when the customer itself is closed.
        if (step !== null) {
          yield* attempt(step, {}, "", id, true).pipe(
            Effect.catchTag(["VersionConflict", "AlreadyCommitted"], () => Effect.void),
            Effect.catchTag("CommandRefused", (refused) =>
              refused.reason === "notInThisStage" || refused.reason === "liveBelow" ? Effect.void : Effect.fail(refused)
            )
          )
        }
      }
    })

  return { execute, ...Previewing.make(store, options) }
}
