/** The writing half of `Customers`: gather, decide, commit. A preview is the same without the commit. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Actor from "../access/Actor.ts"
import * as Authority from "../access/Authority.ts"
import * as CommandId from "../CommandId.ts"
import type { CustomerId } from "../CustomerId.ts"
import * as CustomerStore from "../CustomerStore.ts"
import type { Command } from "../customer/Command.ts"
import type { Claim } from "../customer/Customer.ts"
import { node } from "../customer/CustomerView.ts"
import { decide } from "../customer/Decide.ts"
import type { Decision } from "../customer/Decision.ts"
import { type Event, redact } from "../customer/Event.ts"
import { replay } from "../customer/Evolve.ts"
import * as LegalMoves from "../customer/LegalMoves.ts"
import * as Lifecycle from "../customer/Lifecycle.ts"
import {
  type ExecuteError,
  type Executed,
  type ExecuteOptions,
  IdempotencyConflict,
  type Options,
  type Preview
} from "../Execution.ts"
import * as Fingerprint from "../Fingerprint.ts"
import * as Login from "../party/Login.ts"
import { MicrosoftDirectory, type MicrosoftDirectoryUnavailable } from "../MicrosoftDirectory.ts"
import * as Finding from "../party/Finding.ts"
import { DraftRefused, type Issue } from "../portal/Issue.ts"
import * as Pointer from "../portal/Pointer.ts"
import * as Secrets from "../portal/Secrets.ts"
import { fields, type Portal } from "../portal/Portal.ts"
import * as Move from "../tree/Move.ts"
import * as Gathering from "./Gathering.ts"
import { type Change, changesOf, claimsOf, requirements } from "./Recording.ts"
import { type Line, now, seenLine, type Store, viewOf } from "./Seeing.ts"

type Scene = Gathering.Scene

/** Tries before a caller without a version is told of a conflict after all. */
const attempts = 50

