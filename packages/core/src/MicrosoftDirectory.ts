/**
 * Port: which Microsoft accounts there are.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/**
 * The directory did not answer. Nothing was written; trying again may help.
 *
 * @category errors
 * @since 0.1.0
 */
export class MicrosoftDirectoryUnavailable extends Schema.TaggedError<MicrosoftDirectoryUnavailable>()(
  "MicrosoftDirectoryUnavailable",
  { cause: Schema.optionalKey(Schema.Defect()) }
) {
  override get message(): string {
    return "Microsoft's directory does not answer; nothing was written, try again"
  }
}

/**
 * Service that looks Microsoft accounts up. Where none is provided nothing is known, and every lookup says so.
 *
 * **Details**
 *
 * `find`: id of the account that a complete domain (`example.com`) belongs to; `null` if there is none (MH-42, MH-43).
 * `isFree`: whether a tenant can be named `<prefix>.onmicrosoft.com` (MH-47). Both answer `unknown` without a directory.
 *
 * @category services
 * @since 0.1.0
 */
export const MicrosoftDirectory = Context.Reference<{
  readonly find: (domain: string) => Effect.Effect<string | null | "unknown", MicrosoftDirectoryUnavailable>
  readonly isFree: (prefix: string) => Effect.Effect<boolean | "unknown", MicrosoftDirectoryUnavailable>
}>("@clientele/core/MicrosoftDirectory", {
  defaultValue: () => ({ find: () => Effect.succeed("unknown"), isFree: () => Effect.succeed("unknown") })
})
