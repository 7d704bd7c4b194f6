/** A process of the races: runs the commands that it is sent, each list in a fiber of its own, all at once. */
import { Actor, type Command, Customers, type Execution } from "@clientele/core"
import { PostgresStores } from "@clientele/postgres"
import * as SampleOptions from "@clientele/testkit/SampleOptions"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"

/** The customer that a command wrote, or why it was refused. */
export type Outcome = { readonly done: string } | { readonly refused: string }

/** For each fiber its commands, one after the other. */
export type Work = ReadonlyArray<ReadonlyArray<Command.Command>>

/** Whoever may do everything. */
const operator: Actor.Actor = { _tag: "support", id: "usr_00000000000000000000000000" as never, platform: null }

export const connect = (url: string) => {
  const stores = PostgresStores.layer({ listener: null }).pipe(
    Layer.provide(PgClient.layer({ url: Redacted.make(url), maxConnections: 16 }))
  )
  return ManagedRuntime.make(Customers.Customers.layer(SampleOptions.options).pipe(Layer.provide(stores)))
}

/** What becomes of a command that others were ahead of fifty times: nothing was written, and it may be tried again. */
export const gaveUp = "too many writers at once"

const reason = (error: Execution.ExecuteError): string =>
  error._tag === "CustomerStoreUnavailable" &&
  [error.cause, (error.cause as Error | undefined)?.message].includes(gaveUp)
    ? gaveUp
    : error._tag === "CommandRefused"
      ? error.reason
      : error._tag === "DraftRefused"
        ? error.issues
            .filter(({ severity }) => severity === "error")
            .map(({ code }) => code)
            .join()
        : error._tag === "CustomerStoreUnavailable"
          ? `${error._tag}: ${Cause.pretty(Cause.fail(error))}`
          : error._tag

/** Runs commands and returns what became of each, in their order. */
export const work = (lists: Work): Effect.Effect<ReadonlyArray<ReadonlyArray<Outcome>>, never, Customers.Customers> =>
  Effect.flatMap(Customers.Customers, (customers) =>
    Effect.forEach(
      lists,
      (commands) =>
        Effect.forEach(commands, (command) =>
          Effect.map(
            Effect.exit(Effect.provideService(customers.execute(command), Actor.CurrentActor, operator)),
            (exit): Outcome => {
              if (Exit.isSuccess(exit)) return { done: exit.value.customer.id }
              const failure = exit.cause.reasons.find(Cause.isFailReason)
              return { refused: failure === undefined ? `defect: ${Cause.pretty(exit.cause)}` : reason(failure.error) }
            }
          )
        ),
      { concurrency: "unbounded" }
    )
  )

if (import.meta.main) {
  const runtime = connect(process.argv[2] ?? "")
  process.on("message", (lists: Work) => {
    void runtime.runPromise(work(lists)).then((outcomes) => process.send?.(outcomes))
  })
  process.on("disconnect", () => void runtime.dispose().then(() => process.exit()))
  await runtime.runPromise(Effect.void)
  process.send?.("ready")
}
