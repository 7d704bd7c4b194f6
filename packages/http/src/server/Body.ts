/** A JSON body before it is read: how long it may be, and how deep. */
import * as ByteSize from "effect/ByteSize"
import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import * as Answers from "./Answers.ts"
import type { Settings } from "./Options.ts"

/** Levels of nesting of a JSON text, found without building it; text that is no JSON has some number too. */
export const depth = (text: string): number => {
  let [level, deepest, quoted] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === 92) at += 1
      else if (code === 34) quoted = false
    } else if (code === 34) quoted = true
    else if (code === 123 || code === 91) deepest = Math.max(deepest, ++level)
    else if (code === 125 || code === 93) level -= 1
  }
  return deepest
}

/** Reads the body as far as it is allowed to go; the answer where it goes further, `null` where it is fine. */
export const admit = (
  request: HttpServerRequest,
  { maxBody, maxDepth }: Settings
): Effect.Effect<HttpServerResponse | null> => {
  const length = Number(request.headers["content-length"] ?? "0")
  if (length > maxBody) return Effect.succeed(Answers.tooLarge("bytes", maxBody))
  if (length === 0 && request.headers["transfer-encoding"] === undefined) return Effect.succeed(null)
  return request.text.pipe(
    Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maxBody)),
    Effect.map((text) => (depth(text) > maxDepth ? Answers.tooLarge("levels", maxDepth) : null)),
    // What cannot be read to its end is longer than it said, or its sender went away: nobody reads that answer.
    Effect.catch(() => Effect.succeed(Answers.tooLarge("bytes", maxBody)))
  )
}
