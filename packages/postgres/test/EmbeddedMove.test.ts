import { Migrations } from "@clientele/postgres"
import * as Embedded from "@clientele/postgres/embedded"
import * as PgClient from "@effect/sql-pg/PgClient"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { fresh, lanes } from "../../../scripts/servers/Database.ts"
import { freshPath, prepared } from "./embeddedFolders.ts"

const kept = await prepared()

const odd = `CREATE TABLE clientele.odd (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, above bigint REFERENCES clientele.odd,
  "a b" text, n numeric, d double precision, at timestamptz, bytes bytea, x xid8, list text[], body jsonb,
  twice text GENERATED ALWAYS AS ("a b" || "a b") STORED)`

const fill = Effect.gen(function* () {
  const sql = yield* PgClient.PgClient
  yield* sql.unsafe(odd).unprepared
  yield* sql`INSERT INTO clientele.odd ("a b", n, d, at, bytes, x, list, body)
    SELECT 'é"\\' || g, 1.10 + g, 0.1 * g, 'epoch'::timestamptz + g * interval '1.000001 day', sha256(g::text::bytea),
      g::text::xid8, ARRAY['a', NULL, 'b,"{'], CASE g % 3 WHEN 0 THEN 'null'::jsonb WHEN 1 THEN NULL ELSE jsonb_build_object('g', g) END
    FROM generate_series(1, 1300) g`
  // A reference forwards: the rows cannot be checked one batch after the other.
  yield* sql`UPDATE clientele.odd SET above = 1301 - id`
  yield* sql`INSERT INTO clientele.era VALUES (2000000000, now())`
  yield* sql`INSERT INTO clientele.token (platform, id, owner, hash, expires_at, body)
    SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), sha256('secret'), now(), '{"name": "Ночной импорт"}'`
})

const every = Effect.gen(function* () {
  const sql = yield* PgClient.PgClient
  yield* sql`SET TIME ZONE 'UTC'`
  return yield* sql<{ row: string }>`SELECT to_json(o)::text AS row FROM clientele.odd o ORDER BY id`
})

for (const lane of lanes.filter((one) => one !== "pgbouncer")) {
  it(`moves to ${lane}: all of it, once`, { timeout: 120_000 }, async ({ skip }) => {
    const database = await fresh(lane)
    if (database === null) return skip("is not on this machine")
    const server = PgClient.layer({ url: Redacted.make(database.url), maxConnections: 2 })
    const folder = freshPath()
    const embedded = Embedded.layer({ folder, prepared: kept })
    const test = Effect.gen(function* () {
      const before = yield* Effect.provide(Effect.andThen(Migrations.migrate, Effect.andThen(fill, every)), embedded)

      const differs = yield* Effect.flip(Embedded.moveToServer({ folder }))
      assert.strictEqual(differs._tag === "MoveRefused" && differs.reason, "differs")

      const sql = yield* PgClient.PgClient
      const schema = sql`SELECT 1 AS there FROM pg_namespace WHERE nspname = 'clientele'`
      assert.deepStrictEqual(yield* schema, [], "a refusal leaves nothing behind")

      yield* Migrations.migrate
      yield* sql.unsafe(odd).unprepared
      yield* sql`INSERT INTO clientele.era VALUES (1, now())`
      const notEmpty = yield* Effect.flip(Embedded.moveToServer({ folder }))
      assert.strictEqual(notEmpty._tag === "MoveRefused" && notEmpty.reason, "notEmpty")
      assert.deepStrictEqual(yield* sql`SELECT count(*)::int AS n FROM clientele.odd`, [{ n: 0 }])

      yield* sql`DELETE FROM clientele.era`
      const heard: Array<string> = []
      const moved = yield* Embedded.moveToServer({
        folder,
        onProgress: (table, rows) => Effect.sync(() => heard.push(`${table} ${rows}`))
      })
      assert.deepInclude(moved.rows, {
        "clientele.odd": 1300,
        "clientele.era": 1,
        "clientele.token": 1,
        "clientele.customer": 0
      })
      assert.includeMembers(heard, ["clientele.odd 500", "clientele.odd 1000", "clientele.odd 1300"])
      assert.notInclude(moved.server, "@")
      assert.deepStrictEqual(yield* every, before)

      // The next number, the reference as it was, and an era above all that came along.
      yield* sql`INSERT INTO clientele.odd (above) VALUES (1300)`
      assert.deepStrictEqual(yield* sql`SELECT max(id)::int AS id FROM clientele.odd`, [{ id: 1301 }])
      const dangling = yield* Effect.flip(sql.withTransaction(sql`INSERT INTO clientele.odd (above) VALUES (99999)`))
      assert.strictEqual(dangling.reason._tag, "ConstraintError")
      assert.deepStrictEqual(yield* sql`SELECT clientele.present_era() > 2000000000 AS higher`, [{ higher: true }])

      const left = yield* Effect.flip(Effect.provide(Effect.asVoid(PgClient.PgClient), embedded))
      assert.strictEqual(left._tag === "EmbeddedRefused" && left.reason, "moved")
      assert.include(left.message, moved.server)
    })
    await Effect.runPromise(Effect.provide(test, server))
  })
}

