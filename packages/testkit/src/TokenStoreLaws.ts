/**
 * The laws that every `TokenStore` obeys together with the `UserStore` and the `CustomerStore` it belongs to, as data.
 *
 * @since 0.1.0
 */
import { type CustomerStore, Instant, type TokenStore, type UserStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { rounds } from "./internal/Bed.ts"
import { law, neighbour } from "./internal/TokenStoreBed.ts"
import type { Law } from "./Law.ts"
import * as Samples from "./Samples.ts"
import * as SampleTokens from "./SampleTokens.ts"

const minute = 60_000

/**
 * The laws of access tokens and sessions.
 *
 * @category constants
 * @since 0.1.0
 */
export const laws: ReadonlyArray<Law<CustomerStore.CustomerStore | UserStore.UserStore | TokenStore.TokenStore>> = [
  law("TOKEN-1", "a token is found by its hash, and among its owner's, as it was added", (bed) =>
    Effect.gen(function* () {
      const user = yield* bed.add(bed.root, "jan")
      const operator = { _tag: "support", id: yield* Samples.userId, platform: null } as const
      const support = { _tag: "support", id: yield* Samples.userId, platform: bed.platform } as const
      yield* bed.isThere("of a user", yield* bed.keep(user, { name: "Ночной «импорт»", lastUsedAt: Samples.at }))
      yield* bed.isThere("a session", yield* bed.keep(user, { kind: "session", scopes: [] }))
      yield* bed.isThere("of support", yield* bed.keep(support, { scopes: ["system", "read"] }))
      yield* bed.isThere("of the operator", yield* bed.keep(operator))
    })
  ),

  law("TOKEN-2", "an unknown hash finds nothing, however near it comes", (bed) =>
    Effect.gen(function* () {
      const { hash } = yield* bed.keep(yield* bed.add(bed.root, "jan"))
      yield* bed.same("unknown", yield* bed.tokens.find(yield* SampleTokens.hash), null)
      yield* bed.same("near", yield* bed.tokens.find(neighbour(hash)), null)
      yield* bed.same("of nobody", yield* bed.tokens.ofOwner(yield* Samples.userId), [])
    })
  ),

  law("TOKEN-3", "a token that expired is there until it is removed or swept", (bed) =>
    Effect.gen(function* () {
      const expiresAt = yield* bed.ago(minute)
      yield* bed.isThere("expired", yield* bed.keep(yield* bed.add(bed.root, "jan"), { expiresAt }))
    })
  ),

  law("TOKEN-4", "an id that is there already is a defect, and its token stays", (bed) =>
    Effect.gen(function* () {
      const user = yield* bed.add(bed.root, "jan")
      const one = yield* bed.keep(user)
      const other = yield* bed.made(user, { id: one.token.id, name: "Another" })
      yield* bed.same("outcome", yield* bed.tryKeep(other), "defect")
      yield* bed.isThere("the first", one)
      yield* bed.same("by the other hash", yield* bed.find(other), null)
    })
  ),

  law("TOKEN-5", "a hash that is there already is a defect, and its token stays", (bed) =>
    Effect.gen(function* () {
      const [one, other] = [yield* bed.keep(yield* bed.add(bed.root, "jan")), yield* bed.add(bed.root, "piet")]
      const { token } = yield* bed.made(other)
      yield* bed.same("outcome", yield* bed.tryKeep({ token, hash: one.hash }), "defect")
      yield* bed.isThere("the first", one)
      yield* bed.same("of the other owner", yield* bed.tokens.ofOwner(other.id), [])
    })
  ),

  law("TOKEN-6", "what is no SHA-256 hash is a defect that does not tell it", (bed) =>
    Effect.gen(function* () {
      const user = yield* bed.add(bed.root, "jan")
      const right = Redacted.value(yield* SampleTokens.hash)
      for (const text of ["", "secret", right.slice(1), `${right}0`, right.replace(/./, "A"), `${right}\n`]) {
        const { token } = yield* bed.made(user)
        const hash = Redacted.make(text)
        for (const asked of [bed.tokens.add(token, hash), bed.tokens.find(hash)]) {
          const exit = yield* Effect.exit<unknown, TokenStore.TokenStoreUnavailable, never>(asked)
          const kind = exit._tag === "Failure" ? exit.cause.reasons.map(({ _tag }) => _tag) : exit._tag
          yield* bed.same("kind of failure", kind, ["Die"])
          yield* bed.same("whether the failure tells", text.length > 1 && String(exit).includes(text), false)
        }
      }
      yield* bed.same("what is kept", yield* bed.tokens.ofOwner(user.id), [])
    })
  ),

  law("TOKEN-7", "the tokens of an owner are its own, in order of creation", (bed) =>
    Effect.gen(function* () {
      const [user, other] = [yield* bed.add(bed.root, "jan"), yield* bed.add(bed.root, "piet")]
      const [a, b] = [yield* bed.made(user), yield* bed.made(user, { kind: "session" })]
      yield* bed.tokens.add(b.token, b.hash)
      const { token } = yield* bed.keep(other)
      yield* bed.tokens.add(a.token, a.hash)
      yield* bed.same("one's", yield* bed.tokens.ofOwner(user.id), [a.token, b.token])
      yield* bed.same("another's", yield* bed.tokens.ofOwner(other.id), [token])
    })
  ),

  law("TOKEN-8", "the last use is recorded once a minute, and never set back", (bed) =>
    Effect.gen(function* () {
      const user = yield* bed.add(bed.root, "jan")
      const [one, other] = [yield* bed.keep(user), yield* bed.keep(user)]
      const uses = [
        [0, 0],
        [minute - 1, 0],
        [minute, minute],
        [0, minute],
        [minute * 5, minute * 5]
      ] as const
      for (const [use, recorded] of uses) {
        yield* bed.tokens.use(one.token.id, Instant.plus(Samples.at, use))
        const token = { ...one.token, lastUsedAt: Instant.plus(Samples.at, recorded) }
        yield* bed.isThere(`used after ${use} ms`, { ...one, token })
      }
      yield* bed.tokens.use(yield* SampleTokens.id, Samples.at)
      yield* bed.isThere("another", other)
    })
  ),

  law("TOKEN-9", "a removed token is gone, and whoever removes it hears whether it was there", (bed) =>
    Effect.gen(function* () {
      const user = yield* bed.add(bed.root, "jan")
      const [one, other] = [yield* bed.keep(user), yield* bed.keep(user)]
      yield* bed.same("the first time", yield* bed.tokens.remove(one.token.id), true)
      yield* bed.same("the second time", yield* bed.tokens.remove(one.token.id), false)
      yield* bed.same("an unknown one", yield* bed.tokens.remove(yield* SampleTokens.id), false)
      yield* bed.isThere("the removed", one, false)
      yield* bed.isThere("another", other)
      yield* bed.tokens.use(one.token.id, Samples.at)
      yield* bed.isThere("the removed, used once more", one, false)
    })
  ),

  law("TOKEN-10", "removing all of an owner spares the one to be kept, and those of others", (bed) =>
    Effect.gen(function* () {
      const [user, other] = [yield* bed.add(bed.root, "jan"), yield* bed.add(bed.root, "piet")]
      const [spared, gone] = [yield* bed.keep(user), yield* bed.keep(user, { kind: "session" })]
      const others = yield* bed.keep(other)
      yield* bed.tokens.removeAll(user.id, spared.token.id)
      yield* bed.isThere("spared", spared)
      yield* bed.isThere("removed", gone, false)
      yield* bed.tokens.removeAll(user.id, others.token.id)
      yield* bed.isThere("no longer spared", spared, false)
      yield* bed.tokens.removeAll(user.id, null)
      yield* bed.isThere("another's", others)
    })
  ),

  law("TOKEN-11", "a sweep removes what expired at or before its instant, tells how many, and spares the rest", (bed) =>
    Effect.gen(function* () {
      const user = yield* bed.add(bed.root, "jan")
      const at = yield* bed.ago(60 * minute)
      const expiring = (millis: number) => bed.keep(user, { expiresAt: Instant.plus(at, millis) })
      const [before, then, after] = [yield* expiring(-1), yield* expiring(0), yield* expiring(1)]
      const swept = yield* bed.tokens.sweep(at)
      yield* bed.same(`whether ${swept} were two, or more by others`, swept >= 2, true)
      yield* bed.isThere("expired before", before, false)
      yield* bed.isThere("expired then", then, false)
      yield* bed.isThere("expired after", after)
    })
  ),

  law("TOKEN-12", "no token is kept of a user who is not there or is disabled", (bed) =>
    Effect.gen(function* () {
      const user = yield* bed.add(bed.root, "jan")
      const [before, meanwhile] = [yield* bed.keep(user), yield* bed.made(user)]
      const stranger = yield* bed.made(yield* bed.person(bed.root, "piet"))
      yield* bed.same("of nobody", yield* bed.tryKeep(stranger), "notKept")
      yield* bed.isThere("of nobody", stranger, false)
      yield* bed.users.change(user.id, { enabled: false })
      yield* bed.same("of one who is disabled", yield* bed.tryKeep(meanwhile), "notKept")
      yield* bed.isThere("of one who is disabled", meanwhile, false)
      yield* bed.isThere("of before", before)
      yield* bed.users.change(user.id, { enabled: true })
      yield* bed.same("of one who is enabled again", yield* bed.tryKeep(meanwhile), "kept")
    })
  ),

  law("TOKEN-13", "erasing a customer removes the tokens of its users, and no others", (bed) =>
    Effect.gen(function* () {
      const [home, elsewhere] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
      const below = yield* bed.grow(home)
      const [jan, piet] = [yield* bed.add(home, "jan"), yield* bed.add(home, "piet")]
      const gone = [yield* bed.keep(jan), yield* bed.keep(jan, { kind: "session" }), yield* bed.keep(piet)]
      const support = { _tag: "support", id: yield* Samples.userId, platform: bed.platform } as const
      const others = [
        yield* bed.keep(yield* bed.add(elsewhere, "klaas")),
        yield* bed.keep(yield* bed.add(below, "marie")),
        yield* bed.keep(support)
      ]
      yield* bed.put(Samples.erased(home, yield* bed.store.events(home.customer.id)))
      for (const one of gone) yield* bed.isThere("of the erased customer", one, false)
      for (const one of others) yield* bed.isThere("of another", one)
      yield* bed.same("a new one", yield* bed.tryKeep(yield* bed.made(jan)), "notKept")
    })
  ),

  law("TOKEN-14", "no token is left of a user who is erased while it is added", (bed) =>
    Effect.gen(function* () {
      for (let round = 0; round < rounds; round++) {
        const home = yield* bed.grow(bed.root)
        const one = yield* bed.made(yield* bed.add(home, `jan-${round}`))
        const erasure = Samples.commit([Samples.erased(home, yield* bed.store.events(home.customer.id))])
        const contenders = [bed.tryKeep(one), bed.try(erasure)]
        yield* Effect.all(round % 2 === 0 ? contenders : contenders.toReversed(), { concurrency: "unbounded" })
        yield* bed.isThere("of the erased customer", one, false)
      }
    })
  ),

  law("TOKEN-15", "no token is left of a user who is disabled and then loses all while it is added", (bed) =>
    Effect.gen(function* () {
      for (let round = 0; round < rounds; round++) {
        const user = yield* bed.add(bed.root, `jan-${round}`)
        const one = yield* bed.made(user)
        const disabling = Effect.andThen(
          bed.users.change(user.id, { enabled: false }),
          bed.tokens.removeAll(user.id, null)
        )
        const contenders = [Effect.asVoid(bed.tryKeep(one)), disabling]
        yield* Effect.all(round % 2 === 0 ? contenders : contenders.toReversed(), { concurrency: "unbounded" })
        yield* bed.isThere("of one who was disabled", one, false)
      }
    })
  ),

  law("TOKEN-16", "of tokens racing for a hash exactly one is kept", (bed) =>
    Effect.gen(function* () {
      const user = yield* bed.add(bed.root, "jan")
      for (let round = 0; round < rounds; round++) {
        const hash = yield* SampleTokens.hash
        const made = yield* Effect.replicateEffect(bed.made(user), 3)
        const contenders = made.map(({ token }) => ({ token, hash }))
        const outcomes = yield* Effect.all(contenders.map(bed.tryKeep), { concurrency: "unbounded" })
        yield* bed.same("outcomes", outcomes.toSorted(), ["defect", "defect", "kept"])
        const winner = contenders[outcomes.indexOf("kept")]?.token
        yield* bed.same("by its hash", yield* bed.tokens.find(hash), winner)
        yield* bed.same("of the owner", (yield* bed.tokens.ofOwner(user.id)).length, round + 1)
      }
    })
  )
]
