/** Mutants of the laws of access tokens and sessions. */
import { type AccessToken, Instant, type TokenId, TokenStore, type UserId } from "@clientele/core"
import { Clock, Effect, Redacted } from "effect"
import type { Mutant } from "./Mutant.ts"
import { breaking, type Stores } from "./signing.ts"

type Token = AccessToken.AccessToken

const tokensOf = (change: (sound: Stores) => Partial<Stores["tokens"]>) => breaking("tokens", change)

/** How an owner stands: whoever is no user is there for good. */
const standing = ({ users }: Stores, { owner }: Token) =>
  owner._tag === "support"
    ? Effect.succeed("there")
    : Effect.match(users.get(owner.id), {
        onFailure: () => "gone",
        onSuccess: ({ enabled }) => (enabled ? "there" : "disabled")
      })

/** Looks how the owner stands before, not while, it adds: one who is `missed` by then gets a token all the same. */
const lookingBefore =
  (missed: string) =>
  (sound: Stores): Partial<Stores["tokens"]> => {
    const late = new Map<UserId.UserId, Token>()
    return {
      add: (token, hash) =>
        Effect.gen(function* () {
          if ((yield* standing(sound, token)) !== "there") return false
          yield* Effect.yieldNow
          if (yield* sound.tokens.add(token, hash)) return true
          if ((yield* standing(sound, token)) !== missed) return false
          late.set(token.owner.id, token)
          return true
        }),
      ofOwner: (owner) =>
        Effect.map(sound.tokens.ofOwner(owner), (found) => {
          const left = late.get(owner)
          return left === undefined ? found : [...found, left]
        })
    }
  }

