/**
 * The kernel for code that does not use Effect: promises, async iteration, refusals as values.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { Actor } from "./access/Actor.ts"
import type { ActorCustomers } from "./ActorCustomers.ts"
import type { CustomerStore } from "./CustomerStore.ts"
import { Customers } from "./Customers.ts"
import type { Options } from "./Execution.ts"
import { decode } from "./InputRefused.ts"
import * as Asking from "./internal/Asking.ts"
import * as Faults from "./portal/Faults.ts"
import * as UserId from "./UserId.ts"

/**
 * A running kernel.
 *
 * @category models
 * @since 0.1.0
 */
export interface Clientele {
  /** Returns what an actor can ask. Throws `InputRefused` where this is no actor: it comes from your session, not from outside. */
  readonly as: (actor: typeof Actor.Encoded) => ActorCustomers

  /** Returns a fresh identity for a user of yours. */
  readonly newUserId: () => UserId.UserId

  /** Ends what follows the feed, waits for what is under way, then lets go of the store. Calls after it reject. */
  readonly stop: () => Promise<void>

  /** As {@link Clientele.stop}, for `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/**
 * What a kernel is started with.
 *
 * @category models
 * @since 0.1.0
 */
export interface StartOptions<E> extends Options {
  /** Where customers are kept: the `layer` of an adapter. */
  readonly store: Layer.Layer<CustomerStore, E>
  /** Layers of further ports: `MicrosoftDirectory`, `MoveGuard`. */
  readonly ports?: Layer.Layer<never, E>
  /** Milliseconds since 1970, for tests; the system's clock where nothing is said. Waiting takes real time either way. */
  readonly now?: () => number
}

/**
 * Starts a kernel on a store. Rejects where the store cannot be opened, or where a portal has faults.
 *
 * **Example** (Creating a customer without Effect)
 *
 * ```ts import.meta.vitest
 * import { Clientele } from "@clientele/core"
 * import * as World from "@clientele/core/reference/World"
 * import { MemoryCustomerStore } from "@clientele/memory"
 * import { Copaco } from "@clientele/portals"
 *
 * const clientele = await Clientele.start({
 *   store: MemoryCustomerStore.layer,
 *   portals: [Copaco.portal],
 *   reference: World.make()
 * })
 * const support = clientele.as({ _tag: "support", id: clientele.newUserId(), platform: null })
 *
 * const { customer: root } = await support.openPlatform({ draft: { name: "Copaco" } }).orThrow()
 * root.statusLabel // => "active"
 *
 * const created = await support.create({ parent: root.id, portal: "copaco", draft: { address: { country: "UK" } } })
 * const proposal = created.ok || created.error._tag !== "DraftRefused"
 *   ? null
 *   : created.error.issues.find(({ pointer }) => pointer === "/address/country")?.proposal
 * proposal // => "GB"
 *
 * await clientele.stop()
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const start = async <E = never>(options: StartOptions<E>): Promise<Clientele> => {
  const { now, ports = Layer.empty, store, ...rest } = options
  const faults = rest.portals.flatMap((portal) =>
    Faults.of(portal, { reference: rest.reference, custom: rest.custom ?? {} }).map(
      ({ at, message }) => `${portal.id}${at}: ${message}`
    )
  )
  if (faults.length > 0) throw new Error(`a portal cannot work as it is\n${faults.join("\n")}`)
  const customers = Layer.provide(Customers.layer(rest), store)
  return over(Layer.mergeAll(customers, ports, now === undefined ? Layer.empty : clock(now)))
}

/**
 * Starts a kernel on any layer of `Customers`, near or far.
 *
 * **When to use**
 *
 * Use with a client of a remote kernel, or with a layer that you composed; otherwise {@link start}.
 *
 * @category constructors
 * @since 0.1.0
 */
export const over = async <E>(layer: Layer.Layer<Customers, E>): Promise<Clientele> => {
  const running = await Asking.run(layer)
  return {
    as: (actor) => Asking.make(running, Result.getOrThrow(decode(Actor, actor))),
    newUserId: () => UserId.fromParts(running.millis(), running.random()),
    stop: running.stop,
    [Symbol.asyncDispose]: running.stop
  }
}

/** The system's clock with another time of day. */
const clock = (now: () => number): Layer.Layer<never> =>
  Layer.effect(
    Clock.Clock,
    Clock.clockWith((system) =>
      Effect.succeed({
        currentTimeMillisUnsafe: now,
        currentTimeMillis: Effect.sync(now),
        currentTimeNanosUnsafe: () => BigInt(now()) * 1_000_000n,
        currentTimeNanos: Effect.sync(() => BigInt(now()) * 1_000_000n),
        monotonicTimeNanosUnsafe: () => system.monotonicTimeNanosUnsafe(),
        monotonicTimeNanos: system.monotonicTimeNanos,
        sleep: (duration) => system.sleep(duration)
      })
    )
  )