it.live(
  "a copy that is not what was sent is noticed, be it a row or a value; nothing is kept and the folder stays in use",
  (context) =>
    Effect.gen(function* () {
      const database = yield* Effect.promise(() => fresh("postgres18"))
      if (database === null) return context.skip("PostgreSQL 18 is not on this machine")
      const folder = freshPath()
      const embedded = Embedded.layer({ folder, prepared: kept })
      yield* Effect.provide(
        Effect.andThen(
          Migrations.migrate,
          Effect.flatMap(PgClient.PgClient, (sql) => sql`INSERT INTO clientele.era VALUES (1, now()), (2, now())`)
        ),
        embedded
      )
      yield* Effect.gen(function* () {
        const sql = yield* PgClient.PgClient
        yield* Migrations.migrate
        for (const spoils of [
          "IF new.id = 2 THEN RETURN NULL; END IF; RETURN new;",
          "new.id := new.id + 1; RETURN new;"
        ]) {
          yield* sql.unsafe(
            `CREATE OR REPLACE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ${spoils} END'`
          )
          yield* sql.unsafe(
            "CREATE OR REPLACE TRIGGER spoil BEFORE INSERT ON clientele.era FOR EACH ROW EXECUTE FUNCTION spoil()"
          )
          const refused = yield* Effect.flip(Embedded.moveToServer({ folder }))
          assert.deepStrictEqual(refused._tag === "MoveRefused" && [refused.reason, refused.table], [
            "unequal",
            "clientele.era"
          ])
          assert.match(
            refused.message,
            /^clientele\.era did not arrive as it was sent \(2 rows sent, [12] arrived\); nothing was kept/
          )
          assert.deepStrictEqual(yield* sql`SELECT * FROM clientele.era`, [])
        }
        // To a database that has nothing at all.
        yield* sql.unsafe("DROP SCHEMA clientele CASCADE")
        assert.deepInclude((yield* Embedded.moveToServer({ folder })).rows, { "clientele.era": 2 })
      }).pipe(Effect.provide(PgClient.layer({ url: Redacted.make(database.url), maxConnections: 2 })))
    })
)

it.effect("an era of an embedded folder ends with its process", () =>
  Effect.gen(function* () {
    const folder = freshPath()
    const era = Effect.gen(function* () {
      yield* Migrations.migrate
      const sql = yield* PgClient.PgClient
      const [row] = yield* sql<{ era: number }>`SELECT clientele.present_era() AS era`
      return row?.era
    })
    const twice = Effect.provide(Effect.all([era, era]), Embedded.layer({ folder, prepared: kept }))
    const [first, again] = yield* twice
    const [later] = yield* twice
    assert.strictEqual(again, first)
    assert.isAbove(later ?? 0, first ?? 0)
  })
)
