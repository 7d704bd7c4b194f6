/** Ids and texts that nobody has. */
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

/** When all samples happen, in milliseconds since 1970. */
export const begin = Date.UTC(2026, 10, 22, 9, 30)

/** Ids drawn one after the other lie a millisecond apart, so that they ascend. */
let drawn = 0

export const fresh = <Id>(
  fromParts: (millis: number, random: readonly [number, number, number, number]) => Id
): Effect.Effect<Id> =>
  Effect.map(Effect.all([Random.next, Random.next, Random.next, Random.next]), (random) =>
    fromParts(begin + drawn++, random)
  )

/** So many hexadecimal digits. */
export const digits = (length: number): Effect.Effect<string> =>
  Effect.map(Effect.replicateEffect(Random.next, length), (drawn) =>
    drawn.map((one) => Math.floor(one * 16).toString(16)).join("")
  )
