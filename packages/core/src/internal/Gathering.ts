/** What a decision needs to know, read from the store; and whether the actor may ask at all. */
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { Action } from "../access/Action.ts"
import * as Actor from "../access/Actor.ts"
import * as Authority from "../access/Authority.ts"
import * as CustomerId from "../CustomerId.ts"
import { type Stored, VersionConflict, Version } from "../CustomerStore.ts"
import type { Command } from "../customer/Command.ts"
import { CommandRefused } from "../customer/CommandRefused.ts"
import { node } from "../customer/CustomerView.ts"
import type { Context } from "../customer/Decision.ts"
import * as LegalMoves from "../customer/LegalMoves.ts"
import type { ExecuteError, ExecuteOptions, Options } from "../Execution.ts"
import type { Instant } from "../Instant.ts"
import * as Instants from "../Instant.ts"
import { MoveGuard } from "../MoveGuard.ts"
import type { Randomness } from "../OpaqueId.ts"
import * as PlatformId from "../PlatformId.ts"
import { platform as platformPortal, type Portal } from "../portal/Portal.ts"
import { now, seenLine, type Store } from "./Seeing.ts"

/** All that one attempt works with. */
export interface Scene {
  readonly actor: Actor.Actor
  readonly at: Instant
  readonly context: Context
  /** The customer and those above it; empty for a new one. */
  readonly line: ReadonlyArray<Stored>
  /** Those above the customer, or above the one to be. */
  readonly above: ReadonlyArray<Stored>
  readonly below: ReadonlyArray<Stored>
  readonly target: ReadonlyArray<Stored>
  /** Whether those above are as they were remembered: then the commit must find all of them so. */
  readonly remembered: boolean
}

/** Commands whose decision runs the portal's check. */
const checking: ReadonlySet<Command["_tag"]> = new Set([
  "edit",
  "submit",
  "approve",
  "reopen",
  "enterInvoiceRecipient",
  "upgrade"
])

/** A new identity. */
export const fresh = <Id>(fromParts: (millis: number, random: Randomness) => Id, at: Instant): Effect.Effect<Id> =>
  Effect.map(Random.Random, (random) =>
    fromParts(Instants.toMillis(at), [
      random.nextDoubleUnsafe(),
      random.nextDoubleUnsafe(),
      random.nextDoubleUnsafe(),
      random.nextDoubleUnsafe()
    ])
  )

/**
 * Returns how to gather for a command; `permitted` where the authority was settled further up, `recalled` for a line that
 * takes the place of the one that would be read.
 */
export const make = (store: Store, options: Options) => {
  const portals = new Map([platformPortal, ...options.portals].map((portal) => [portal.id, portal]))
  const retentionDays = options.retentionDays ?? 90

  return (
    command: Command,
    how: ExecuteOptions,
    permitted: boolean,
    recalled: ReadonlyArray<Stored> | null = null
  ): Effect.Effect<Scene, ExecuteError, Actor.CurrentActor> =>
    Effect.gen(function* () {
      const actor = yield* Actor.CurrentActor
      const at = yield* now
      const guard = yield* MoveGuard
      let line: ReadonlyArray<Stored> = []
      let above: ReadonlyArray<Stored> = []
      let below: ReadonlyArray<Stored> = []
      let target: ReadonlyArray<Stored> = []
      let portal: Portal | undefined = platformPortal
      switch (command._tag) {
        case "openPlatform":
          yield* permit(actor, "openPlatform", [])
          break
        case "open":
        case "create": {
          const parent = command.parent ?? Actor.home(actor)
          if (parent === null) {
            return yield* new CommandRefused({
              command: command._tag,
              stage: null,
              reason: "parentRequired",
              sentence: "name the parent: support is at home nowhere",
              details: {}
            })
          }
          above = yield* seenLine(recalled === null ? store : { line: () => Effect.succeed(recalled) }, parent)
          yield* permit(actor, command._tag, above)
          portal = portals.get(command.portal)
          break
        }
        default: {
          line = permitted ? yield* store.line(command.customer) : yield* seenLine(store, command.customer)
          above = line.slice(1)
          if (!permitted) yield* permit(actor, command._tag, line)
          // A portal that is no longer set up must not keep its customers from being suspended or closed.
          portal =
            portals.get(line[0]?.customer.portal ?? "") ?? (checking.has(command._tag) ? undefined : platformPortal)
        }
      }
      if (portal === undefined) {
        const named =
          command._tag === "open" || command._tag === "create" ? command.portal : (line[0]?.customer.portal ?? "")
        return yield* new CommandRefused({
          command: command._tag,
          stage: line[0]?.customer.lifecycle._tag ?? null,
          reason: "portalUnknown",
          sentence: `there is no portal ${named}; known: ${options.portals.map(({ id }) => id).join(", ")}`,
          details: { portal: named }
        })
      }
      const [self] = line
      if (how.version !== undefined && self !== undefined && self.version !== how.version) {
        return yield* new VersionConflict({
          customer: self.customer.id,
          expected: Version.make(Math.max(0, Math.trunc(how.version))),
          actual: self.version
        })
      }
      let objections: ReadonlyArray<string> = []
      if (self !== undefined) {
        if (command._tag === "close" || command._tag === "finishClose") below = yield* store.children(self.customer.id)
        else if (LegalMoves.of(command._tag).structural) below = yield* store.below(self.customer.id)
        if (command._tag === "move") {
          target = yield* seenLine(store, command.parent)
          yield* permit(actor, "receive", target)
          const [from, to] = [above[0], target[0]]
          if (from !== undefined && to !== undefined) {
            objections = yield* guard.objections(
              [self, ...below].map(({ customer }) => customer),
              from.customer,
              to.customer
            )
          }
        }
      }
      const states = (kept: ReadonlyArray<Stored>) => kept.map(({ customer }) => customer)
      return {
        actor,
        at,
        line,
        above,
        below,
        target,
        remembered: recalled !== null,
        context: {
          now: at,
          actor,
          line: states(above),
          below: states(below),
          target: states(target),
          objections,
          portal,
          reference: options.reference,
          seller: options.seller,
          custom: options.custom ?? {},
          retentionDays,
          fresh: {
            customer: yield* fresh(CustomerId.fromParts, at),
            platform: yield* fresh(PlatformId.fromParts, at)
          }
        }
      }
    })
}

/** Fails unless the actor may do this to the first of a line. */
export const permit = (
  actor: Actor.Actor,
  action: Action,
  line: ReadonlyArray<Stored>
): Effect.Effect<void, Authority.ActionNotAllowed> => {
  const nodes = line.map(({ customer }) => node(customer))
  return Authority.can(actor, action, nodes)
    ? Effect.void
    : Effect.fail(new Authority.ActionNotAllowed({ explanation: Authority.explain(actor, action, nodes) }))
}
