/** Whether the server is about to stop: streams end then, and load balancers are told to send nobody else. */
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** Done when the server begins to stop. Without a server it never is. */
export const Stopping = Context.Reference<Deferred.Deferred<void>>("@clientele/http/server/Stopping", {
  defaultValue: () => Deferred.makeUnsafe<void>()
})

export const layer: Layer.Layer<never> = Layer.effect(Stopping, Deferred.make<void>())

/** Layer that announces the stop when it is closed: built last, it is closed first. */
export const first: Layer.Layer<never> = Layer.effectDiscard(
  Effect.flatMap(Stopping, (stopping) => Effect.addFinalizer(() => Deferred.succeed(stopping, undefined)))
)
