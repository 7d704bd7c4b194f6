/** Connections that break in the middle of a command: what the caller is told, and what asking again does. */
import { Actor, type Command, Customers } from "@clientele/core"
import { SampleOptions, Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { each } from "../../../scripts/servers/Database.ts"
import * as FaultProxy from "../../../scripts/servers/FaultProxy.ts"
import { query } from "../../../scripts/servers/Wire.ts"
import { silent } from "./stores.ts"

const operator: Actor.Actor = { _tag: "support", id: Samples.somebody, platform: null }

await each(
  ({ url }) => {
    it.live(
      "Invariant 13: whoever lost the answer and asks again under the same key has one customer and that answer",
      () =>
        Effect.gen(function* () {
          const proxy = yield* Effect.acquireRelease(
            Effect.promise(() => FaultProxy.start({ server: url, seed: 7 })),
            (one) => Effect.promise(() => one.close())
          )
          const context = yield* Layer.build(
            Customers.Customers.layer(SampleOptions.options).pipe(
              Layer.provide(silent(proxy.through(url), { maxConnections: 1 }))
            )
          )
          const customers = yield* Effect.provide(Customers.Customers, context)
          const run = (command: Command.Command, key?: string) =>
            Effect.provideService(
              customers.execute(command, key === undefined ? {} : { idempotencyKey: key }),
              Actor.CurrentActor,
              operator
            )
          const { customer: root } = yield* run({ _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR" } })
          const create = (at: number) =>
            ({
              _tag: "create",
              parent: root.id,
              portal: "plain",
              draft: {
                name: `Ada ${at} B.V.`,
                currency: "EUR",
                address: { country: "NL" },
                admin: { login: `ada-${at}` }
              }
            }) as const
          yield* run(create(-1), "warm")
          const told = { done: 0, unavailable: 0, written: 0 }
          let asked = 0
          /** Breaks the connection after so many bytes of answers; whether the command was answered before. */
          const broken = Effect.fnUntraced(function* (bytes: number) {
            const at = asked++
            proxy.inject({ kind: "cut", direction: "toClient", bytes })
            const first = yield* Effect.result(run(create(at), `key-${at}`))
            proxy.heal()
            if (Result.isFailure(first)) assert.strictEqual(first.failure._tag, "CustomerStoreUnavailable")
            told[Result.isSuccess(first) ? "done" : "unavailable"] += 1
            const again = yield* run(create(at), `key-${at}`).pipe(Effect.retry({ times: 3 }))
            if (Result.isFailure(first) && again.replayed) told.written += 1
            if (Result.isSuccess(first)) assert.deepStrictEqual(again, { ...first.success, replayed: true })
            assert.deepStrictEqual(yield* run(create(at), `key-${at}`), { ...again, replayed: true })
            return Result.isSuccess(first)
          })
          // Further and further into the answers to the one command, then byte by byte through that of the commit.
          let enough = 0
          while (!(yield* broken(enough)) && enough < 20_000) enough += 200
          for (let bytes = enough - 200; bytes < enough; bytes += 5) yield* broken(bytes)
          assert.isAbove(told.written, 0, "some were told of a failure although it was written")
          assert.isAbove(told.unavailable, told.written, "and some although it was not")
          const rows = yield* Effect.promise(() =>
            query(url, "SELECT count(*) AS n, count(DISTINCT state->'login'->>'key') AS logins FROM clientele.customer")
          )
          assert.deepStrictEqual(rows, [{ n: String(asked + 2), logins: String(asked + 1) }])
        }).pipe(Effect.scoped)
    )
  },
  ["postgres18"]
)
