/** Addresses that lead nowhere: each is told by a sentence of its own, and none shows its password. */
import { inspect } from "node:util"
import { CustomerStore } from "@clientele/core"
import { DatabaseRefused } from "@clientele/postgres"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import { ConnectionError, SqlError } from "effect/sql/SqlError"
import { each, fresh } from "../../../scripts/servers/Database.ts"
import { freePort } from "../../../scripts/servers/freePort.ts"
import { changed, refusal, says, stores } from "./starting.ts"
import { silent } from "./stores.ts"

const unreadable =
  "is no address of a server; write postgres://user:password@host:5432/database, with one host, and with %23 for # and the like in the password"

it.live("Start: an address that is blank is refused, and no embedded database opened in its place", () =>
  Effect.gen(function* () {
    for (const blank of [" ", "\t\n  "]) {
      yield* says(
        blank,
        "badAddress",
        `DATABASE_URL ${unreadable} (found: nothing; leave it out for the embedded database)`
      )
      yield* says(
        "postgres://127.0.0.1/none",
        "badAddress",
        `DATABASE_DIRECT_URL ${unreadable} (found: nothing; leave it out for the clock to tell)`,
        { DATABASE_DIRECT_URL: blank }
      )
    }
  })
)

it.live("Start: an address that cannot be read is told apart, and its password is not told", () =>
  Effect.gen(function* () {
    for (const [address, found] of [
      ["postgres://me:gehe#im@127.0.0.1/none", "Invalid connection URL"],
      ["postgres://me:geheim@127.0.0.1:1,127.0.0.2:1/none", "Invalid connection URL"],
      ["mysql://me:geheim@127.0.0.1/none", 'Unsupported connection URL protocol: "mysql:"'],
      ["postgres://me:geheim@127.0.0.1/none?sslmode=on", 'Unrecognized sslmode in URL: "on"'],
      ["postgres://me:gehe%im@127.0.0.1/none", "Invalid percent-encoding in URL password"]
    ] as const) {
      yield* says(address, "badAddress", `DATABASE_URL ${unreadable} (found: ${found})`)
      assert.notMatch(inspect(yield* refusal(address), { depth: 9 }), /gehe/)
    }
  })
)

it.live("Start: a host that no name service knows is told apart from one that refuses", () =>
  Effect.gen(function* () {
    const refused = yield* refusal("postgres://me:geheim@db.invalid/none")
    assert.strictEqual(refused.reason, "unknownHost")
    assert.match(
      refused.message,
      /^the host in DATABASE_URL has no address; correct its name, or see .* \(found: getaddrinfo \w+ db\.invalid\)$/
    )
    const port = yield* Effect.promise(() => freePort())
    yield* says(
      `postgres://me:geheim@127.0.0.1:${port}/none`,
      "unreachable",
      "no PostgreSQL answers there; start it, or correct host and port in DATABASE_URL"
    )
  })
)

it("Start: a certificate that this machine does not trust is a matter of encryption", () => {
  for (const code of ["DEPTH_ZERO_SELF_SIGNED_CERT", "ERR_TLS_CERT_ALTNAME_INVALID", "CERT_HAS_EXPIRED", "EPROTO"]) {
    const cause = Object.assign(new Error(`it is ${code}`), { code })
    const reason = new ConnectionError({ cause, message: "PgConnection: Failed to connect", operation: "connect" })
    const refused = DatabaseRefused.refusedBy(new SqlError({ reason }))
    assert.strictEqual(refused.reason, "notEncrypted")
    assert.include(refused.message, `(found: it is ${code})`)
  }
})

await each(
  ({ url }) => {
    it.live("Start: a server that does not encrypt is told apart", () =>
      Effect.gen(function* () {
        const encrypted = changed(url, (it) => it.searchParams.set("sslmode", "require"))
        yield* says(
          encrypted,
          "notEncrypted",
          "server and DATABASE_URL do not agree on encryption; correct sslmode, or give the server a certificate that this machine trusts (NODE_EXTRA_CA_CERTS names further authorities) (found: The server does not support TLS)"
        )
      })
    )

    it.live("Feed: a direct address that is wrong is told at the start, and the clock goes on telling", () =>
      Effect.gen(function* () {
        const other = yield* Effect.promise(() => fresh("postgres18"))
        if (other === null) return
        const port = yield* Effect.promise(() => freePort())
        for (const [direct, why] of [
          [changed(url, (it) => (it.port = String(port))), /host and port in DATABASE_DIRECT_URL$/],
          [changed(url, (it) => (it.pathname = "/nowhere")), /correct its name in DATABASE_DIRECT_URL$/],
          [other.url, /DATABASE_DIRECT_URL hears nothing that is sent through DATABASE_URL/]
        ] as const) {
          const heard = yield* Queue.unbounded<string>()
          const logger = Logger.make(({ message }) => Queue.offerUnsafe(heard, String(message)))
          yield* Effect.gen(function* () {
            const warned = yield* Queue.take(heard)
            assert.match(warned, /^notifications of other processes are not heard, and followers look every 2s: /)
            assert.match(warned, why)
            const store = yield* CustomerStore.CustomerStore
            const root = Samples.root(yield* Samples.platformId, yield* Samples.customerId)
            const follower = yield* store.changes(root.customer.platform).pipe(
              Stream.mapEffect(() => store.feed(root.customer.platform, null, 9)),
              Stream.filter((entries) => entries.length > 0),
              Stream.runHead,
              Effect.forkScoped
            )
            const elsewhere = CustomerStore.CustomerStore.use((it) => it.commit(Samples.commit([root])))
            yield* Effect.provide(elsewhere, Layer.fresh(silent(url)))
            yield* Fiber.join(follower)
          }).pipe(
            Effect.provide(stores({ DATABASE_URL: url, DATABASE_DIRECT_URL: direct })),
            Effect.provide(Logger.layer([logger])),
            Effect.scoped
          )
        }
      })
    )
  },
  ["postgres18"]
)
