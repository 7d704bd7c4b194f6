/** Two releases on one database, as while one takes over from the other. */
import { CustomerStore } from "@clientele/core"
import { Migrations } from "@clientele/postgres"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { each } from "../../../scripts/servers/Database.ts"
import { query } from "../../../scripts/servers/Wire.ts"
import { silent } from "./stores.ts"

/** What a release after this one may do: a column more, an index more, a function more. Old names keep their meaning. */
const next = `BEGIN;
  ALTER TABLE clientele.customer ADD COLUMN region text;
  ALTER TABLE clientele.event ADD COLUMN note text NOT NULL DEFAULT '';
  CREATE INDEX customer_region ON clientele.customer (platform, region);
  CREATE FUNCTION clientele.commit_2(batch jsonb) RETURNS jsonb LANGUAGE sql AS $fn$
    WITH done AS MATERIALIZED (SELECT clientele.commit_1(batch) AS outcomes) SELECT outcomes FROM done
  $fn$;
  INSERT INTO clientele.migration (name) VALUES ('9001_region');
COMMIT`

await each(
  ({ url }) => {
    it.live("Upgrade: the release before goes on committing while the next one migrates and commits beside it", () =>
      Effect.gen(function* () {
        const build = Effect.map(Layer.build(Layer.fresh(silent(url))), (context) =>
          Effect.runSync(Effect.provide(CustomerStore.CustomerStore, context))
        )
        const running = yield* build
        const root = Samples.root(yield* Samples.platformId, yield* Samples.customerId)
        yield* running.commit(Samples.commit([root]))
        let migrated = false
        const written: Array<string> = []
        const write = (store: typeof running) =>
          Effect.gen(function* () {
            const child = Samples.child(root.customer, yield* Samples.customerId)
            yield* store.commit(Samples.commit([child]))
            written.push(child.customer.id)
          })
        yield* Effect.all(
          [
            Effect.gen(function* () {
              yield* Effect.sleep("50 millis")
              yield* Effect.promise(() => query(url, next))
              migrated = true
            }),
            Effect.whileLoop({
              while: () => !migrated || written.length < 50,
              body: () => write(running),
              step: () => {}
            })
          ],
          { concurrency: "unbounded" }
        )
        // The release before, started anew on what the next one made.
        const again = yield* build
        yield* Effect.all(
          [running, again].map((store) => Effect.replicateEffect(write(store), 20)),
          { concurrency: "unbounded" }
        )
        const ids = (yield* again.below(root.customer.id)).map(({ customer }) => customer.id)
        assert.deepStrictEqual([...ids].toSorted(), [...written].toSorted())
        const feed = yield* again.feed(root.customer.platform, null, 10_000)
        assert.strictEqual(feed.length, written.length + 1)
        const known = yield* Effect.promise(() => query(url, "SELECT name FROM clientele.migration"))
        assert.strictEqual(known.length, Migrations.all.length + 1)
      }).pipe(Effect.scoped)
    )
  },
  ["postgres18", "postgres15"]
)
