/** `TokenStore` over the tables. */
import { type AccessToken, Instant, type TokenId, TokenStore, type UserId } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { insert, listOf, remove, type Tables } from "./Tables.ts"

const minute = 60_000

export const tokenStore = (tables: Tables): TokenStore.TokenStore["Service"] =>
  TokenStore.TokenStore.of({
    add: Effect.fn("MemoryTokenStore.add")((token, secret) =>
      withHash(secret, (hash) => {
        const { owner } = token
        if (owner._tag === "user" && tables.users.get(owner.id)?.enabled !== true) return Effect.succeed(false)
        if (tables.tokens.has(token.id) || tables.tokenBy.has(hash)) {
          return Effect.die(new Error(`there is a token ${token.id} already, or another with its hash`))
        }
        tables.tokens.set(token.id, { token, hash })
        tables.tokenBy.set(hash, token.id)
        insert(listOf(tables.tokensOf, owner.id), token.id)
        return Effect.succeed(true)
      })
    ),
    find: Effect.fn("MemoryTokenStore.find")((secret) =>
      withHash(secret, (hash) => {
        const id = tables.tokenBy.get(hash)
        return Effect.succeed(id === undefined ? null : (tables.tokens.get(id)?.token ?? null))
      })
    ),
    ofOwner: (owner) => Effect.sync(() => tokensOf(tables, owner)),
    use: (id, at) =>
      Effect.sync(() => {
        const kept = tables.tokens.get(id)
        if (kept === undefined) return
        const last = kept.token.lastUsedAt
        if (last !== null && Instant.toMillis(at) - Instant.toMillis(last) < minute) return
        tables.tokens.set(id, { ...kept, token: { ...kept.token, lastUsedAt: at } })
      }),
    remove: (id) => Effect.sync(() => forget(tables, id)),
    removeAll: (owner, but) => Effect.sync(() => forgetAll(tables, owner, but)),
    sweep: (at) =>
      Effect.sync(() => {
        const expired = [...tables.tokens.values()].filter(({ token }) => token.expiresAt <= at)
        for (const { token } of expired) forget(tables, token.id)
        return expired.length
      })
  })

/** Removes all tokens of an owner, but for one to be kept. */
export const forgetAll = (tables: Tables, owner: UserId.UserId, but: TokenId.TokenId | null): void => {
  for (const { id } of tokensOf(tables, owner)) if (id !== but) forget(tables, id)
}

const tokensOf = (tables: Tables, owner: UserId.UserId): ReadonlyArray<AccessToken.AccessToken> =>
  (tables.tokensOf.get(owner) ?? []).flatMap((id) => tables.tokens.get(id)?.token ?? [])

const forget = (tables: Tables, id: TokenId.TokenId): boolean => {
  const kept = tables.tokens.get(id)
  if (kept === undefined) return false
  const { owner } = kept.token
  const others = listOf(tables.tokensOf, owner.id)
  remove(others, id)
  if (others.length === 0) tables.tokensOf.delete(owner.id)
  tables.tokenBy.delete(kept.hash)
  return tables.tokens.delete(id)
}

const withHash = <A>(hash: Redacted.Redacted, use: (hash: string) => Effect.Effect<A>): Effect.Effect<A> =>
  Effect.suspend(() => {
    const text = Redacted.value(hash)
    return TokenStore.isHash(text) ? use(text) : Effect.die(new Error("this is no SHA-256 hash in hexadecimal digits"))
  })
