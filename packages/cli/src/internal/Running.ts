/** Runs a program as this process: to its end, or until somebody asks it to stop. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Runtime from "effect/Runtime"
import * as Sentences from "./Sentences.ts"

const codes = { SIGINT: 130, SIGTERM: 143 } as const

/** Exit code of a program that ended by itself; one that was stopped in good order did what was asked of it. */
const codeOf = (exit: Exit.Exit<unknown, unknown>): number => {
  if (Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause)) return 0
  const error = Cause.squash(exit.cause)
  const code =
    typeof error === "object" && error !== null ? (error as Record<string, unknown>)[Runtime.errorExitCode] : 1
  return typeof code === "number" ? code : 1
}

/** Whether the cause has been told to whoever ran it. */
const isTold = (cause: Cause.Cause<unknown>): boolean => {
  const error = Cause.squash(cause)
  return typeof error === "object" && error !== null && "_tag" in error && error._tag === "ShowHelp"
}

/** The first signal lets it finish what is under way; the second one does not wait for that. */
export const main = <A, E>(program: Effect.Effect<A, E>): void => {
  const fiber = Effect.runFork(program)
  let asked = false
  const stop = (signal: keyof typeof codes) => {
    if (asked) process.exit(codes[signal])
    asked = true
    fiber.interruptUnsafe()
  }
  const stops = { SIGINT: () => stop("SIGINT"), SIGTERM: () => stop("SIGTERM") }
  process.on("SIGINT", stops.SIGINT)
  process.on("SIGTERM", stops.SIGTERM)
  fiber.addObserver((exit) => {
    process.off("SIGINT", stops.SIGINT)
    process.off("SIGTERM", stops.SIGTERM)
    if (Exit.isFailure(exit) && !Cause.hasInterruptsOnly(exit.cause) && !isTold(exit.cause)) {
      process.stderr.write(`${Sentences.ofCause(exit.cause)}\n`)
    }
    const code = codeOf(exit)
    // A command that came to its end may have said itself how that is to be understood.
    if (code !== 0) process.exitCode = code
    // Whatever is still open then keeps nobody waiting.
    if (asked || code !== 0) setTimeout(() => process.exit(code), 200).unref()
  })
}
