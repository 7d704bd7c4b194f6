/** Laws of claims, and of what refuses first. */
import type { Customer, CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { law, rounds, touch, unwritten } from "../Bed.ts"

const login = (scope: string, key = "jan"): Customer.Claim => ({ kind: "login", scope, key })

const by = (claim: Customer.Claim, { customer }: CustomerStore.Stored) => ({ ...claim, customer: customer.id })

export const claiming = [
  law("STORE-20", "a claimed key has its holder, a free one none", ({ root, grow, platform, put, same, store }) =>
    Effect.gen(function* () {
      const claim = login(platform)
      yield* same("before", yield* store.holder(claim), null)
      const one = yield* grow(root)
      yield* put(Samples.next(one, touch(1)), { claim: [by(claim, one)] })
      yield* same("after", yield* store.holder(claim), one.customer.id)
    })
  ),

  law(
    "STORE-21",
    "a key that another customer holds is refused, and nothing is written",
    ({ root, grow, platform, put, refuses, same, store }) =>
      Effect.gen(function* () {
        const [one, other] = [yield* grow(root), yield* grow(root)]
        yield* put(Samples.next(one, touch(1)), { claim: [by(login(platform), one)] })
        const write = Samples.next(other, touch(1))
        const claim = [by(login(platform, "free"), other), by(login(platform), other)]
        const commit = Samples.commit([write], { claim, idempotency: Samples.idempotency(write) })
        yield* refuses(commit, "ClaimTaken")
        const refusal = yield* Effect.flip(store.commit(commit)).pipe(Effect.catch(() => Effect.succeed(null)))
        const named = refusal?._tag === "ClaimTaken" ? [refusal.kind, refusal.scope, refusal.key] : refusal
        yield* same("the refusal names", named, ["login", platform, "jan"])
      })
  ),

  law(
    "STORE-22",
    "a customer may claim again what it holds",
    ({ root, grow, platform, put, same, store, try: attempt }) =>
      Effect.gen(function* () {
        const one = yield* grow(root)
        const claim = [by(login(platform), one)]
        const claimed = yield* put(Samples.next(one, touch(1)), { claim })
        yield* same(
          "outcome",
          yield* attempt(Samples.commit([Samples.next(claimed, touch(2))], { claim })),
          "committed"
        )
        yield* same("holder", yield* store.holder(login(platform)), one.customer.id)
      })
  ),

  law("STORE-23", "a released key is free for another customer", ({ root, grow, platform, put, same, store }) =>
    Effect.gen(function* () {
      const [one, other] = [yield* grow(root), yield* grow(root)]
      const claimed = yield* put(Samples.next(one, touch(1)), { claim: [by(login(platform), one)] })
      yield* put(Samples.next(claimed, touch(2)), { release: [by(login(platform), one)] })
      yield* same("holder after the release", yield* store.holder(login(platform)), null)
      yield* put(Samples.next(other, touch(1)), { claim: [by(login(platform), other)] })
      yield* same("holder after the next claim", yield* store.holder(login(platform)), other.customer.id)
    })
  ),

  law(
    "STORE-24",
    "releasing a key that another customer holds leaves it alone",
    ({ root, grow, platform, put, same, store }) =>
      Effect.gen(function* () {
        const [one, other] = [yield* grow(root), yield* grow(root)]
        yield* put(Samples.next(one, touch(1)), { claim: [by(login(platform), one)] })
        yield* put(Samples.next(other, touch(1)), { release: [by(login(platform), other)] })
        yield* same("holder", yield* store.holder(login(platform)), one.customer.id)
      })
  ),

  law(
    "STORE-25",
    "a key is taken within its kind and scope, as it is written",
    ({ root, grow, platform, put, same, try: attempt }) =>
      Effect.gen(function* () {
        const [one, other] = [yield* grow(root), yield* grow(root)]
        yield* put(Samples.next(one, touch(1)), { claim: [by(login(platform, "straße"), one)] })
        const claim = [
          by({ kind: "tenantDomain", scope: platform, key: "straße" }, other),
          by(login(yield* Samples.platformId, "straße"), other),
          by(login(platform, "strasse"), other),
          by(login(platform, "Straße"), other),
          by(login(platform, "straße "), other)
        ]
        yield* same("outcome", yield* attempt(Samples.commit([Samples.next(other, touch(1))], { claim })), "committed")
      })
  ),

  law("STORE-26", "two customers of one commit do not claim the same key", ({ root, grow, platform, refuses }) =>
    Effect.gen(function* () {
      const [one, other] = [yield* grow(root), yield* grow(root)]
      const claim = [by(login(platform), one), by(login(platform), other)]
      const writes = [Samples.next(one, touch(1)), Samples.next(other, touch(1))] as const
      yield* refuses(Samples.commit(writes, { claim }), "ClaimTaken")
    })
  ),

  law("STORE-27", "of commits racing for a key exactly one gets it", ({ root, grow, platform, race, same, store }) =>
    Effect.gen(function* () {
      const contenders = yield* Effect.replicateEffect(grow(root), 4)
      for (let round = 0; round < rounds; round++) {
        const claim = login(platform, `jan-${round}`)
        const found = yield* store.many(contenders.map(({ customer }) => customer.id))
        const outcomes = yield* race(
          ...found.map((one) => Samples.commit([Samples.next(one, touch(round))], { claim: [by(claim, one)] }))
        )
        yield* same("outcomes", outcomes.toSorted(), ["ClaimTaken", "ClaimTaken", "ClaimTaken", "committed"])
        yield* same("holder", yield* store.holder(claim), found[outcomes.indexOf("committed")]?.customer.id)
      }
    })
  ),

  law(
    "STORE-28",
    "a known idempotency key refuses before versions and claims",
    ({ root, grow, platform, put, refuses }) =>
      Effect.gen(function* () {
        const [one, other] = [yield* grow(root), yield* grow(root)]
        const write = Samples.next(one, touch(1))
        const idempotency = Samples.idempotency(write)
        yield* put(write, { idempotency, claim: [by(login(platform), one)] })
        yield* refuses(Samples.commit([write], { idempotency }), "AlreadyCommitted")
        const taken = { idempotency, claim: [by(login(platform), other)], requires: [unwritten(one)] }
        yield* refuses(Samples.commit([Samples.next(other, touch(1))], taken), "AlreadyCommitted")
      })
  ),

  law(
    "STORE-29",
    "versions, requirements and the tree refuse before claims",
    ({ root, grow, platform, put, refuses, append }) =>
      Effect.gen(function* () {
        const [one, other, third] = [yield* grow(root), yield* grow(root), yield* grow(root)]
        yield* put(Samples.next(one, touch(1)), { claim: [by(login(platform), one)] })
        const claim = [by(login(platform), other)]
        const requires = [unwritten(one)]
        yield* refuses(Samples.commit([Samples.next(other, touch(1))], { claim, requires }), "VersionConflict")
        yield* refuses(Samples.commit([Samples.moved(other, other)], { claim, structural: true }), "VersionConflict")
        yield* append(third, touch(1))
        yield* refuses(
          Samples.commit([Samples.next(third, touch(2))], { claim: [by(login(platform), third)] }),
          "VersionConflict"
        )
      })
  ),

  law(
    "STORE-88",
    "a commit that gives up one key and claims others leaves just those, and the one that it gave up is free",
    ({ root, grow, platform, put, same, store }) =>
      Effect.gen(function* () {
        const [one, other] = [yield* grow(root), yield* grow(root)]
        const key = (name: string) => ({ kind: "externalKey", scope: root.customer.id, key: name }) as const
        let last = yield* put(Samples.next(one, touch(0)), { claim: [by(key("0"), one), by(login(platform), one)] })
        for (const name of ["1", "2", "3"]) {
          const before = key(String(Number(name) - 1))
          last = yield* put(Samples.next(last, touch(name)), {
            claim: [by(key(name), one), by(login(platform, name), one)],
            release: [by(before, one)]
          })
          yield* same("the old key", yield* store.holder(before), null)
          yield* same("the new key", yield* store.holder(key(name)), one.customer.id)
          yield* same("the login", yield* store.holder(login(platform, name)), one.customer.id)
        }
        yield* put(Samples.next(other, touch(1)), { claim: [by(key("0"), other)] })
        yield* same("claimed by another", yield* store.holder(key("0")), other.customer.id)
      })
  )
]