export const tokens: ReadonlyArray<Mutant<Stores>> = [
  {
    law: "TOKEN-1",
    bug: "takes scopes for a matter of tokens of users",
    break: tokensOf(({ tokens }) => ({
      add: (token, hash) =>
        tokens.add(
          token.owner._tag === "support" && token.scopes.includes("system") ? { ...token, scopes: [] } : token,
          hash
        )
    }))
  },
  {
    law: "TOKEN-2",
    bug: "looks at the beginning of a hash",
    break: tokensOf(({ tokens }) => {
      const known = new Map<string, Redacted.Redacted>()
      const beginning = (hash: Redacted.Redacted) => Redacted.value(hash).slice(0, 32)
      return {
        add: (token, hash) =>
          Effect.tap(tokens.add(token, hash), () => Effect.sync(() => known.set(beginning(hash), hash))),
        find: (hash) => Effect.suspend(() => tokens.find(known.get(beginning(hash)) ?? hash))
      }
    })
  },
  {
    law: "TOKEN-3",
    bug: "finds nothing that has expired",
    break: tokensOf(({ tokens }) => ({
      find: (hash) =>
        Effect.map(Effect.all([tokens.find(hash), Clock.currentTimeMillis]), ([token, now]) =>
          token !== null && token.expiresAt > Instant.fromMillis(now) ? token : null
        )
    }))
  },
  {
    law: "TOKEN-4",
    bug: "writes a token over another with its id",
    break: tokensOf(({ tokens }) => ({
      add: (token, hash) => Effect.andThen(tokens.remove(token.id), tokens.add(token, hash))
    }))
  },
  {
    law: "TOKEN-5",
    bug: "gives a hash to the token that comes last",
    break: tokensOf(({ tokens }) => ({
      add: (token, hash) =>
        TokenStore.isHash(Redacted.value(hash))
          ? Effect.gen(function* () {
              const before = yield* tokens.find(hash)
              if (before !== null && before.id !== token.id) yield* tokens.remove(before.id)
              return yield* tokens.add(token, hash)
            })
          : tokens.add(token, hash)
    }))
  },
  {
    law: "TOKEN-6",
    bug: "finds nothing by what is no hash",
    break: tokensOf(({ tokens }) => ({
      find: (hash) => (TokenStore.isHash(Redacted.value(hash)) ? tokens.find(hash) : Effect.succeed(null))
    }))
  },
  {
    law: "TOKEN-7",
    bug: "lists tokens in the order in which they were added",
    break: tokensOf(({ tokens }) => {
      const added: Array<TokenId.TokenId> = []
      return {
        add: (token, hash) => Effect.tap(tokens.add(token, hash), () => Effect.sync(() => added.push(token.id))),
        ofOwner: (owner) =>
          Effect.map(tokens.ofOwner(owner), (found) =>
            found.toSorted((a, b) => added.indexOf(a.id) - added.indexOf(b.id))
          )
      }
    })
  },
  {
    law: "TOKEN-8",
    bug: "records the use that it hears of last",
    break: tokensOf(({ tokens }) => {
      const used = new Map<TokenId.TokenId, Instant.Instant>()
      const shown = (token: Token): Token => ({ ...token, lastUsedAt: used.get(token.id) ?? token.lastUsedAt })
      return {
        use: (id, at) => Effect.sync(() => void used.set(id, at)),
        find: (hash) => Effect.map(tokens.find(hash), (token) => (token === null ? null : shown(token))),
        ofOwner: (owner) => Effect.map(tokens.ofOwner(owner), (found) => found.map(shown))
      }
    })
  },
  {
    law: "TOKEN-9",
    bug: "says of whatever it removes that it was there",
    break: tokensOf(({ tokens }) => ({ remove: (id) => Effect.as(tokens.remove(id), true) }))
  },
  {
    law: "TOKEN-10",
    bug: "spares nothing",
    break: tokensOf(({ tokens }) => ({ removeAll: (owner) => tokens.removeAll(owner, null) }))
  },
  {
    law: "TOKEN-11",
    bug: "keeps for a moment longer what expires at the instant of a sweep",
    break: tokensOf(({ tokens }) => ({ sweep: (at) => tokens.sweep(Instant.plus(at, -1)) }))
  },
  {
    law: "TOKEN-12",
    bug: "says yes to the token of anybody",
    break: tokensOf(({ tokens }) => ({ add: (token, hash) => Effect.as(tokens.add(token, hash), true) }))
  },
  {
    law: "TOKEN-13",
    bug: "keeps the sessions of an erased customer",
    break: tokensOf(({ tokens }) => {
      const sessions = new Map<string, Token>()
      return {
        add: (token, hash) =>
          Effect.tap(tokens.add(token, hash), () =>
            Effect.sync(() => token.kind === "session" && sessions.set(Redacted.value(hash), token))
          ),
        remove: (id) =>
          Effect.tap(tokens.remove(id), () =>
            Effect.sync(() => sessions.forEach((token, hash) => token.id === id && sessions.delete(hash)))
          ),
        find: (hash) => Effect.map(tokens.find(hash), (token) => token ?? sessions.get(Redacted.value(hash)) ?? null)
      }
    })
  },
  {
    law: "TOKEN-14",
    bug: "looks whether a user is there before, not while, it adds a token",
    break: tokensOf(lookingBefore("gone"))
  },
  {
    law: "TOKEN-15",
    bug: "looks whether a user is enabled before, not while, it adds a token",
    break: tokensOf(lookingBefore("disabled"))
  },
  {
    law: "TOKEN-16",
    bug: "looks for another token with the hash before, not while, it adds one",
    break: tokensOf((sound) => ({
      add: (token, hash) =>
        TokenStore.isHash(Redacted.value(hash))
          ? Effect.gen(function* () {
              if ((yield* sound.tokens.find(hash)) !== null) return yield* Effect.die(new Error("there is one already"))
              yield* Effect.yieldNow
              return yield* Effect.catchDefect(sound.tokens.add(token, hash), () => Effect.succeed(true))
            })
          : sound.tokens.add(token, hash)
    }))
  }
]
