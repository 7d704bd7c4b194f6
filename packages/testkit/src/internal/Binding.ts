/** Binds laws to Vitest: one test each, what does not apply visibly skipped. */
import type { CustomerStore } from "@clientele/core"
import { afterAll, describe, it } from "@effect/vitest"
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { exemption, type Law } from "../Law.ts"

/** Races and restarts take their time on a database. */
const timeout = 60_000

/** On the live clock: an adapter waits, retries and polls in real time. */
export const bind = <R, E>(
  title: string,
  layer: Layer.Layer<R, E>,
  laws: ReadonlyArray<Law<R>>,
  capabilities: Effect.Effect<CustomerStore.Capabilities, never, R>
): void => {
  describe(title, () => {
    const runtime = ManagedRuntime.make(layer)
    afterAll(() => runtime.dispose(), timeout)

    for (const law of laws) {
      it(`${law.id} ${law.title}`, { timeout }, async ({ signal, skip }) => {
        const reason = exemption(law, await runtime.runPromise(capabilities, { signal }))
        // Not inside of the effect, which would report the skip as a defect.
        if (reason !== null) skip(reason)
        await runtime.runPromise(law.check, { signal })
      })
    }
  })
}
