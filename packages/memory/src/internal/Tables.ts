/** Everything there is, in plain maps: JavaScript runs one commit at a time, so a commit that does not wait is atomic. */
import type {
  AccessToken,
  Customer,
  CustomerId,
  CustomerStore,
  Event,
  PlatformId,
  TokenId,
  UserId,
  UserStore
} from "@clientele/core"
import type * as Redacted from "effect/Redacted"

export type Id = CustomerId.CustomerId
export type Stored = CustomerStore.Stored
export type AnyEvent = Event.Recorded | Event.Redacted

/** Lists of ids are in ascending order, which is the order of creation. */
export interface Tables {
  readonly customers: Map<Id, Stored>
  readonly childrenOf: Map<Id, Array<Id>>
  readonly customersOf: Map<PlatformId.PlatformId, Array<Id>>
  readonly rootsOf: Map<PlatformId.PlatformId, Array<Id>>
  readonly feed: Array<AnyEvent>
  /** Places in the feed of each customer's events. */
  readonly eventsOf: Map<Id, Array<number>>
  /** Places in the feed of each platform's events. */
  readonly feedOf: Map<PlatformId.PlatformId, Array<number>>
  readonly followersOf: Map<PlatformId.PlatformId, Set<() => void>>
  /** Who reserved a key, by `claimKey`. */
  readonly claims: Map<string, Id>
  /** Records by actor and key, the oldest of an actor first. */
  readonly idempotency: Map<string, Map<string, CustomerStore.IdempotencyRecord>>
  /** The idempotency records of each customer. */
  readonly recordsOf: Map<Id, Set<CustomerStore.IdempotencyRecord>>
  readonly users: Map<UserId.UserId, UserStore.User>
  readonly usersOf: Map<Id, Array<UserId.UserId>>
  /** Who signs in with a login, by `claimKey`. */
  readonly logins: Map<string, UserId.UserId>
  readonly hashes: Map<UserId.UserId, Redacted.Redacted>
  readonly tokens: Map<TokenId.TokenId, { readonly token: AccessToken.AccessToken; readonly hash: string }>
  /** Which token has a hash. */
  readonly tokenBy: Map<string, TokenId.TokenId>
  readonly tokensOf: Map<UserId.UserId, Array<TokenId.TokenId>>
}

export const make = (): Tables => ({
  customers: new Map(),
  childrenOf: new Map(),
  customersOf: new Map(),
  rootsOf: new Map(),
  feed: [],
  eventsOf: new Map(),
  feedOf: new Map(),
  followersOf: new Map(),
  claims: new Map(),
  idempotency: new Map(),
  recordsOf: new Map(),
  users: new Map(),
  usersOf: new Map(),
  logins: new Map(),
  hashes: new Map(),
  tokens: new Map(),
  tokenBy: new Map(),
  tokensOf: new Map()
})

export const claimKey = ({ key, kind, scope }: Customer.Claim): string => JSON.stringify([kind, scope, key])

/** Whose keys those of an actor are, in a platform or outside all. */
export const actorKey = (platform: string | null, actor: string): string => JSON.stringify([platform, actor])

/** The key under which a user's login is taken: the same as that of a customer's reservation. */
export const loginKey = (platform: PlatformId.PlatformId, key: string): string =>
  claimKey({ kind: "login", scope: platform, key })

/** The customer that reserved a key, or at which its user is at home. */
export const holderOf = (tables: Tables, key: string): Id | null => {
  const user = tables.logins.get(key)
  return tables.claims.get(key) ?? (user === undefined ? null : (tables.users.get(user)?.home ?? null))
}

/** The list under a key, which is there from then on. */
export const listOf = <K, A>(lists: Map<K, Array<A>>, key: K): Array<A> => {
  const list = lists.get(key) ?? []
  if (!lists.has(key)) lists.set(key, list)
  return list
}

/** A limit as it counts: without its fraction, none where it is no number or below one. */
export const whole = (limit: number): number => Math.max(0, Math.trunc(limit) || 0)

/** How many items of an ascending list lie before a bound. */
export const countBefore = <A>(sorted: ReadonlyArray<A>, isBefore: (item: A) => boolean): number => {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(sorted[middle] as A)) low = middle + 1
    else high = middle
  }
  return low
}

export const insert = <A extends string>(sorted: Array<A>, item: A): void => {
  sorted.splice(
    countBefore(sorted, (other) => other < item),
    0,
    item
  )
}

export const remove = <A>(list: Array<A>, item: A): void => {
  const at = list.indexOf(item)
  if (at >= 0) list.splice(at, 1)
}
