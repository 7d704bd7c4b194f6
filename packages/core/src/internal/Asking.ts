/** The promise-facing side of `Customers`: reads what is handed in, runs it, and parts refusals from what is broken. */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { actions } from "../access/Action.ts"
import { type Actor, CurrentActor } from "../access/Actor.ts"
import type { ActorCustomers, Answer, Commands, Outcome, Paged } from "../ActorCustomers.ts"
import { CustomerId } from "../CustomerId.ts"
import { Customers } from "../Customers.ts"
import { Command, names } from "../customer/Command.ts"
import type { ExecuteOptions } from "../Execution.ts"
import { FormQuery } from "../FormQuery.ts"
import { decode, InputRefused } from "../InputRefused.ts"
import { FeedQuery, PageQuery } from "../Listing.ts"
import type { Randomness } from "../OpaqueId.ts"

const { limit: _, ...following } = FeedQuery.fields
const FollowQuery = Schema.Struct(following)
const About = Schema.Struct({ customer: CustomerId })
const Question = Schema.Struct({ customer: CustomerId, action: Schema.Literals(actions) })
const How = Schema.Struct({
  options: Schema.Struct({
    version: Schema.optionalKey(Schema.Natural),
    idempotencyKey: Schema.optionalKey(Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200)))
  })
})

/** Answers a promise while the kernel runs; `stop` waits for it. */
type Track = <A>(begin: () => Promise<A>) => Promise<A>

interface Running {
  readonly context: Context.Context<Customers>
  readonly promise: <A>(effect: Effect.Effect<A, never, Customers>) => Promise<A>
  readonly track: Track
  readonly stopping: Effect.Effect<void>
  readonly isStopping: () => boolean
  readonly stop: () => Promise<void>
  readonly millis: () => number
  readonly random: () => Randomness
}

export const run = async <E>(layer: Layer.Layer<Customers, E>): Promise<Running> => {
  const runtime = ManagedRuntime.make(layer)
  const context = await runtime.context().catch(async (error: unknown) => {
    await runtime.dispose()
    throw error
  })
  const stopping = Deferred.makeUnsafe<void>()
  const underWay = new Set<Promise<unknown>>()
  let stopped: Promise<void> | undefined

  const track: Track = (begin) => {
    if (stopped !== undefined) return Promise.reject(new Error("this kernel was stopped; start another"))
    const promise = begin()
    const done = () => underWay.delete(promise)
    underWay.add(promise)
    promise.then(done, done)
    return promise
  }
  const stop = () =>
    (stopped ??= (async () => {
      Deferred.doneUnsafe(stopping, Effect.void)
      await Promise.allSettled(underWay)
      await runtime.dispose()
    })())

  return {
    context,
    promise: (effect) => track(() => runtime.runPromise(effect)),
    track,
    stopping: Deferred.await(stopping),
    isStopping: () => stopped !== undefined,
    stop,
    millis: () => runtime.runSync(Clock.currentTimeMillis),
    random: () => runtime.runSync(Effect.all([Random.next, Random.next, Random.next, Random.next]))
  }
}

type Asked<A, E> = Effect.Effect<A, E, CurrentActor>

export const make = (running: Running, actor: Actor): ActorCustomers => {
  const service = Context.get(running.context, Customers)

  /** Runs an effect; what it fails with is a value, what it dies of rejects. */
  const answer = <A, E>(effect: Asked<A, E>): Answer<A, E> => {
    const outcome = running
      .promise(Effect.result(Effect.provideService(effect, CurrentActor, actor)))
      .then(
        (result): Outcome<A, E> =>
          Result.isSuccess(result) ? { ok: true, value: result.success } : { ok: false, error: result.failure }
      )
    const orThrow = async () => {
      const settled = await outcome
      if (settled.ok) return settled.value
      throw settled.error
    }
    return Object.assign(outcome, { orThrow })
  }

  const ask = <I, A, E>(schema: Schema.ConstraintDecoder<I>, input: unknown, then: (read: I) => Asked<A, E>) =>
    answer<A, E | InputRefused>(Effect.flatMap(Effect.fromResult(decode(schema, input)), then))

  /** A command, and how it is to be run: whatever is wrong with either is said at once. */
  const run =
    <A, E>(then: (command: Command, how: ExecuteOptions) => Asked<A, E>) =>
    (command: unknown, options: unknown = {}) => {
      const read = decode(Command, command)
      const how = decode(How, { options })
      if (Result.isSuccess(read) && Result.isSuccess(how))
        return answer<A, E | InputRefused>(then(read.success, how.success.options))
      return answer<A, E | InputRefused>(
        Effect.fail(
          new InputRefused({
            issues: [
              ...(Result.isFailure(read) ? read.failure.issues : []),
              ...(Result.isFailure(how) ? how.failure.issues : [])
            ]
          })
        )
      )
    }
  const execute = run(service.execute)

  /** Of one customer; pointers in a refusal lead to `/customer`. */
  const about =
    <A, E>(then: (customer: CustomerId) => Asked<A, E>) =>
    (customer: unknown) =>
      ask(About, { customer }, (read) => then(read.customer))

  const paged = <
    Item,
    Q extends { readonly after?: string },
    A extends { readonly items: ReadonlyArray<Item>; readonly next: string | null },
    E
  >(
    read: (query: Q) => Answer<A, E>,
    query: Q
  ): Paged<Item, A, E> => {
    const first = read(query)
    return Object.assign(first, {
      async *[Symbol.asyncIterator]() {
        let page = await first.orThrow()
        for (let after = query.after; ; page = await read({ ...query, after }).orThrow()) {
          yield* page.items
          if (page.next === null || page.next === after) return
          after = page.next
        }
      }
    })
  }

  const follow = (query: unknown) =>
    Stream.unwrap(Effect.map(Effect.fromResult(decode(FollowQuery, query)), (read) => service.follow(read))).pipe(
      Stream.provideService(CurrentActor, actor),
      Stream.interruptWhen(running.stopping),
      Stream.toAsyncIterableWith(running.context)
    )

  return {
    ...(Object.fromEntries(
      names.map((name) => [
        name,
        (input: object, options?: ExecuteOptions) => execute({ ...input, _tag: name }, options)
      ])
    ) as unknown as Commands),
    execute,
    preview: run(service.preview),
    get: about(service.get),
    page: (query = {}) => paged((query) => ask(PageQuery, query, service.page), query),
    ancestors: about(service.ancestors),
    children: about(service.children),
    history: about(service.history),
    explain: (customer, action) =>
      ask(Question, { customer, action }, (read) => service.explain(read.customer, read.action)),
    portals: () => answer(service.portals),
    form: (query) => ask(FormQuery, query, service.form),
    feed: (query = {}) => paged((query) => ask(FeedQuery, query, service.feed), query),
    follow: (query = {}) => ({
      [Symbol.asyncIterator]: () => {
        const items = follow(query)[Symbol.asyncIterator]()
        const leave = () => items.return?.() as Promise<IteratorReturnResult<undefined>>
        return { next: () => (running.isStopping() ? leave() : running.track(() => items.next())), return: leave }
      }
    })
  }
}
