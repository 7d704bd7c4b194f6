/** Laws of versions and of all or nothing. */
import { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { childrenOf, ids, law, rounds, touch, unwritten } from "../Bed.ts"

const version = CustomerStore.Version.make

export const committing = [
  law("STORE-7", "the version grows by the number of events", ({ root, same, store, grow, append }) =>
    Effect.gen(function* () {
      const opened = yield* grow(root)
      const { id } = opened.customer
      yield* same("after the first event", (yield* store.many([id]))[0]?.version, 1)
      yield* append(opened, touch(1), touch(2), touch(3))
      yield* same("after three more", (yield* store.many([id]))[0]?.version, 4)
    })
  ),

  law("STORE-8", "a stale write is refused and leaves no trace", ({ root, grow, refuses, same, store, append }) =>
    Effect.gen(function* () {
      const opened = yield* grow(root)
      yield* append(opened, touch(1))
      const stale = Samples.commit([Samples.next(opened, touch(2))])
      yield* refuses(stale, "VersionConflict")
      const refusal = yield* Effect.flip(store.commit(stale)).pipe(Effect.catch(() => Effect.succeed(null)))
      yield* same(
        "refusal",
        refusal?._tag === "VersionConflict" ? [refusal.customer, refusal.expected, refusal.actual] : refusal,
        [opened.customer.id, 1, 2]
      )
    })
  ),

  law("STORE-9", "a write ahead of its history is refused and leaves no trace", ({ root, grow, refuses }) =>
    Effect.gen(function* () {
      const opened = yield* grow(root)
      const ahead = { ...opened, version: version(2) }
      yield* refuses(Samples.commit([Samples.next(ahead, touch(1))]), "VersionConflict")
      const unknown = { customer: { ...opened.customer, id: yield* Samples.customerId }, version: version(1) }
      yield* refuses(Samples.commit([Samples.next(unknown, touch(1))]), "VersionConflict")
    })
  ),

  law("STORE-10", "a customer is not opened twice", ({ root, grow, refuses }) =>
    Effect.gen(function* () {
      const opened = yield* grow(root)
      yield* refuses(Samples.commit([Samples.child(root.customer, opened.customer.id)]), "VersionConflict")
    })
  ),

  law(
    "STORE-11",
    "several writes of one commit are all there after it, a parent and its child too",
    ({ root, same, store, grow, try: attempt }) =>
      Effect.gen(function* () {
        const known = yield* grow(root)
        const parent = Samples.child(root.customer, yield* Samples.customerId)
        const child = Samples.child(parent.customer, yield* Samples.customerId)
        const outcome = yield* attempt(Samples.commit([Samples.next(known, touch(1)), parent, child]))
        yield* same("outcome", outcome, "committed")
        yield* same("line", ids(yield* store.line(child.customer.id)), [
          child.customer.id,
          parent.customer.id,
          root.customer.id
        ])
        yield* same("the one that was known", (yield* store.many([known.customer.id]))[0]?.version, 2)
      })
  ),

  law("STORE-12", "one refused write holds back all of its commit", ({ root, grow, refuses, platform, append }) =>
    Effect.gen(function* () {
      const [good, stale] = [yield* grow(root), yield* grow(root)]
      yield* append(stale, touch(1))
      const write = Samples.next(good, touch(2))
      const claim = { kind: "login", scope: platform, key: "jan", customer: good.customer.id } as const
      const more = { claim: [claim], idempotency: Samples.idempotency(write) }
      yield* refuses(Samples.commit([write, Samples.next(stale, touch(2))], more), "VersionConflict")
      yield* refuses(Samples.commit([Samples.next(stale, touch(2)), write], more), "VersionConflict")
    })
  ),

  law("STORE-13", "of commits racing from one version exactly one gets through", ({ root, grow, race, same, store }) =>
    Effect.gen(function* () {
      for (let round = 0; round < rounds; round++) {
        const opened = yield* grow(root)
        const contenders = [1, 2, 3, 4].map((mark) => Samples.commit([Samples.next(opened, touch(mark))]))
        const outcomes = yield* race(...contenders)
        yield* same("winners", outcomes.filter((outcome) => outcome === "committed").length, 1)
        yield* same("version", (yield* store.many([opened.customer.id]))[0]?.version, 2)
      }
    })
  ),

  law("STORE-14", "a requirement that still holds lets the commit through", ({ root, grow, same, try: attempt }) =>
    Effect.gen(function* () {
      const [parent, other] = [yield* grow(root), yield* grow(root)]
      const [a, b] = [yield* grow(parent), yield* grow(parent)]
      const requires = [unwritten(parent), childrenOf(parent, b, a), childrenOf(a)]
      yield* same("outcome", yield* attempt(Samples.commit([Samples.next(other, touch(1))], { requires })), "committed")
    })
  ),

  law("STORE-15", "a required version that has moved on refuses the commit", ({ root, grow, refuses, append }) =>
    Effect.gen(function* () {
      const [parent, other] = [yield* grow(root), yield* grow(root)]
      yield* append(parent, touch(1))
      const requires = [unwritten(root), unwritten(parent)]
      yield* refuses(Samples.commit([Samples.next(other, touch(1))], { requires }), "VersionConflict")
      const ahead = [{ ...unwritten(root), version: version(2) } as const]
      yield* refuses(Samples.commit([Samples.next(other, touch(1))], { requires: ahead }), "VersionConflict")
    })
  ),

  law("STORE-16", "a child that came refuses a commit that required the children", ({ root, grow, refuses }) =>
    Effect.gen(function* () {
      const [parent, other] = [yield* grow(root), yield* grow(root)]
      const none = [childrenOf(parent)]
      const a = yield* grow(parent)
      yield* refuses(Samples.commit([Samples.next(other, touch(1))], { requires: none }), "VersionConflict")
      yield* grow(parent)
      const one = [childrenOf(parent, a)]
      yield* refuses(Samples.commit([Samples.next(other, touch(1))], { requires: one }), "VersionConflict")
    })
  ),

  law("STORE-17", "a child that went refuses a commit that required the children", ({ root, grow, put, refuses }) =>
    Effect.gen(function* () {
      const [parent, other] = [yield* grow(root), yield* grow(root)]
      const [a, b] = [yield* grow(parent), yield* grow(parent)]
      yield* put(Samples.moved(b, other), { structural: true })
      const requires = [childrenOf(parent, a, b)]
      yield* refuses(Samples.commit([Samples.next(other, touch(1))], { requires }), "VersionConflict")
    })
  ),

  law(
    "STORE-18",
    "a child that was written refuses a commit that required the children",
    ({ root, grow, refuses, append }) =>
      Effect.gen(function* () {
        const [parent, other] = [yield* grow(root), yield* grow(root)]
        const [a, b] = [yield* grow(parent), yield* grow(parent)]
        yield* append(b, touch(1))
        const requires = [childrenOf(parent, a, b)]
        yield* refuses(Samples.commit([Samples.next(other, touch(1))], { requires }), "VersionConflict")
      })
  ),

  law("STORE-19", "requirements speak of the state before the commit", ({ root, grow, same, try: attempt }) =>
    Effect.gen(function* () {
      const parent = yield* grow(root)
      const child = yield* grow(parent)
      const writes = [Samples.next(parent, touch(1)), Samples.next(child, touch(1))] as const
      const requires = [unwritten(parent), childrenOf(parent, child)]
      yield* same("outcome", yield* attempt(Samples.commit(writes, { requires })), "committed")
    })
  )
]
