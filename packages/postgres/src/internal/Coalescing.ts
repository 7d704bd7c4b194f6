/** Jobs that wait for a turn are done together: nobody waits to be joined, and who is alone goes alone. */
import type { NonEmptyReadonlyArray } from "effect/Array"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"

export interface Options<Job, Done, E> {
  /** Turns that are taken at the same time. */
  readonly turns: number
  /** Jobs of one turn. */
  readonly most: number
  /** Whether a job can be done in the same turn as these. */
  readonly fits: (batch: NonEmptyReadonlyArray<Job>, job: Job) => boolean
  /** Does jobs, and says what became of each, in their order. What fails as a whole fails for all. */
  readonly run: (batch: NonEmptyReadonlyArray<Job>) => Effect.Effect<ReadonlyArray<Exit.Exit<Done, E>>, E>
}

interface Waiting<Job, Done, E> {
  readonly job: Job
  readonly done: Deferred.Deferred<Done, E>
}

/** Does a job in this turn or the next that it fits into. Who stops waiting before that has it not done. */
export const make = <Job, Done, E>({
  fits,
  most,
  run,
  turns
}: Options<Job, Done, E>): Effect.Effect<(job: Job) => Effect.Effect<Done, E>, never, Scope.Scope> =>
  Effect.gen(function* () {
    const scope = yield* Effect.scope
    let waiting: Array<Waiting<Job, Done, E>> = []
    let free = turns

    const next = (): NonEmptyReadonlyArray<Waiting<Job, Done, E>> | null => {
      const [first, ...others] = waiting
      if (first === undefined) return null
      const jobs: [Job, ...Array<Job>] = [first.job]
      const batch: [Waiting<Job, Done, E>, ...Array<Waiting<Job, Done, E>>] = [first]
      waiting = others.filter((it) => {
        if (batch.length >= most || !fits(jobs, it.job)) return true
        jobs.push(it.job)
        batch.push(it)
        return false
      })
      return batch
    }

    // A turn belongs to many: it goes on when one of them is interrupted, and ends with the scope.
    const turn = (batch: NonEmptyReadonlyArray<Waiting<Job, Done, E>>): Effect.Effect<void> =>
      Effect.suspend(() => run([batch[0].job, ...batch.slice(1).map(({ job }) => job)])).pipe(
        Effect.onExit((exit) => {
          batch.forEach(({ done }, at) => {
            Deferred.doneUnsafe(done, Exit.isSuccess(exit) ? outcomeOf(exit.value, at) : Effect.failCause(exit.cause))
          })
          return handOn
        }),
        Effect.exit,
        Effect.asVoid
      )

    const handOn: Effect.Effect<void> = Effect.suspend(() => {
      const batch = next()
      if (batch !== null) return Effect.asVoid(Effect.forkIn(turn(batch), scope))
      free++
      return Effect.void
    })

    yield* Scope.addFinalizer(
      scope,
      Effect.sync(() => {
        for (const { done } of waiting) Deferred.doneUnsafe(done, Effect.interrupt)
      })
    )

    return (job) =>
      Effect.suspend(() => {
        if (free > 0) {
          free--
          return Effect.ensuring(
            Effect.flatMap(run([job]), (outcomes) => outcomeOf(outcomes, 0)),
            handOn
          )
        }
        const mine: Waiting<Job, Done, E> = { job, done: Deferred.makeUnsafe<Done, E>() }
        waiting.push(mine)
        return Effect.onInterrupt(Deferred.await(mine.done), () =>
          Effect.sync(() => void (waiting = waiting.filter((it) => it !== mine)))
        )
      })
  })

const outcomeOf = <Done, E>(outcomes: ReadonlyArray<Exit.Exit<Done, E>>, at: number): Exit.Exit<Done, E> =>
  outcomes[at] ?? Exit.die(new Error("a turn says nothing of a job"))