export const make = (store: Store, options: Options) => {
  const gather = Gathering.make(store, options)

  /** Decides; where the check refuses, adds what only the store knows, so that a person sees all issues at once. */
  const judge = (scene: Scene, command: Command): Effect.Effect<Decision, ExecuteError> =>
    Effect.gen(function* () {
      const state = scene.line[0]?.customer ?? null
      const decided = decide(scene.context, state, command)
      const login = takenLogin(scene, command)
      if (Result.isSuccess(decided)) return yield* linked(scene, decided.success)
      const refused = decided.failure
      if (
        refused._tag === "DraftRefused" &&
        login !== null &&
        !refused.issues.some(({ pointer }) => pointer === scene.context.portal.policies.login)
      ) {
        const holder = yield* store.holder(login)
        if (holder !== null)
          return yield* new DraftRefused({ issues: [...refused.issues, taken(login, scene.context.portal)] })
      }
      return yield* refused
    })

  const attempt = (
    command: Command,
    how: ExecuteOptions,
    fingerprint: string,
    id: CommandId.CommandId,
    permitted: boolean
  ): Effect.Effect<Executed, ExecuteError | CustomerStore.AlreadyCommitted, Actor.CurrentActor> =>
    Effect.gen(function* () {
      const scene = yield* gather(command, how, permitted)
      const decision = yield* judge(scene, command)
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
                  key: how.idempotencyKey,
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
          )
        )
      if (decision.refusal !== null) return yield* decision.refusal
      return { customer: viewAfter(scene, changes[0]), command: id, warnings: decision.warnings, replayed: false }
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
      const record = yield* store.idempotency(behind.platform, behind.id, how.idempotencyKey)
      if (record === null) return null
      // An erased customer's records tell only which customer it was.
      if (record.fingerprint !== "" && record.fingerprint !== fingerprint)
        return yield* new IdempotencyConflict({ key: how.idempotencyKey })
      // The events first: an erasure in between then shows in the customer, and nothing erased is shown.
      const events = yield* store.events(record.customer)
      const [now, ...above] = yield* seenLine(store, record.customer)
      const then =
        now.customer.lifecycle._tag === "erased"
          ? now.customer
          : (replay(events.slice(0, record.version)) ?? now.customer)
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

  /** What closing this customer with all below does to one of them. */
  const cascadeStep = ({ customer }: CustomerStore.Stored, reason: string): Command | null => {
    const stage = customer.lifecycle._tag
    if (stage === "active") return { _tag: "close", customer: customer.id, reason, cascade: true }
    return Lifecycle.isLive(stage) && stage !== "closing" ? { _tag: "discard", customer: customer.id } : null
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

  const preview = Effect.fn("Customers.preview")(function* (
    command: Command,
    how: ExecuteOptions = {}
  ): Effect.fn.Return<Preview, ExecuteError, Actor.CurrentActor> {
    const scene = yield* gather(command, how, false)
    const id = yield* Gathering.fresh(CommandId.fromParts, scene.at)
    const closing = command._tag === "close" && command.cascade === true
    const before = closing ? yield* closedBelow(scene, command.reason, id) : []
    const settled = new Map(before.map((change) => [change.after.id, change.after]))
    const context = {
      ...scene.context,
      below: scene.context.below.map((customer) => settled.get(customer.id) ?? customer)
    }
    const decision = yield* judge({ ...scene, context }, command)
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

  return { execute, preview }
}

/** The login that a refused draft asks for, as far as it can be read. */
const takenLogin = (scene: Scene, command: Command): Claim | null => {
  const pointer = scene.context.portal.policies.login
  const scope = scene.above[0]?.customer.platform
  if (pointer === null || scope === undefined || (command._tag !== "create" && command._tag !== "submit")) return null
  const typed = Pointer.get(command._tag === "create" ? command.draft : scene.line[0]?.customer.profile, pointer)
  return typeof typed === "string" ? { kind: "login", scope, key: Login.key(typed) } : null
}

/** Asks Microsoft's directory about the account that a customer names, and links it (MH-40), or about the name of a new one. */
const linked = (
  { context, line }: Scene,
  decision: Decision
): Effect.Effect<Decision, DraftRefused | MicrosoftDirectoryUnavailable> =>
  Effect.gen(function* () {
    const settled = decision.events.find((event) => event._tag === "Submitted" || event._tag === "ProfileEdited")
    const asked = settled?.profile.microsoft
    if (settled === undefined || asked === undefined) return decision
    const before = settled._tag === "ProfileEdited" ? line[0]?.customer.profile.microsoft : undefined
    const same =
      before?.way === asked.way && before?.domain === asked.domain && before?.domainPrefix === asked.domainPrefix
    const directory = yield* MicrosoftDirectory
    const refused = (pointer: string, code: string, message: string) => {
      const step = fields(context.portal).find(({ field }) => field.at === pointer)?.step.id ?? ""
      return new DraftRefused({ issues: [...decision.warnings, { pointer, step, ...Finding.error(code, message) }] })
    }
    if (asked.way === "existing" && asked.domain !== undefined) {
      const account = same ? (before?.account ?? "unknown") : yield* directory.find(asked.domain)
      if (account === null) {
        const sentence = "Microsoft knows no account with this domain; check it, or create a new account"
        return yield* refused("/microsoft/domain", "microsoftAccountUnknown", sentence)
      }
      if (account === "unknown") return decision
      const known: Event = { ...settled, profile: { ...settled.profile, microsoft: { ...asked, account } } }
      const [first, ...rest] = decision.events
      return {
        ...decision,
        events: [first === settled ? known : first, ...rest.map((event) => (event === settled ? known : event))]
      }
    }
    if (
      asked.way === "new" &&
      asked.domainPrefix !== undefined &&
      !same &&
      (yield* directory.isFree(asked.domainPrefix)) === false
    ) {
      return yield* refused("/microsoft/domainPrefix", "tenantDomainTaken", takenBy.tenantDomain)
    }
    return decision
  })

const versionOf = ({ events }: Change): CustomerStore.Version =>
  CustomerStore.Version.make(events[events.length - 1]?.sequence ?? 0)

const viewAfter = (scene: Scene, change: Change) =>
  viewOf(
    scene.actor,
    [{ customer: change.after, version: versionOf(change) }, ...(scene.target.length > 0 ? scene.target : scene.above)],
    scene.at
  )

/** Where a person typed what turned out to be taken. */
const taken = (claim: Claim, portal: Portal): Issue => {
  const pointer =
    claim.kind === "login"
      ? (portal.policies.login ?? "/admin/login")
      : claim.kind === "externalKey"
        ? "/externalKey"
        : "/microsoft/domainPrefix"
  return {
    pointer,
    step: fields(portal).find(({ field }) => field.at === pointer)?.step.id ?? "",
    severity: "error",
    code: `${claim.kind}Taken`,
    message: takenBy[claim.kind]
  }
}

const takenBy: { readonly [K in Claim["kind"]]: string } = {
  login: "This login is taken; logins are unique in the whole platform, choose another",
  externalKey: "Another customer of the same parent has this id; choose another",
  tenantDomain: "This tenant domain is taken; choose another"
}
