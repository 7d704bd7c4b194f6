/** Laws of writing many commits at once. */
import type { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { law, touch, unwritten } from "../Bed.ts"

const tags = (outcomes: ReadonlyArray<{ readonly _tag: string } | null>) => outcomes.map((one) => one?._tag ?? null)

export const batching = [
  law(
    "STORE-70",
    "of commits written together the good ones are kept and the others refused, one by one and in order",
    ({ grow, platform, put, root, same, store, append }) =>
      Effect.gen(function* () {
        const [a, b, holder] = [yield* grow(root), yield* grow(root), yield* grow(root)]
        yield* append(b, touch(1))
        const claim = { kind: "login", scope: platform, key: "jan" } as const
        const known = Samples.next(holder, touch(1))
        const record = Samples.idempotency(known)
        yield* put(known, { claim: [{ ...claim, customer: holder.customer.id }], idempotency: record })
        const fresh = yield* Effect.replicateEffect(
          Effect.map(Samples.customerId, (id) => Samples.child(root.customer, id)),
          3
        )
        const outcomes = yield* store.commitAll([
          Samples.commit([Samples.next(a, touch(1))]),
          Samples.commit([Samples.next(b, touch(2))]),
          Samples.commit([fresh[0]!], { claim: [{ ...claim, customer: fresh[0]!.customer.id }] }),
          Samples.commit([fresh[1]!], { requires: [unwritten(b)] }),
          Samples.commit([Samples.next(Samples.after(known), touch(2))], { idempotency: record }),
          Samples.commit([fresh[2]!])
        ])
        yield* same("outcomes", tags(outcomes), [
          null,
          "VersionConflict",
          "ClaimTaken",
          "VersionConflict",
          "AlreadyCommitted",
          null
        ])
        const written = [a, b, holder]
          .map(({ customer }) => customer.id)
          .concat(fresh.map(({ customer }) => customer.id))
        const versions = new Map((yield* store.many(written)).map(({ customer, version }) => [customer.id, version]))
        yield* same(
          "versions",
          written.map((id) => versions.get(id) ?? 0),
          [2, 2, 2, 0, 0, 1]
        )
      })
  ),

  law("STORE-71", "each of them sees what those before it wrote", ({ grow, platform, put, root, same, store }) =>
    Effect.gen(function* () {
      const [one, other] = [yield* grow(root), yield* grow(root)]
      const claim = { kind: "login", scope: platform, key: "jan" } as const
      const held = yield* put(Samples.next(one, touch(1)), { claim: [{ ...claim, customer: one.customer.id }] })
      const parent = Samples.child(root.customer, yield* Samples.customerId)
      const child = Samples.child(parent.customer, yield* Samples.customerId)
      const again = Samples.next(Samples.after(child), touch(1))
      const late = Samples.child(child.customer, yield* Samples.customerId)
      const outcomes = yield* store.commitAll([
        Samples.commit([child]),
        Samples.commit([parent]),
        Samples.commit([child], {
          requires: [unwritten(Samples.after(parent))],
          idempotency: Samples.idempotency(child)
        }),
        Samples.commit([again]),
        Samples.commit([late], { requires: [unwritten(Samples.after(child))] }),
        Samples.commit([late], { idempotency: Samples.idempotency(child) }),
        Samples.commit([Samples.next(other, touch(1))], { claim: [{ ...claim, customer: other.customer.id }] }),
        Samples.commit([Samples.next(held, touch(2))], { release: [{ ...claim, customer: one.customer.id }] }),
        Samples.commit([Samples.next(other, touch(1))], { claim: [{ ...claim, customer: other.customer.id }] })
      ])
      yield* same("outcomes", tags(outcomes), [
        "VersionConflict",
        null,
        null,
        null,
        "VersionConflict",
        "AlreadyCommitted",
        "ClaimTaken",
        null,
        null
      ])
      yield* same("holder", yield* store.holder(claim), other.customer.id)
      const history = (yield* store.feed(platform, null, 100)).map(({ recorded }) => recorded)
      const expected: CustomerStore.Write["events"][number][] = [...parent.events, ...child.events, ...again.events]
      yield* same("events in order", history.slice(4, 7), expected)
    })
  ),

  law("STORE-72", "no commits written together are none", ({ page, same, store }) =>
    Effect.gen(function* () {
      const before = yield* page()
      yield* same("outcomes", yield* store.commitAll([]), [])
      yield* same("rows", yield* page(), before)
    })
  )
]
