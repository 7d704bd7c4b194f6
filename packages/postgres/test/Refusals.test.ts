/** Databases that cannot be used: each start ends in a sentence that says what to do, and harms nothing. */
import { CustomerStore } from "@clientele/core"
import { Migrations } from "@clientele/postgres"
import { Samples } from "@clientele/testkit"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import { each, fresh } from "../../../scripts/servers/Database.ts"
import { freePort } from "../../../scripts/servers/freePort.ts"
import * as PostgresServer from "../../../scripts/servers/PostgresServer.ts"
import { query } from "../../../scripts/servers/Wire.ts"
import { changed, refusal, says, start } from "./starting.ts"
import { silent } from "./stores.ts"

const layout = (url: string) => query(url, "SELECT name FROM clientele.migration ORDER BY name")

describe.skipIf(PostgresServer.find("18") === null)("a server with a password", () => {
  let server: PostgresServer.PostgresServer
  beforeAll(async () => {
    server = await PostgresServer.start({ version: "18", password: "näher am Wasser" })
  })
  afterAll(() => server?.close())

  it.live("Start: another password, or none, is refused with where to correct it", () =>
    Effect.gen(function* () {
      const sentence =
        "PostgreSQL refuses this user or password; correct them in DATABASE_URL, or pg_hba.conf on the server"
      yield* says(
        changed(server.url, (url) => (url.password = "wrong")),
        "wrongPassword",
        sentence
      )
      yield* says(
        changed(server.url, (url) => (url.password = "")),
        "wrongPassword",
        sentence
      )
      yield* says(
        changed(server.url, (url) => (url.username = "nobody")),
        "wrongPassword",
        sentence
      )
      assert.notInclude(
        JSON.stringify(yield* refusal(changed(server.url, (url) => (url.password = "geheim")))),
        "geheim"
      )
      yield* Effect.scoped(start(yield* Effect.promise(() => server.createDatabase("entered"))))
    })
  )

  it.live("Start: a user that owns nothing may use a database that is set up, and is told when it is not", () =>
    Effect.gen(function* () {
      const url = yield* Effect.promise(() => server.createDatabase("owned"))
      yield* Effect.promise(() => query(url, "CREATE ROLE guest LOGIN PASSWORD 'guest'"))
      const guest = changed(url, (it) => {
        it.username = "guest"
        it.password = "guest"
      })
      yield* says(
        guest,
        "notPermitted",
        "this user may not connect, or may not set up the tables; grant it CONNECT and CREATE on the database, or run the migrations as its owner (found: permission denied for database owned)"
      )
      assert.deepStrictEqual(
        yield* Effect.promise(() => query(url, "SELECT 1 FROM pg_namespace WHERE nspname = 'clientele'")),
        []
      )
      yield* Effect.scoped(start(url))
      yield* Effect.promise(() =>
        query(url, "GRANT USAGE ON SCHEMA clientele TO guest; GRANT ALL ON ALL TABLES IN SCHEMA clientele TO guest")
      )
      yield* Effect.scoped(start(guest))
    })
  )
})

it.effect(
  "Start: a server older than 15 is refused before anything is done to it; no such server is at hand, so its answer is made up",
  () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const old = {
        unsafe: (text: string) => {
          asked.push(text)
          return Effect.succeed([{ version: 140_012 }])
        }
      } as unknown as PgClient.PgClient
      const refused = yield* Effect.flip(Effect.provideService(Migrations.migrate, PgClient.PgClient, old))
      assert.strictEqual(refused.reason, "serverTooOld")
      assert.strictEqual(
        refused.message,
        "this server is older than PostgreSQL 15; upgrade it, or point DATABASE_URL at a newer one (found: 14)"
      )
      assert.strictEqual(asked.length, 1)
    })
)

await each(
  ({ url }) => {
    it.live("Start: nobody at the port, no such database", () =>
      Effect.gen(function* () {
        const port = yield* Effect.promise(() => freePort())
        yield* says(
          changed(url, (it) => (it.port = String(port))),
          "unreachable",
          "no PostgreSQL answers there; start it, or correct host and port in DATABASE_URL"
        )
        yield* says(
          changed(url, (it) => (it.pathname = "/nowhere")),
          "noDatabase",
          "there is no such database; create it, or correct its name in DATABASE_URL"
        )
      })
    )

    it.live("Start: a database of a release far ahead is left alone, one of the next release is taken", () =>
      Effect.gen(function* () {
        yield* Effect.scoped(start(url))
        const known = yield* Effect.promise(() => layout(url))
        yield* Effect.promise(() => query(url, "INSERT INTO clientele.migration (name) VALUES ('9001_next')"))
        yield* Effect.scoped(start(url))
        yield* Effect.promise(() => query(url, "INSERT INTO clientele.migration (name) VALUES ('9002_after')"))
        yield* says(
          url,
          "layoutTooNew",
          "a newer release has set this database up; run that release, or one that follows this one directly (found: 9001_next, 9002_after)"
        )
        assert.strictEqual((yield* Effect.promise(() => layout(url))).length, known.length + 2)
      })
    )

    it.live("Start: a server that takes no writes is told apart; where all is set up it may be read", () =>
      Effect.gen(function* () {
        const other = yield* Effect.promise(() => fresh("postgres18"))
        if (other === null) return
        const name = new URL(other.url).pathname.slice(1)
        yield* Effect.promise(() => query(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`))
        yield* says(
          other.url,
          "readOnly",
          "this server takes no writes: it is a standby, or default_transaction_read_only is on; point DATABASE_URL at the primary, or change that setting"
        )
        yield* Effect.promise(() => query(url, `ALTER DATABASE ${name} RESET default_transaction_read_only`))
        yield* Effect.scoped(start(other.url))
        yield* Effect.promise(() => query(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`))
        yield* Effect.gen(function* () {
          const store = yield* CustomerStore.CustomerStore
          const root = Samples.root(yield* Samples.platformId, yield* Samples.customerId)
          assert.deepStrictEqual(yield* store.line(root.customer.id), [])
          assert.strictEqual(
            (yield* Effect.flip(store.commit(Samples.commit([root]))))._tag,
            "CustomerStoreUnavailable"
          )
        }).pipe(Effect.provide(silent(other.url)))
      })
    )

    it.live("Start: of ten at once one sets the database up, and all begin", () =>
      Effect.gen(function* () {
        const other = yield* Effect.promise(() => fresh("postgres18"))
        if (other === null) return
        yield* Effect.all(
          Array.from({ length: 10 }, () => Effect.scoped(start(other.url))),
          { concurrency: "unbounded" }
        )
        assert.strictEqual((yield* Effect.promise(() => layout(other.url))).length, Migrations.all.length)
      })
    )
  },
  ["postgres18"]
)
