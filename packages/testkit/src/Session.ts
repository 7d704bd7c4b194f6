/**
 * How a law closes an adapter and opens it again.
 *
 * @since 0.1.0
 */
import type { CustomerStore } from "@clientele/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/**
 * Service that opens the store under test for a while, closes it, and opens it anew the next time.
 *
 * @category services
 * @since 0.1.0
 */
export class Session extends Context.Service<
  Session,
  <A, E>(use: Effect.Effect<A, E, CustomerStore.CustomerStore>) => Effect.Effect<A, E>
>()("@clientele/testkit/Session") {
  /**
   * Layer whose sessions build `store` anew each time. A store that cannot be built is a defect.
   */
  static readonly layer = <E>(store: Layer.Layer<CustomerStore.CustomerStore, E>): Layer.Layer<Session> =>
    Layer.succeed(Session, (use) => Effect.provide(use, Layer.orDie(Layer.fresh(store))))
}
