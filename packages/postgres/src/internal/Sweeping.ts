/** Removes tokens and sessions that expired long ago, now and then, whichever process comes to it. */
import { Instant, type TokenStore } from "@clientele/core"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

/** Those who look at their tokens find for a month that one has expired, and not that it was never there. */
const kept = 30 * Instant.day

const every = "10 minutes"

export const run = (tokens: TokenStore.TokenStore["Service"]): Effect.Effect<void, never, Scope.Scope> =>
  // Not at the start, which others wait for.
  Effect.sleep(every).pipe(
    Effect.andThen(Clock.currentTimeMillis),
    Effect.flatMap((now) => tokens.sweep(Instant.fromMillis(now - kept))),
    // The database may be away for a while, or a standby: the next round tries again.
    Effect.catchCause((cause) => (Cause.hasInterruptsOnly(cause) ? Effect.failCause(cause) : Effect.void)),
    Effect.forever,
    Effect.forkScoped,
    Effect.asVoid
  )
