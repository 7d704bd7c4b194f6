/** Who follows a feed is told that it may have grown: at once in this process, by NOTIFY in others, by a clock as the net. */
import { CustomerStore, type PlatformId } from "@clientele/core"
import type { PgClient } from "@effect/sql-pg/PgClient"
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"

export const channel = "clientele_feed"

export interface Changes {
  readonly tell: (platforms: ReadonlySet<PlatformId.PlatformId>) => Effect.Effect<void>
  readonly of: (platform: PlatformId.PlatformId) => Stream.Stream<void, CustomerStore.CustomerStoreUnavailable>
}

/** After a tick the feed may still wait for a commit that runs beside it: followers look again after these. */
const again: ReadonlyArray<Duration.Input> = ["50 millis", "250 millis", "1 second"]

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
      yield* Effect.scoped(
        Effect.gen(function* () {
          const heard = yield* listener.listen(channel)
          wakeAll()
          yield* Effect.forever(Effect.map(Queue.take(heard), ({ payload }) => wake(payload)))
        })
      ).pipe(
        Effect.catchCause((cause) =>
          Cause.hasInterruptsOnly(cause) ? Effect.failCause(cause) : Effect.sleep("1 second")
        ),
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
