/** Erasing a person: what a dump of the whole database still says. */
import { AccessToken, Credentials, CustomerStore, TokenStore, UserStore } from "@clientele/core"
import { Samples, SampleTokens } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { each } from "../../../scripts/servers/Database.ts"
import { together } from "./stores.ts"

/** All rows of all tables as text, as a dump has them. */
const dump = Effect.gen(function* () {
  const sql = yield* PgClient.PgClient
  const tables = yield* sql.unsafe<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'clientele'`
  )
  const texts = yield* Effect.forEach(tables, ({ name }) =>
    sql.unsafe<{ text: string }>(`SELECT coalesce(string_agg(t::text, E'\\n'), '') AS text FROM clientele.${name} t`)
  )
  return texts.map(([row]) => row?.text ?? "").join("\n")
})

const words = ["Quirijn", "Zonneveld", "quirijn@zonneveld.example", "Kwikzilverstraat", "argon2id", "laptop"]

await each(
  ({ url }) => {
    it.live("Invariant 10: of an erased customer no string of the person is left in any table", () =>
      Effect.gen(function* () {
        const store = yield* CustomerStore.CustomerStore
        const users = yield* UserStore.UserStore
        const credentials = yield* Credentials.Credentials
        const tokens = yield* TokenStore.TokenStore
        const platform = yield* Samples.platformId
        const put = (write: CustomerStore.Write, more: Partial<CustomerStore.Commit> = {}) =>
          Effect.as(store.commit(Samples.commit([write], more)), Samples.after(write))
        const root = yield* put(Samples.root(platform, yield* Samples.customerId))
        const opening = Samples.child(root.customer, yield* Samples.customerId, {
          name: "Zonneveld Quirijn",
          email: "quirijn@zonneveld.example",
          address: { country: "NL", city: "Utrecht", lines: ["Kwikzilverstraat 7"] }
        } as never)
        const key = "quirijn@zonneveld.example"
        const claim = [{ kind: "login" as const, scope: platform, key, customer: opening.customer.id }]
        const opened = yield* put(opening, {
          claim,
          idempotency: Samples.idempotency(opening, {
            warnings: [
              {
                pointer: "/name",
                step: "company",
                severity: "warning",
                code: "nameUnusual",
                message: "Zonneveld is unusual"
              }
            ]
          })
        })
        const user = Samples.user(opened.customer, yield* Samples.userId, key, {
          displayName: "Quirijn Zonneveld",
          email: key
        })
        yield* users.add(user)
        const token = SampleTokens.token(AccessToken.principalOf(user), yield* SampleTokens.id, {
          name: "Quirijn's laptop"
        })
        const hash = yield* SampleTokens.hash
        yield* tokens.add(token, hash)
        yield* credentials.set(
          user.id,
          Redacted.make("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$c29tZWhhc2hzb21laGFzaA")
        )
        const before = yield* dump
        const strings = [...words, Redacted.value(hash)]
        for (const text of strings) assert.include(before, text)
        yield* put(Samples.erased(opened, yield* store.events(opened.customer.id)), { release: claim })
        const after = yield* dump
        for (const text of strings) assert.notInclude(after.toLowerCase(), text.toLowerCase())
        assert.strictEqual((yield* store.events(opened.customer.id)).length, 2)
        assert.isNull(yield* users.findByLogin(platform, key))
        assert.isNull(yield* tokens.find(hash))
      }).pipe(Effect.provide(together(url)))
    )
  },
  ["postgres18", "postgres15"]
)
