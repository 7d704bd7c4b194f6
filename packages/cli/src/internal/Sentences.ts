/** What stands in the way of a command, as one sentence. */
import type { DatabaseRefused } from "@clientele/postgres"
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import { ServeError } from "effect/http/HttpServerError"
import { Refused } from "./Refused.ts"

/** A refusal with the message of what caused it, where that is the only thing that says more. */
const withCause = (message: string, cause: unknown): string => {
  let deepest = cause
  for (let at = cause, left = 6; at instanceof Error && left > 0; left--) {
    deepest = at
    at = "reason" in at && at.reason instanceof Error ? at.reason : at.cause
  }
  return deepest instanceof Error && deepest.message !== "" ? `${message} (${oneLine(deepest.message)})` : message
}

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim()

/** What the system says when a socket cannot be opened. */
const socket = (cause: unknown): string => {
  const { address, code, port } = (cause ?? {}) as { code?: string; port?: number; address?: string }
  const where = `port ${port ?? ""} of ${address ?? "this machine"}`
  switch (code) {
    case "EADDRINUSE":
      return `${where} is taken; stop what listens there, or choose another with --port or PORT`
    case "EACCES":
      return `${where} is not for this user; choose one above 1023 with --port or PORT`
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `this machine has no address ${address ?? "of that name"}; correct --host or HOST (0.0.0.0 is all it has)`
    default:
      return withCause(`the server cannot listen on ${where}`, cause)
  }
}

/** By its tag, so that saying what is wrong with a flag needs no driver. */
const isDatabase = (error: unknown): error is DatabaseRefused.DatabaseRefused =>
  error instanceof Error && "_tag" in error && error._tag === "DatabaseRefused"

/** Returns the sentence for an error that was foreseen, `null` for any other. */
export const of = (error: unknown): string | null => {
  if (error instanceof Refused) return error.message
  if (isDatabase(error)) return error.reason === "failed" ? withCause(error.message, error.cause) : error.message
  if (error instanceof Config.ConfigError) return `the environment cannot be used: ${oneLine(error.message)}`
  if (error instanceof ServeError) return socket(error.cause)
  // What a service of the kernel refuses says itself what would be allowed.
  if (
    error instanceof Error &&
    "_tag" in error &&
    /(?:Refused|Taken|NotFound|NotAllowed|Unavailable)$/u.test(String(error._tag))
  )
    return oneLine(error.message)
  return null
}

/** Returns the sentence for a cause; a fault of ours comes with where it is. */
export const ofCause = (cause: Cause.Cause<unknown>): string => {
  const error = Cause.squash(cause)
  return of(error) ?? `this should not happen; please report it:\n${Cause.pretty(cause)}`
}
