/** What a command does is loaded when it is done: help and mistakes in flags are answered at once. */
import * as Effect from "effect/Effect"

export const later = <M, A, E, R>(
  load: () => Promise<M>,
  run: (module: M) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> => Effect.flatMap(Effect.promise(load), run)
