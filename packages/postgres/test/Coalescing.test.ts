/** Jobs that wait for a turn are done together. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Scope } from "effect"
import * as Coalescing from "../src/internal/Coalescing.ts"

type Run = (batch: ReadonlyArray<number>) => Effect.Effect<ReadonlyArray<Exit.Exit<string, string>>, string>

/** Turns that wait until they are let go, and what each of them did. */
const turns = Effect.gen(function* () {
  const begun: Array<ReadonlyArray<number>> = []
  const gate = yield* Deferred.make<void>()
  const run: Run = (batch) =>
    Effect.suspend(() => {
      begun.push(batch)
      const done = batch.map((job) => (job === 12 ? Exit.fail("twelve") : Exit.succeed(`done ${job}`)))
      const outcome = batch.includes(13) ? Effect.fail("thirteen") : Effect.succeed(done)
      return Effect.andThen(begun.length === 1 ? Deferred.await(gate) : Effect.void, outcome)
    })
  return { begun, run, open: Deferred.succeed(gate, undefined) }
})

const options = { turns: 1, most: 3, fits: () => true }

const start = <A, E>(jobs: ReadonlyArray<Effect.Effect<A, E>>) =>
  Effect.forEach(jobs, (job) => Effect.forkChild(job, { startImmediately: true }))

describe("Coalescing", () => {
  it.effect("one that is alone goes at once, those that come meanwhile go together, as many as a turn takes", () =>
    Effect.gen(function* () {
      const { begun, open, run } = yield* turns
      const submit = yield* Coalescing.make({ ...options, run })
      const fibers = yield* start([1, 2, 3, 4, 5].map(submit))
      assert.deepStrictEqual(begun, [[1]])
      yield* open
      const answers = yield* Effect.forEach(fibers, Fiber.join)
      assert.deepStrictEqual(begun, [[1], [2, 3, 4], [5]])
      assert.deepStrictEqual(answers, ["done 1", "done 2", "done 3", "done 4", "done 5"])
      assert.strictEqual(yield* submit(6), "done 6")
    })
  )

  it.effect("what does not fit waits for a turn of its own, and nobody waits behind it", () =>
    Effect.gen(function* () {
      const { begun, open, run } = yield* turns
      const fits = (batch: ReadonlyArray<number>, job: number) => batch.every((other) => (other - job) % 2 === 0)
      const submit = yield* Coalescing.make({ ...options, fits, run })
      const fibers = yield* start([1, 2, 3, 4].map(submit))
      yield* open
      yield* Effect.forEach(fibers, Fiber.join)
      assert.deepStrictEqual(begun, [[1], [2, 4], [3]])
    })
  )

  it.effect("a turn that fails fails for those in it, and the next one goes on", () =>
    Effect.gen(function* () {
      const { open, run } = yield* turns
      const submit = yield* Coalescing.make({ ...options, run })
      const fibers = yield* start([1, 2, 13, 4, 5].map(submit))
      yield* open
      const exits = yield* Effect.forEach(fibers, Fiber.await)
      assert.deepStrictEqual(exits.map(Exit.isSuccess), [true, false, false, false, true])
    })
  )

  it.effect("one of a turn fails alone", () =>
    Effect.gen(function* () {
      const { begun, open, run } = yield* turns
      const submit = yield* Coalescing.make({ ...options, run })
      const fibers = yield* start([1, 2, 12, 4].map(submit))
      yield* open
      const exits = yield* Effect.forEach(fibers, Fiber.await)
      assert.deepStrictEqual(exits.map(Exit.isSuccess), [true, true, false, true])
      assert.deepStrictEqual(begun, [[1], [2, 12, 4]])
    })
  )

  it.effect("who stops waiting has nothing done; who is interrupted in a turn takes nobody along", () =>
    Effect.gen(function* () {
      const { begun, open, run } = yield* turns
      const submit = yield* Coalescing.make({ ...options, run })
      const [first, second, third] = yield* start([1, 2, 3].map(submit))
      yield* Fiber.interrupt(second!)
      // The one whose turn it is has nobody beside it: its turn ends with it, and the next begins.
      yield* Fiber.interrupt(first!)
      assert.strictEqual(yield* Fiber.join(third!), "done 3")
      assert.deepStrictEqual(begun, [[1], [3]])
      yield* open
    })
  )

  it.effect("whoever still waits when it is closed is let go", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const { begun, run } = yield* turns
      const submit = yield* Scope.provide(Coalescing.make({ ...options, run }), scope)
      const [first, second] = yield* start([1, 2].map(submit))
      yield* Scope.close(scope, Exit.void)
      assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(second!)))
      assert.deepStrictEqual(begun, [[1]])
      yield* Fiber.interrupt(first!)
    })
  )
})
