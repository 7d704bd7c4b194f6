/** Group commit: jobs that wait for a turn are done together. Nobody waits to be joined, and who is alone goes alone. */
import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Deferred from "effect/Deferred"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FiberSet from "effect/FiberSet"
import type * as Scope from "effect/Scope"

/** What is left to do for a job after its turn, by whoever brought it: mostly nothing but to succeed or to fail. */
type Rest<Done, E> = Effect.Effect<Done, E>

export interface Options<Job, Done, E> {
  /** Jobs of different lanes do not wait for each other. */
  readonly lane: (job: Job) => string
  /** Turns of a lane that are taken at the same time. */
  readonly turns: number
  /** Jobs of one turn. */
  readonly most: number
  /** Whether a job can be done in the same turn as these. */
  readonly fits: (batch: NonEmptyReadonlyArray<Job>, job: Job) => boolean
  /** Does jobs, and says what is left to do for each, in their order. What fails as a whole fails for all. */
  readonly run: (batch: NonEmptyReadonlyArray<Job>) => Effect.Effect<ReadonlyArray<Rest<Done, E>>, E>
  /** When a turn that nobody can interrupt is given up, and what those in it are told: its connection may never answer. */
  readonly overdue: { readonly after: Duration.Input; readonly error: () => E }
}

interface Waiting<Job, Done, E> {
  readonly job: Job
  readonly rest: Deferred.Deferred<Rest<Done, E>, E>
}

interface Lane<Job, Done, E> {
  free: number
  waiting: Array<Waiting<Job, Done, E>>
}

/** Does a job in this turn or the next that it fits into. Who stops waiting before that has it not done. */
export const make = <Job, Done, E>({
  fits,
  lane: laneOf,
  most,
  overdue,
  run,
  turns
}: Options<Job, Done, E>): Effect.Effect<(job: Job) => Effect.Effect<Done, E>, never, Scope.Scope> =>
  Effect.gen(function* () {
    const lanes = new Map<string, Lane<Job, Done, E>>()
    // A turn is nobody's own: it has the context of the store, not the transaction, span or end of one who waits for it.
    const runFork = yield* FiberSet.makeRuntime<never, void, never>()
    let closed = false

    const next = (lane: Lane<Job, Done, E>): NonEmptyReadonlyArray<Waiting<Job, Done, E>> | null => {
      const [first, ...others] = lane.waiting
      if (first === undefined) return null
      const jobs: [Job, ...Array<Job>] = [first.job]
      const batch: [Waiting<Job, Done, E>, ...Array<Waiting<Job, Done, E>>] = [first]
      lane.waiting = others.filter((it) => {
        if (batch.length >= most || !fits(jobs, it.job)) return true
        jobs.push(it.job)
        batch.push(it)
        return false
      })
      return batch
    }

    const turn = (name: string, lane: Lane<Job, Done, E>, batch: NonEmptyReadonlyArray<Waiting<Job, Done, E>>) =>
      Effect.suspend(() => run([batch[0].job, ...batch.slice(1).map(({ job }) => job)])).pipe(
        Effect.timeoutOrElse({ duration: overdue.after, orElse: () => Effect.fail(overdue.error()) }),
        Effect.onExit((exit) =>
          Effect.sync(() => {
            for (const [at, { rest }] of batch.entries()) {
              Deferred.doneUnsafe(
                rest,
                Exit.map(exit, (rests) => restOf(rests, at))
              )
            }
            handOn(name, lane)
          })
        ),
        Effect.exit,
        Effect.asVoid
      )

    const handOn = (name: string, lane: Lane<Job, Done, E>): void => {
      const batch = closed ? null : next(lane)
      if (batch !== null) runFork(turn(name, lane, batch))
      else if (++lane.free === turns) lanes.delete(name)
    }

    // Added after the set of turns, so that it comes first: who waits is let go, and nobody comes next.
    yield* Effect.addFinalizer(() =>
      Effect.sync(() => {
        closed = true
        for (const { waiting } of lanes.values()) {
          for (const { rest } of waiting.splice(0)) Deferred.doneUnsafe(rest, Effect.interrupt)
        }
      })
    )

    return (job) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.suspend(() => {
          const name = laneOf(job)
          const lane = lanes.get(name) ?? { free: turns, waiting: [] }
          lanes.set(name, lane)
          if (lane.free > 0) {
            lane.free--
            return restore(run([job])).pipe(
              Effect.ensuring(Effect.sync(() => handOn(name, lane))),
              Effect.map((rests) => restOf(rests, 0))
            )
          }
          if (closed) return Effect.interrupt
          const mine: Waiting<Job, Done, E> = { job, rest: Deferred.makeUnsafe() }
          lane.waiting.push(mine)
          return Effect.onInterrupt(restore(Deferred.await(mine.rest)), () =>
            Effect.sync(() => void (lane.waiting = lane.waiting.filter((it) => it !== mine)))
          )
        }).pipe(Effect.flatMap(restore))
      )
  })

const restOf = <Done, E>(rests: ReadonlyArray<Rest<Done, E>>, at: number): Rest<Done, E> =>
  rests[at] ?? Effect.die(new Error("a turn says nothing of a job"))
