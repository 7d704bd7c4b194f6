/** Laws of writing many commits at once. */
import type { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { law, rounds, touch, unwritten } from "../Bed.ts"

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
  ),

  law(
    "STORE-77",
    "of commits made at once each is decided for itself, whatever becomes of those beside it",
    ({ append, grow, page, platform, race, root, same, store }) =>
      Effect.gen(function* () {
        for (let round = 0; round < rounds; round++) {
          const before = (yield* page()).length
          const events = (yield* store.feed(platform, null, 10_000)).length
          const [opened, stale] = [yield* grow(root), yield* grow(root)]
          yield* append(stale, touch(1))
          const child = (of: CustomerStore.Stored = root) =>
            Effect.map(Samples.customerId, (id) => Samples.child(of.customer, id))
          const claiming = (write: CustomerStore.Write, key: string) => ({
            write,
            commit: Samples.commit([write], {
              claim: [{ kind: "login", scope: platform, key, customer: write.customer.id }]
            })
          })
          const alone = yield* Effect.forEach(
            Array.from({ length: 12 }, (_, at) => `alone-${round}-${at}`),
            (key) => Effect.map(child(), (write) => claiming(write, key))
          )
          const contested = yield* Effect.replicateEffect(
            Effect.map(child(), (write) => claiming(write, `wanted-${round}`)),
            4
          )
          const edits = [1, 2, 3].map((mark) => Samples.commit([Samples.next(opened, touch(mark))]))
          const astray = Samples.child({ platform, id: yield* Samples.customerId }, yield* Samples.customerId)
          const late = [
            Samples.commit([Samples.next(stale, touch(2))]),
            Samples.commit([yield* child(stale)], { requires: [unwritten(stale)] }),
            Samples.commit([astray])
          ]
          const again = yield* Effect.replicateEffect(
            Effect.map(child(), (write) =>
              Samples.commit([write], { idempotency: Samples.idempotency(write, { key: `again-${round}` }) })
            ),
            2
          )
          // Each is decided on what the other one writes.
          const pairs = yield* Effect.replicateEffect(
            Effect.gen(function* () {
              const [one, other] = [yield* grow(root), yield* grow(root)]
              return [
                Samples.commit([Samples.next(one, touch(1))], { requires: [unwritten(other)] }),
                Samples.commit([Samples.next(other, touch(1))], { requires: [unwritten(one)] })
              ]
            }),
            3
          )
          const groups = [alone.map((it) => it.commit), contested.map((it) => it.commit), edits, late, again, ...pairs]
          const outcomes = yield* race(...groups.flat())
          const grouped = groups.map((group) => outcomes.splice(0, group.length).toSorted())
          yield* same("outcomes", grouped, [
            alone.map(() => "committed"),
            ["ClaimTaken", "ClaimTaken", "ClaimTaken", "committed"],
            ["VersionConflict", "VersionConflict", "committed"],
            late.map(() => "VersionConflict"),
            ["AlreadyCommitted", "committed"],
            ...pairs.map(() => ["VersionConflict", "committed"])
          ])
          yield* same(
            "holders",
            yield* Effect.forEach(alone, ({ write }, at) =>
              store
                .holder({ kind: "login", scope: platform, key: `alone-${round}-${at}` })
                .pipe(Effect.map((holder) => holder === write.customer.id))
            ),
            alone.map(() => true)
          )
          // Two and three pairs were opened to begin with; twelve, one of four and one of two have come.
          yield* same("customers", (yield* page()).length, before + 8 + 14)
          // One was written before, one of the three edits and one of each pair now.
          yield* same("events", (yield* store.feed(platform, null, 10_000)).length, events + 8 + 14 + 1 + 1 + 3)
        }
      })
  ),

  law(
    "STORE-80",
    "of commits written together, with several customers and events each, the feed has all in order, and so has each history",
    ({ append, grow, platform, root, same, store }) =>
      Effect.gen(function* () {
        const [a, b, stale] = [yield* grow(root), yield* grow(root), yield* grow(root)]
        yield* append(stale, touch("first"))
        const before = (yield* store.feed(platform, null, 100)).at(-1)?.position ?? null
        const ones = [Samples.next(a, touch(1), touch(2), touch(3)), Samples.next(b, touch(4), touch(5))] as const
        const opened = Samples.child(a.customer, yield* Samples.customerId)
        const twos = [
          Samples.next(Samples.after(ones[1]), touch(6), touch(7)),
          opened,
          Samples.next(Samples.after(ones[0]), touch(8), touch(9))
        ] as const
        const last = Samples.next(Samples.after(opened), touch(10), touch(11))
        const outcomes = yield* store.commitAll([
          Samples.commit(ones),
          Samples.commit([Samples.next(stale, touch("second"), touch("third"))]),
          Samples.commit(twos),
          Samples.commit([last])
        ])
        yield* same("outcomes", tags(outcomes), [null, "VersionConflict", null, null])
        const written = [...ones, ...twos, last]
        const entries = yield* store.feed(platform, before, 100)
        yield* same(
          "the feed",
          entries.map(({ recorded }) => recorded),
          written.flatMap(({ events }) => [...events])
        )
        yield* same(
          "positions",
          entries.map(({ position }) => position),
          [...new Set(entries.map(({ position }) => position))].toSorted()
        )
        for (const [at, { position }] of entries.entries()) {
          yield* same("after each", yield* store.feed(platform, position, 1), entries.slice(at + 1, at + 2))
        }
        for (const { customer } of [Samples.after(ones[0]), Samples.after(ones[1]), Samples.after(last)]) {
          const history = yield* store.events(customer.id)
          yield* same(
            "sequences",
            history.map(({ sequence }) => sequence),
            history.map((_, at) => at + 1)
          )
        }
      })
  )
]
