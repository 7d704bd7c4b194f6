/** What a law of access tokens works with: that of the users, and short ways to add tokens and find them. */
import { AccessToken, type CustomerStore, Instant, TokenStore, type UserStore } from "@clientele/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import type { Law, LawFailure } from "../Law.ts"
import * as SampleTokens from "../SampleTokens.ts"
import { law as usersLaw, type UserStoreBed } from "./UserStoreBed.ts"

type Token = AccessToken.AccessToken
type Owner = UserStore.User | Token["owner"]

export type Services = CustomerStore.CustomerStore | UserStore.UserStore | TokenStore.TokenStore

/** A token and the hash under which it is kept. */
export interface Kept {
  readonly token: Token
  readonly hash: Redacted.Redacted
}

export interface TokenStoreBed extends UserStoreBed {
  readonly tokens: TokenStore.TokenStore["Service"]
  /** A token with its hash, not added yet. */
  readonly made: (owner: Owner, more?: Partial<Token>) => Effect.Effect<Kept>
  readonly keep: (owner: Owner, more?: Partial<Token>) => Effect.Effect<Kept, LawFailure>
  /** `kept`, `notKept` or `defect`. */
  readonly tryKeep: (one: Kept) => Effect.Effect<string, TokenStore.TokenStoreUnavailable>
  readonly find: (one: Kept) => Effect.Effect<Token | null, TokenStore.TokenStoreUnavailable>
  /** Holds if the token is there, by its hash and among its owner's; or if it is not. */
  readonly isThere: (what: string, one: Kept, there?: boolean) => Effect.Effect<void, LawFailure>
  /** An instant so many milliseconds before now: what expired a month ago may be gone already. */
  readonly ago: (millis: number) => Effect.Effect<Instant.Instant>
}

export const law = (
  id: Law<never>["id"],
  title: string,
  body: (bed: TokenStoreBed) => Effect.Effect<void, LawFailure>
): Law<Services> => {
  const check = Effect.flatMap(
    TokenStore.TokenStore,
    (tokens) =>
      usersLaw(id, title, (bed) => {
        const made: TokenStoreBed["made"] = (owner, more) =>
          Effect.all({
            token: Effect.map(SampleTokens.id, (id) =>
              SampleTokens.token("_tag" in owner ? owner : AccessToken.principalOf(owner), id, more)
            ),
            hash: SampleTokens.hash
          })
        const find: TokenStoreBed["find"] = ({ hash }) => tokens.find(hash)
        return body({
          ...bed,
          tokens,
          made,
          find,
          keep: (owner, more) =>
            Effect.tap(made(owner, more), ({ hash, token }) =>
              Effect.flatMap(tokens.add(token, hash), (kept) => bed.same("whether the token was kept", kept, true))
            ),
          tryKeep: ({ hash, token }) =>
            Effect.flatMap(Effect.exit(tokens.add(token, hash)), (exit) =>
              Exit.isSuccess(exit)
                ? Effect.succeed(exit.value ? "kept" : "notKept")
                : exit.cause.reasons.every(({ _tag }) => _tag === "Die")
                  ? Effect.succeed("defect")
                  : Effect.failCause(exit.cause)
            ),
          isThere: (what, one, there = true) =>
            Effect.gen(function* () {
              yield* bed.same(`${what}, by its hash`, yield* find(one), there ? one.token : null)
              const own = yield* tokens.ofOwner(one.token.owner.id)
              yield* bed.same(
                `${what}, among its owner's`,
                own.filter(({ id }) => id === one.token.id),
                there ? [one.token] : []
              )
            }),
          ago: (millis) => Effect.map(Clock.currentTimeMillis, (now) => Instant.fromMillis(now - millis))
        })
      }).check
  )
  return { id, title, check }
}

/** The same hash with another last digit. */
export const neighbour = (hash: Redacted.Redacted): Redacted.Redacted => {
  const text = Redacted.value(hash)
  return Redacted.make(text.slice(0, -1) + (text.endsWith("0") ? "1" : "0"))
}
