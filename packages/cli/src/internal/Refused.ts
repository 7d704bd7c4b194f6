/** What a command cannot do, as one sentence that says what to do about it. */
import * as Data from "effect/Data"

export class Refused extends Data.TaggedError("Refused")<{ readonly message: string }> {}

/** With what a system says in brackets: it is often the whole answer. */
export const because = (sentence: string, cause: unknown): Refused =>
  new Refused({ message: `${sentence} (${cause instanceof Error ? cause.message : String(cause)})` })
