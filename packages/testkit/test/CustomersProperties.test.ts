import { Actor, Authority, Customer, CustomerView, Diff, Evolve, History, Instant, LegalMoves } from "@clientele/core"
import { Arbitraries, Commands, Dice, Leaks, Walks } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import type { Schema } from "effect"
import { TestClock } from "effect/testing"
import { type Bench, bench, opened } from "./shadow.ts"

/** 1,000 runs; the seed is printed on failure. */
const runs = { timeout: 240_000, arbitrary: { runs: 1000 } }
const seeds = Arbitraries.seeds(6)

/** Walks through a service of its own: `each` sees every command before it is carried out. */
const walked = <E>(
  seeds: ReadonlyArray<number>,
  each: (bench: Bench, asked: Commands.Asked, seed: number) => Effect.Effect<void, E>
): Effect.Effect<void, E> =>
  Effect.gen(function* () {
    const on = yield* bench()
    yield* TestClock.setTime(Instant.toMillis(Walks.beginning))
    yield* opened(on)
    let since = Walks.beginning
    for (const seed of seeds.filter((seed) => seed !== 0)) {
      const asked = Commands.next(yield* on.shadow, since)(Dice.seeded(seed))
      since = asked.at
      yield* TestClock.setTime(Instant.toMillis(asked.at))
      yield* each(on, asked, seed)
    }
  })

const told = (result: Result.Result<unknown, { readonly _tag: string; readonly message: string }>) =>
  Result.isSuccess(result) ? "done" : `${result.failure._tag}: ${result.failure.message}`

