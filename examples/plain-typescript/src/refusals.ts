/** Says why a command was not carried out: every refusal has a tag, and the compiler knows what each one carries. */
import type { ActorCustomers } from "@clientele/core"

export const explain = (error: ActorCustomers.CommandError): ReadonlyArray<string> => {
  switch (error._tag) {
    case "DraftRefused":
      return error.issues.map(
        ({ message, pointer, proposal, severity }) =>
          `${severity === "error" ? "✗" : "!"} ${pointer}: ${message}${proposal === undefined ? "" : ` (${JSON.stringify(proposal)}?)`}`
      )
    case "InputRefused":
      return error.issues.map(({ message, pointer }) => `✗ ${pointer}: ${message}`)
    case "CommandRefused":
      return [`${error.reason}: ${error.message}`]
    case "ActionNotAllowed":
      return [`${error.explanation.rule}: ${error.message}`]
    case "CustomerStoreUnavailable":
    case "MicrosoftDirectoryUnavailable":
      return ["try again in a moment; nothing was written"]
    case "CustomerNotFound":
    case "VersionConflict":
    case "IdempotencyConflict":
      return [error.message]
  }
}
