/** The handlers of tokens: those of whoever asks, made and revoked in person. */
import { Actor, Authority, Instant, TokenStore } from "@clientele/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { Api } from "../../contract/Api.ts"
import { CurrentToken } from "../../contract/Authentication.ts"
import { TokenNotFound } from "../../contract/EdgeErrors.ts"
import { issue } from "./Sessions.ts"

const refused = (sentence: string) =>
  new Authority.ActionNotAllowed({
    explanation: { allowed: false, action: "manageUsers", rule: "scopeMissing", sentence, path: [], distance: null }
  })

/**
 * A program with a user's token makes no tokens and ends none: what it made would outlive its own end. Support has nothing but
 * tokens, so that one of support's makes others within itself.
 */
const inPerson = Effect.gen(function* () {
  const actor = yield* Actor.CurrentActor
  if (actor._tag === "token" && actor.owner._tag === "user") {
    return yield* refused("Tokens are made and revoked by whoever is signed in, not by a token")
  }
  return actor
})

export const tokens = HttpApiBuilder.group(
  Api,
  "tokens",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* TokenStore.TokenStore
    const stores = yield* Effect.context<TokenStore.TokenStore>()
    return handlers.handleAll({
      make: Effect.fnUntraced(function* ({ payload }) {
        const actor = yield* inPerson
        const by = yield* CurrentToken
        if (actor._tag === "token" && payload.scopes.some((scope) => !actor.scopes.includes(scope))) {
          return yield* refused("A token makes only tokens within its own scopes")
        }
        const left = Instant.toMillis(by.expiresAt) - (yield* Clock.currentTimeMillis)
        const wanted = payload.days * Instant.day
        const owner = Actor.principal(actor)
        return yield* Effect.provideContext(
          issue(
            { kind: "token", owner, name: payload.name, scopes: payload.scopes },
            actor._tag === "token" ? Math.min(wanted, left) : wanted
          ),
          stores
        )
      }),
      list: Effect.fnUntraced(function* () {
        const actor = yield* Actor.CurrentActor
        const by = yield* CurrentToken
        const own = yield* store.ofOwner(Actor.principal(actor).id)
        // A program learns nothing of the others that its owner has.
        return actor._tag === "token" && actor.owner._tag === "user" ? own.filter(({ id }) => id === by.id) : own
      }),
      revoke: Effect.fnUntraced(function* ({ params }) {
        const { id } = Actor.principal(yield* inPerson)
        const own = yield* store.ofOwner(id)
        if (!own.some((token) => token.id === params.token)) return yield* new TokenNotFound({ token: params.token })
        yield* store.remove(params.token)
      })
    })
  })
)
