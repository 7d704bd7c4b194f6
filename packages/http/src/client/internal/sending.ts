/** Commands on their way: each to its path, under a key, with a draft that is JSON. */
import {
  type Actor,
  type Command,
  CommandId,
  CommandRefused,
  DraftJson,
  Execution,
  Finding,
  Fingerprint,
  Issue
} from "@clientele/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { PayloadTooLarge } from "../../contract/EdgeErrors.ts"
import * as Wire from "../../contract/Wire.ts"
import type { ApiClient } from "../ApiClient.ts"
import { type Settled, settled } from "./settling.ts"

type Sent<A> = Effect.Effect<A, Execution.ExecuteError, Actor.CurrentActor>

/** What a header can carry as it is, to the last space. */
const asIs = /^[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?$/u

/** A key of the caller's may be any text; a header may not. */
const onWire = (key: string): string => (asIs.test(key) ? key : `sha256-${Fingerprint.of(key)}`)

const fresh: Effect.Effect<string> = Effect.map(
  Effect.all([Clock.currentTimeMillis, Random.next, Random.next, Random.next, Random.next]),
  ([millis, ...random]) => CommandId.fromParts(millis, random)
)

/** Without keys that hold nothing, which a schema takes for something. */
export const defined = <A extends object>(input: A): A =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as A

/** A command that goes over a wire; refused where its draft throws when it is read, or its text is none. */
const readable = (
  command: Command.Command
): Effect.Effect<Command.Command, Issue.DraftRefused | CommandRefused.CommandRefused> => {
  const refusal = CommandRefused.illegible(command)
  if (refusal !== null) return Effect.fail(refusal)
  if (command._tag === "edit") {
    return Effect.map(Effect.fromResult(DraftJson.from(command.changes)), (changes) => ({ ...command, changes }))
  }
  return "draft" in command
    ? Effect.map(Effect.fromResult(DraftJson.from(command.draft)), (draft) => defined({ ...command, draft }))
    : Effect.succeed(defined(command))
}

/** In process a draft of any size is checked; here it is told that it is too long, as a field would be. */
const tooLarge = <A, E, R>(sent: Effect.Effect<A, E, R>) =>
  Effect.catchIf(
    sent,
    (error): error is E & PayloadTooLarge => (error as { readonly _tag?: unknown })._tag === "PayloadTooLarge",
    (error) => {
      const { message } = error as PayloadTooLarge
      return Effect.fail(
        new Issue.DraftRefused({
          issues: [{ pointer: "", step: "", ...Finding.error("tooLong", `The draft is too large: ${message}`) }]
        })
      )
    }
  )

const arrived = <A, E, R>(
  command: Command.Command,
  sent: Effect.Effect<A, E, R>
): Effect.Effect<A, Settled<E> | Issue.DraftRefused, R> =>
  "draft" in command || command._tag === "edit" ? settled(tooLarge(sent)) : settled(sent)

/** The endpoint of a command, which answers with what was done. */
const post = (api: ApiClient<Actor.CurrentActor>, command: Command.Command, headers: Wire.How) => {
  const { _tag, ...input } = command
  switch (command._tag) {
    case "openPlatform":
      return api.customers.openPlatform({ payload: { draft: command.draft }, headers })
    case "open":
    case "create":
      return api.customers[command._tag]({ payload: input as never, headers })
    case "edit":
      return api.customers.edit({ params: { customer: command.customer }, payload: command.changes, headers })
    default: {
      const { customer, ...payload } = input as { readonly customer: typeof command.customer }
      return api.commands[command._tag]({ params: { customer }, payload, headers })
    }
  }
}

export const execute =
  (api: ApiClient<Actor.CurrentActor>) =>
  (given: Command.Command, how: Execution.ExecuteOptions = {}): Sent<Execution.Executed> =>
    Effect.gen(function* () {
      const command = yield* readable(given)
      const { idempotencyKey, version } = how
      const key = idempotencyKey === undefined ? yield* fresh : onWire(idempotencyKey)
      const headers = Wire.fromOptions({ idempotencyKey: key, ...(version === undefined ? {} : { version }) })
      const { body } = yield* arrived(command, post(api, command, headers)).pipe(
        Effect.catchTag("IdempotencyConflict", (conflict) =>
          Effect.fail(
            idempotencyKey === undefined ? conflict : new Execution.IdempotencyConflict({ key: idempotencyKey })
          )
        )
      )
      // Whoever named no key asked once, and it was done once: that the answer came at the second asking is the wire's matter.
      return idempotencyKey === undefined ? { ...body, replayed: false } : body
    })

export const preview =
  (api: ApiClient<Actor.CurrentActor>) =>
  (given: Command.Command, { version }: Execution.ExecuteOptions = {}): Sent<Execution.Preview> =>
    Effect.gen(function* () {
      const command = yield* readable(given)
      const headers = version === undefined ? {} : { "if-match": Wire.etag(version) }
      return yield* arrived(command, api.commands.preview({ payload: command, headers }))
    })
