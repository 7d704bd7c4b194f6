/** Who follows a feed is told that it may have grown: at once in this process, by NOTIFY in others, by a clock as the net. */
import { randomUUID } from "node:crypto"
import { CustomerStore, type PlatformId } from "@clientele/core"
import type { PgClient } from "@effect/sql-pg/PgClient"
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { refusedBy } from "../DatabaseRefused.ts"

export const channel = "clientele_feed"

export interface Changes {
  readonly tell: (platforms: ReadonlySet<PlatformId.PlatformId>) => Effect.Effect<void>
  readonly of: (platform: PlatformId.PlatformId) => Stream.Stream<void, CustomerStore.CustomerStoreUnavailable>
}

/** After a tick the feed may still wait for a commit that runs beside it: followers look again after these. */
const again: ReadonlyArray<Duration.Input> = ["50 millis", "250 millis", "1 second"]

/** How long a notification to oneself may take. */
const patience = "5 seconds"

/** Says once that notifications are not heard, and why, and once that they are again (`null`). */
const deafness = (every: Duration.Input) => {
  let deaf = false
  return (why: string | null): Effect.Effect<void> =>
    Effect.suspend(() => {
      if (deaf === (why !== null)) return Effect.void
      deaf = why !== null
      return why === null
        ? Effect.logInfo("notifications of other processes are heard again")
        : Effect.logWarning(
            `notifications of other processes are not heard, and followers look every ${Duration.format(Duration.fromInputUnsafe(every))}: ${why}`
          )
    })
}

/**
 * `listener` is a client whose connections are its own for as long as it likes; without one, other processes are heard
 * by the clock alone.
 */
export const make = (
  sql: PgClient,
  listener: PgClient | null,
  every: Duration.Input
): Effect.Effect<Changes, never, Scope.Scope> =>
  Effect.gen(function* () {
    const followers = new Map<PlatformId.PlatformId, Set<() => void>>()
    const wake = (platform: string) => followers.get(platform as PlatformId.PlatformId)?.forEach((tell) => tell())
    const wakeAll = () => followers.forEach((_, platform) => wake(platform))

    const pending = new Set<string>()
    const toTell = yield* Queue.sliding<void>(1)
    const scope = yield* Effect.scope

    // Told after the commit, not in it: a NOTIFY inside would make all commits of the database wait for each other.
    if (listener !== null) {
      yield* Queue.take(toTell).pipe(
        Effect.andThen(
          Effect.suspend(() => {
            const platforms = [...pending]
            pending.clear()
            return platforms.length === 0
              ? Effect.void
              : Effect.asVoid(sql.unsafe(`SELECT pg_notify('${channel}', p) FROM unnest($1::text[]) AS p`, [platforms]))
          })
        ),
        Effect.catchCause((cause) => (Cause.hasInterruptsOnly(cause) ? Effect.failCause(cause) : Effect.void)),
        Effect.forever,
        Effect.forkIn(scope)
      )
      const complain = deafness(every)
      yield* Effect.scoped(
        Effect.gen(function* () {
          const heard = yield* listener.listen(channel)
          wakeAll()
          // Own words come back, or this is another database, or a pooler that does not listen.
          const hello = randomUUID()
          const silence = yield* Effect.forkScoped(
            Effect.andThen(
              Effect.sleep(patience),
              complain(
                listener === sql
                  ? "a pooler lies between that forgets LISTEN; set DATABASE_POOLED, and DATABASE_DIRECT_URL past it"
                  : "DATABASE_DIRECT_URL hears nothing that is sent through DATABASE_URL; it is the same database, past any pooler"
              )
            )
          )
          yield* sql.unsafe(`SELECT pg_notify('${channel}', $1)`, [hello])
          yield* Effect.forever(
            Effect.flatMap(Queue.take(heard), ({ payload }) =>
              payload === hello
                ? Effect.andThen(Fiber.interrupt(silence), complain(null))
                : Effect.sync(() => wake(payload))
            )
          )
        })
      ).pipe(
        Effect.catchTag("SqlError", (error) =>
          complain(refusedBy(error, listener === sql ? "DATABASE_URL" : "DATABASE_DIRECT_URL").message)
        ),
        Effect.catchCause((cause) => (Cause.hasInterruptsOnly(cause) ? Effect.failCause(cause) : Effect.void)),
        Effect.andThen(Effect.sleep("1 second")),
        Effect.forever,
        Effect.forkIn(scope)
      )
    }
    yield* Effect.sleep(every).pipe(Effect.andThen(Effect.sync(wakeAll)), Effect.forever, Effect.forkIn(scope))

    return {
      tell: (platforms) =>
        Effect.suspend(() => {
          platforms.forEach((platform) => {
            wake(platform)
            pending.add(platform)
          })
          return listener === null || platforms.size === 0 ? Effect.void : Queue.offer(toTell, undefined)
        }),
      of: (platform) =>
        Stream.callback<void>(
          (queue) => {
            // One tick that waits stands for all commits since.
            const tell = () => void Queue.offerUnsafe(queue, undefined)
            const told = followers.get(platform) ?? new Set()
            return Effect.acquireRelease(
              Effect.sync(() => {
                followers.set(platform, told.add(tell))
                tell()
              }),
              () =>
                Effect.sync(() => {
                  told.delete(tell)
                  if (told.size === 0) followers.delete(platform)
                })
            )
          },
          { bufferSize: 1, strategy: "sliding" }
        ).pipe(
          Stream.switchMap(() =>
            Stream.concat(
              Stream.succeed(undefined),
              Stream.fromIterable(again).pipe(Stream.mapEffect((pause) => Effect.sleep(pause)))
            )
          )
        )
    }
  })