describe("Customers", () => {
  it.effect.prop(
    "invariant 12 a preview says what execution then does, and writes nothing",
    [seeds],
    ([seeds]) =>
      walked(seeds, ({ all, as, customers }, { actor, command }) =>
        Effect.gen(function* () {
          const before = yield* all
          const shown = yield* as(actor, Effect.result(customers.preview(command)))
          const same = yield* all
          assert.deepStrictEqual(same, before)
          const done = yield* as(actor, Effect.result(customers.execute(command)))
          assert.strictEqual(told(shown), told(done), command._tag)
          if (Result.isFailure(done) && done.failure._tag === "DraftRefused" && Result.isFailure(shown)) {
            assert.deepStrictEqual<unknown>(shown.failure, done.failure)
          }
          if (Result.isFailure(shown) || Result.isFailure(done)) return
          const mask = (view: CustomerView.CustomerView) =>
            "customer" in command ? view : { ...view, id: "", platform: "" }
          assert.deepStrictEqual<unknown>(mask(shown.success.customer), mask(done.success.customer))
          assert.deepStrictEqual(shown.success.warnings, done.success.warnings)
          for (const other of shown.success.others) {
            // Who moved out of sight is not seen any more.
            const after = yield* as(actor, Effect.result(customers.get(other.id)))
            if (Result.isSuccess(after)) assert.deepStrictEqual(other, after.success)
          }
          const written = (yield* all).filter(
            ({ customer, version }) =>
              customer.id !== done.success.customer.id &&
              before.some((one) => one.customer.id === customer.id && one.version !== version)
          )
          assert.strictEqual(shown.success.others.length + shown.success.unseen, written.length, "others")
        })
      ),
    runs
  )

  it.effect.prop(
    "invariant 13 the same key and command give the same answer and do nothing again; another command is a conflict",
    [seeds],
    ([seeds]) =>
      walked(seeds, ({ all, as, customers }, { actor, command }, seed) =>
        Effect.gen(function* () {
          const how = { idempotencyKey: `key-${seed}` }
          const first = yield* as(actor, Effect.result(customers.execute(command, how)))
          if (Result.isFailure(first)) return
          const before = yield* all
          const again = yield* as(actor, Effect.result(customers.execute(command, how)))
          // A command may put its customer out of its own actor's sight.
          if (Result.isFailure(again)) assert.strictEqual(again.failure._tag, "CustomerNotFound")
          else assert.deepStrictEqual(again.success, { ...first.success, replayed: true })
          const other =
            command._tag === "openPlatform"
              ? ({ _tag: "openPlatform", draft: {} } as const)
              : ({ _tag: "setVisibility", customer: first.success.customer.id, levels: 7 } as const)
          const conflict = yield* as(actor, Effect.result(customers.execute(other, how)))
          if (command._tag !== "setVisibility" && command._tag !== "erase") {
            assert.strictEqual(Result.isFailure(conflict) ? conflict.failure._tag : "done", "IdempotencyConflict")
            assert.deepStrictEqual(yield* all, before)
          }
        })
      ),
    runs
  )

  it.effect.prop(
    "invariant 3 no two customers hold the same login, and whoever holds one is who the store says",
    [seeds],
    ([seeds]) =>
      walked(seeds, ({ all, as, customers, store }, { actor, command }, seed) =>
        Effect.gen(function* () {
          const login = ["ada", " ADA", "Ada ", "grace"][seed % 4]
          const asked =
            command._tag === "create" || command._tag === "open"
              ? {
                  ...command,
                  draft: { ...(command.draft as object), admin: { firstName: "Ada", login, email: "ada@example.com" } }
                }
              : command
          yield* Effect.ignore(as(actor, customers.execute(asked)))
          const held = new Map<string, string>()
          for (const { customer } of yield* all) {
            for (const claim of Customer.claims(customer)) {
              const key = JSON.stringify(claim)
              assert.isFalse(held.has(key), `${key} twice`)
              held.set(key, customer.id)
              assert.strictEqual(yield* Effect.orDie(store.holder(claim)), customer.id)
            }
          }
          // What nobody holds any more is free.
          for (const name of ["ada", "grace"]) {
            for (const { customer } of yield* all) {
              const claim = { kind: "login", scope: customer.platform, key: name } as const
              assert.strictEqual(yield* Effect.orDie(store.holder(claim)), held.get(JSON.stringify(claim)) ?? null)
            }
          }
        })
      ),
    runs
  )

  it.effect.prop(
    "invariant 6 pages, children, ancestors and parents show exactly who is seen",
    [seeds],
    ([seeds]) =>
      Effect.gen(function* () {
        let on: Bench | undefined
        yield* walked(seeds, (bench, { actor, command }) =>
          Effect.asVoid(
            Effect.ignore(
              Effect.tap(bench.as(actor, bench.customers.execute(command)), () =>
                Effect.sync(() => {
                  on = bench
                })
              )
            )
          )
        )
        if (on === undefined) return
        const { all, as, customers, shadow } = on
        const tree = yield* shadow
        const who = Commands.actor(tree)(Dice.seeded(seeds[0] ?? 1))
        const platform = Actor.principal(who).platform ?? (yield* all)[0]?.customer.platform
        const everybody = (yield* all)
          .filter(({ customer }) => customer.platform === platform)
          .map(({ customer }) => customer.id)
        const seen = everybody.filter((id) => Authority.sees(who, tree.line(id).map(CustomerView.node)))
        const page = yield* Effect.orDie(
          as(who, customers.page({ ...(platform === undefined ? {} : { platform }), limit: 200 }))
        )
        assert.sameMembers(
          page.items.map(({ id }) => id),
          seen
        )
        for (const { id, parent } of page.items) {
          const above = tree
            .line(id)
            .slice(1)
            .map((one) => one.id)
            .filter((one) => seen.includes(one))
          assert.strictEqual(parent, above[0] ?? null)
          assert.deepStrictEqual(
            (yield* Effect.orDie(as(who, customers.ancestors(id)))).map((one) => one.id),
            above
          )
          const children = (yield* Effect.orDie(as(who, customers.children(id)))).map((one) => one.id)
          assert.sameMembers(
            children,
            page.items.filter((one) => one.parent === id).map((one) => one.id)
          )
          const named =
            JSON.stringify([yield* Effect.orDie(as(who, customers.history(id))), children]).match(
              /cus_[0-9a-z]{26}/gu
            ) ?? []
          assert.includeMembers(seen, named as never)
        }
        for (const id of everybody) {
          const got = yield* as(who, Effect.result(customers.get(id)))
          assert.strictEqual(Result.isSuccess(got), seen.includes(id))
        }
      }),
    runs
  )

  it.effect.prop(
    "invariant 14 what was accepted is in the history once, with its changes; what was refused is not",
    [seeds],
    ([seeds]) =>
      walked(seeds, ({ all, as, customers, store }, { actor, command }) =>
        Effect.gen(function* () {
          const before = new Map((yield* all).map((one) => [one.customer.id, one]))
          const done = yield* as(actor, Effect.result(customers.execute(command)))
          const after = yield* all
          for (const { customer, version } of after) {
            const was = before.get(customer.id)
            const events = yield* Effect.orDie(store.events(customer.id))
            assert.strictEqual(events.length, version)
            assert.deepStrictEqual(Evolve.replay(events), customer)
            if (was?.version === version) continue
            const entries = History.of(events).filter((entry) => entry.version > (was?.version ?? 0))
            assert.strictEqual(entries.length, 1)
            if (Result.isFailure(done))
              assert.deepStrictEqual([command._tag, entries[0]?.events], ["erase", ["ErasureRefused"]])
            if (customer.lifecycle._tag !== "erased") {
              assert.deepStrictEqual(
                Diff.apply(entries[0]?.changes ?? [], (was?.customer ?? null) as Schema.Json),
                customer as unknown as Schema.Json
              )
            }
          }
          if (Result.isSuccess(done))
            assert.isAbove(done.success.customer.version, before.get(done.success.customer.id)?.version ?? 0)
          else if (command._tag !== "erase") assert.deepStrictEqual(after, [...before.values()])
        })
      ),
    runs
  )

  it.effect.prop(
    "invariant 10 after an erasure nothing personal is left in state, events, feed, search or idempotency records",
    [seeds],
    ([seeds]) =>
      walked(seeds, ({ all, as, customers, store }, { actor, command }, seed) =>
        Effect.gen(function* () {
          const how = { idempotencyKey: `key-${seed}` }
          yield* Effect.ignore(as(actor, customers.execute(command, how)))
          const closed = (yield* all).find(
            ({ customer }) => customer.lifecycle._tag === "closed" && customer.legalHold === null
          )?.customer
          if (closed === undefined || seed % 3 !== 0) return
          const personal = Leaks.personal((yield* Effect.orDie(store.events(closed.id))) as never)
          yield* TestClock.adjust("91 days")
          yield* Effect.orDie(
            as(
              Commands.operator,
              customers.execute({ _tag: "erase", customer: closed.id }, { idempotencyKey: `erase-${seed}` })
            )
          )
          const left = [
            (yield* all).filter(({ customer }) => customer.id === closed.id),
            yield* Effect.orDie(store.events(closed.id)),
            (yield* Effect.orDie(store.feed(closed.platform, null, 1000))).filter(
              ({ recorded }) => recorded.customer === closed.id
            ),
            yield* Effect.orDie(
              store.idempotency(Actor.principal(actor).platform, Actor.principal(actor).id, how.idempotencyKey)
            ),
            yield* Effect.orDie(as(Commands.operator, customers.get(closed.id))),
            yield* Effect.orDie(as(Commands.operator, customers.history(closed.id)))
          ]
          const record = left[3] as { readonly customer: string; readonly fingerprint: string } | null
          if (record !== null && record.customer !== closed.id) left[3] = null
          assert.deepStrictEqual(Leaks.of(personal, left), [])
          assert.strictEqual(LegalMoves.accepted("erased").length, 0)
        })
      ),
    runs
  )
})
