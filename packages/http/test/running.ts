/** A server on a socket of its own over stores in memory, and ways to ask it as a program on the network would. */
import { type Actor, CustomerId, Customers, TokenId, TokenStore, UserId, Users } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { routes, serve, type Settings } from "@clientele/http/server"
import { MemoryStores } from "@clientele/memory"
import { SamplePortals } from "@clientele/testkit"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as References from "effect/References"
import * as HttpServer from "effect/http/HttpServer"
import * as Redacted from "effect/Redacted"
import { createHash, randomBytes } from "node:crypto"

export const kernel = Layer.mergeAll(
  Customers.Customers.layer({ portals: SamplePortals.all, reference: World.make({ tax: europe }) }),
  Users.Users.layer
).pipe(Layer.provideMerge(MemoryStores.layer))

/** The server and the kernel behind it. */
export const layer = (settings: Partial<Settings> = {}) => layerOver(Layer.empty, settings)

/** The same, with some of its services done differently. */
export const layerOver = <A, E, R>(services: Layer.Layer<A, E, R>, settings: Partial<Settings> = {}) =>
  serve(routes(), { host: "127.0.0.1", port: 0 }, settings).pipe(
    Layer.provideMerge(services),
    Layer.provideMerge(kernel),
    Layer.provideMerge(Layer.succeed(References.MinimumLogLevel, "None"))
  )

export const url = Effect.map(HttpServer.HttpServer, ({ address }) => {
  if (address._tag === "UnixPathAddress") throw new Error("not a port")
  return `http://127.0.0.1:${(address as unknown as { readonly port: number }).port}`
})

export const everything: ReadonlyArray<Actor.Scope> = ["read", "create", "manage", "commercial", "users", "system"]

const ids = () => [Math.random(), Math.random(), Math.random(), Math.random()] as const

/** Puts a token for somebody straight into the store, and gives its secret. */
export const tokenFor = (owner: Actor.Principal, scopes: ReadonlyArray<Actor.Scope> = everything, days = 1) =>
  Effect.gen(function* () {
    const secret = `clt_${randomBytes(32).toString("base64url")}`
    const tokens = yield* TokenStore.TokenStore
    const now = Date.now()
    yield* tokens.add(
      {
        id: TokenId.fromParts(now, ids()),
        kind: "token",
        owner,
        name: "of a test",
        scopes,
        prefix: secret.slice(0, 10),
        createdAt: new Date(now).toISOString() as never,
        expiresAt: new Date(now + days * 86_400_000).toISOString() as never,
        lastUsedAt: null
      },
      Redacted.make(createHash("sha256").update(secret).digest("hex"))
    )
    return secret
  })

export const operator: Actor.Principal = { _tag: "support", id: UserId.fromParts(0, [0, 0, 0, 0]), platform: null }

export const nobody = CustomerId.fromParts(0, [0.1, 0.2, 0.3, 0.4])

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // Whatever came: the tests say what it should be.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any
}

/** Sends a request and reads the whole answer. */
export const send = (
  base: string,
  method: string,
  path: string,
  options: { readonly token?: string; readonly body?: unknown; readonly headers?: Record<string, string> } = {}
): Effect.Effect<Answer> =>
  Effect.promise(async () => {
    const text =
      options.body === undefined
        ? undefined
        : typeof options.body === "string"
          ? options.body
          : JSON.stringify(options.body)
    const response = await fetch(base + path, {
      method,
      redirect: "manual",
      headers: {
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(text === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers
      },
      ...(text === undefined ? {} : { body: text })
    })
    const came = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text: came,
      body: (response.headers.get("content-type") ?? "").includes("json") ? JSON.parse(came) : null
    }
  })
