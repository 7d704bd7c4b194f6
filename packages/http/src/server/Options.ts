/** What a server is set up with. */
import type { PlatformId } from "@clientele/core"
import * as Context from "effect/Context"
import type * as IpNetwork from "effect/net/IpNetwork"

export interface Settings {
  /** Platform of those who sign in without naming one; a server of several platforms has none. */
  readonly platform?: PlatformId.PlatformId | undefined
  /** Whether cookies go over TLS alone: `true` behind TLS, `false` on one's own machine. */
  readonly secureCookies: boolean
  /** Hours for which a session lasts. */
  readonly sessionHours: number
  /** Bytes of a body that are read at most. */
  readonly maxBody: number
  /** Levels of nesting of a JSON body that are read at most. */
  readonly maxDepth: number
  /** Requests that one address may send in a minute. */
  readonly requestsPerMinute: number
  /** Tries to sign in with one login in a quarter of an hour; ten times as many from one address. */
  readonly signInsPerQuarter: number
  /** Addresses, and logins, whose counts are remembered at most: whoever comes from more has the oldest forgotten. */
  readonly remembered: number
  /** Origins whose pages may call the API from a browser; none where nothing is said. */
  readonly origins: ReadonlyArray<string>
  /** Networks whose machines say for whom they ask, in `x-forwarded-for`: the proxies before the server. */
  readonly trustedProxies: ReadonlyArray<IpNetwork.IpNetwork>
}

/** Settings that suit a machine of one's own. */
export const standard: Settings = {
  secureCookies: false,
  sessionHours: 12,
  maxBody: 1_000_000,
  maxDepth: 64,
  requestsPerMinute: 6_000,
  signInsPerQuarter: 10,
  remembered: 100_000,
  origins: [],
  trustedProxies: []
}

export class Options extends Context.Service<Options, Settings>()("@clientele/http/server/Options") {}
