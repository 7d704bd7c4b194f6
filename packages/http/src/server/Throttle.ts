/** How often somebody may try: in the memory of this process, per login and per address. */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as NetAddress from "effect/net/NetAddress"
import { TooManyRequests } from "../contract/EdgeErrors.ts"
import { Options } from "./Options.ts"

interface Window {
  readonly until: number
  count: number
}

/** Monotonic, so that setting the clock back locks nobody out. */
const elapsed = Effect.map(Clock.monotonicTimeNanos, (nanos) => Number(nanos / 1_000_000n))

const quarter = 15 * 60_000
const minute = 60_000

/** One IPv4 address, also when written as IPv6, or one /64 of IPv6: what one subscriber has. */
const network = (address: string): string => {
  if (!address.includes(":")) return address
  const parsed = NetAddress.ipv6FromString(address.replace(/%.*$/u, ""))
  if (Result.isFailure(parsed)) return address
  const plain = NetAddress.toCanonical(parsed.success)
  return NetAddress.isIpv6Address(plain)
    ? NetAddress.ipv6ToSegments(plain).slice(0, 4).join(":")
    : NetAddress.formatIp(plain)
}

export class Throttle extends Context.Service<
  Throttle,
  {
    /** Counts a try to sign in; fails where there were too many with this login or from this address. */
    readonly signIn: (login: string, address: Option.Option<string>) => Effect.Effect<void, TooManyRequests>
    /** Somebody signed in: their login begins anew. */
    readonly signedIn: (login: string) => Effect.Effect<void>
    /** Counts a request; fails where there were too many from this address. */
    readonly request: (address: string) => Effect.Effect<void, TooManyRequests>
  }
>()("@clientele/http/server/Throttle") {
  static readonly layer: Layer.Layer<Throttle, never, Options> = Layer.effect(
    Throttle,
    Effect.gen(function* () {
      const { remembered, requestsPerMinute, signInsPerQuarter } = yield* Options
      const [requests, addresses, logins] = [
        new Map<string, Window>(),
        new Map<string, Window>(),
        new Map<string, Window>()
      ]

      const count = (
        windows: Map<string, Window>,
        key: string,
        limit: number,
        length: number
      ): Effect.Effect<void, TooManyRequests> =>
        Effect.flatMap(elapsed, (now) => {
          const known = windows.get(key)
          const window = known !== undefined && known.until > now ? known : { until: now + length, count: 0 }
          if (window !== known) {
            windows.delete(key)
            windows.set(key, window)
            for (const [oldest] of windows) {
              if (windows.size <= remembered) break
              windows.delete(oldest)
            }
          }
          window.count += 1
          return window.count > limit
            ? Effect.fail(new TooManyRequests({ retryAfter: Math.max(1, Math.ceil((window.until - now) / 1000)) }))
            : Effect.void
        })

      return Throttle.of({
        signIn: (login, address) =>
          // The address first: one that is refused already keeps nobody's login locked.
          Effect.andThen(
            count(addresses, network(Option.getOrElse(address, () => "")), signInsPerQuarter * 10, quarter),
            count(logins, login, signInsPerQuarter, quarter)
          ),
        signedIn: (login) => Effect.sync(() => void logins.delete(login)),
        request: (address) => count(requests, network(address), requestsPerMinute, minute)
      })
    })
  )
}
