/** The server that is fuzzed, in a process of its own; tells its address, and how much it holds after a collection. */
import { Actor, Customers, TokenId, TokenStore, UserId, Users, UserStore } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { routes, serve } from "@clientele/http/server"
import { MemoryStores } from "@clientele/memory"
import { PostgresStores } from "@clientele/postgres"
import { SamplePortals, Samples } from "@clientele/testkit"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpServer from "effect/http/HttpServer"
import * as Redacted from "effect/Redacted"
import * as References from "effect/References"
import { createHash, randomBytes } from "node:crypto"

const stores = (
  process.env["DATABASE_URL"] === undefined ? MemoryStores.layer : PostgresStores.layerConfig
) as typeof MemoryStores.layer

const kernel = Layer.mergeAll(
  Customers.Customers.layer({ portals: SamplePortals.all, reference: World.make({ tax: europe }) }),
  Users.Users.layer
).pipe(Layer.provideMerge(stores))

const everything = ["read", "create", "manage", "commercial", "users", "system"] as const

const program = Effect.gen(function* () {
  const customers = yield* Customers.Customers
  const tokens = yield* TokenStore.TokenStore
  const users = yield* UserStore.UserStore
  const operator: Actor.Principal = { _tag: "support", id: UserId.fromParts(0, [0, 0, 0, 0]), platform: null }
  const run = (command: Parameters<typeof customers.execute>[0]) =>
    Effect.map(
      Effect.provideService(customers.execute(command), Actor.CurrentActor, operator),
      ({ customer }) => customer
    )
  const root = yield* run({ _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR" } })
  const known = [root.id]
  for (let count = 0; count < 12; count++) {
    const parent = known[count >> 1] as typeof root.id
    const made = yield* run({
      _tag: "create",
      parent,
      portal: "plain",
      draft: { name: `Ada ${count} B.V.`, currency: "EUR", address: { country: "NL" } }
    })
    yield* run({ _tag: "approve", customer: made.id })
    yield* run({ _tag: "setRights", customer: made.id, rights: ["createCustomers"] })
    known.push(made.id)
  }
  const token = (owner: Actor.Principal) =>
    Effect.gen(function* () {
      const secret = `clt_${randomBytes(32).toString("base64url")}`
      const now = Date.now()
      yield* tokens.add(
        {
          id: TokenId.fromParts(now, [Math.random(), Math.random(), Math.random(), Math.random()]),
          kind: "token",
          owner,
          name: "fuzz",
          scopes: everything,
          prefix: "clt_fuzz",
          createdAt: new Date(now).toISOString() as never,
          expiresAt: new Date(now + 86_400_000).toISOString() as never,
          lastUsedAt: null
        },
        Redacted.make(createHash("sha256").update(secret).digest("hex"))
      )
      return secret
    })
  const partner = Samples.user(
    {
      ...(yield* customers.get(known[1] as typeof root.id).pipe(Effect.provideService(Actor.CurrentActor, operator)))
    } as never,
    yield* Samples.userId,
    "partner",
    { role: "administrator" }
  )
  yield* users.add(partner)
  const owner: Actor.Principal = {
    _tag: "user",
    id: partner.id,
    platform: root.platform,
    home: partner.home,
    role: "administrator"
  }
  const { address } = yield* HttpServer.HttpServer
  process.send?.({
    url: `http://127.0.0.1:${(address as unknown as { readonly port: number }).port}`,
    tokens: [yield* token(operator), yield* token(owner)],
    known: [...known, root.platform]
  })
  const context = yield* Effect.context<TokenStore.TokenStore>()
  process.on("message", (asked) => {
    if (asked === "tokens") {
      void Effect.runPromise(Effect.provideContext(Effect.all([token(operator), token(owner)]), context)).then(
        (fresh) => process.send?.({ tokens: fresh })
      )
      return
    }
    globalThis.gc?.()
    globalThis.gc?.()
    process.send?.({ heap: process.memoryUsage().heapUsed })
  })
  return yield* Effect.never
})

const settings = { requestsPerMinute: 10_000_000, signInsPerQuarter: 20 }

process.on("disconnect", () => process.exit(0))
await Effect.runPromise(
  program.pipe(
    Effect.provide(
      serve(routes(), { host: "127.0.0.1", port: 0 }, settings).pipe(
        Layer.provideMerge(kernel),
        Layer.provideMerge(Layer.succeed(References.MinimumLogLevel, "Error"))
      )
    )
  ) as Effect.Effect<never>
)
