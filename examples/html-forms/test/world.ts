/** The app, the API and the demo's platform, running on a socket of their own and in memory. */
import { Configuration, Demo } from "@clientele/cli"
import { Customers, Users } from "@clientele/core"
import { routes, serve } from "@clientele/http/server"
import { MemoryStores } from "@clientele/memory"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as References from "effect/References"
import * as HttpServer from "effect/http/HttpServer"
import * as App from "../src/App.ts"

const options = Configuration.make()

export const passwords: Readonly<Record<string, string>> = Object.fromEntries(
  Demo.signIns.map(({ login, password }) => [login, password])
)

const kernel = Layer.mergeAll(Customers.Customers.layer(options), Users.Users.layer).pipe(
  Layer.provideMerge(MemoryStores.layer)
)

export const open = async () => {
  const api = { url: "" }
  const server = Layer.unwrap(
    Effect.map(Demo.seed, ({ platform }) =>
      serve(
        Layer.mergeAll(routes(), App.routes({ api: () => api.url })),
        { host: "127.0.0.1", port: 0 },
        { platform, secureCookies: false }
      )
    )
  ).pipe(Layer.provideMerge(kernel), Layer.provideMerge(Layer.succeed(References.MinimumLogLevel, "None")))
  const runtime = ManagedRuntime.make(server)
  const { address } = await runtime.runPromise(HttpServer.HttpServer)
  api.url = `http://127.0.0.1:${"port" in address ? address.port : 0}`
  return { url: api.url, runtime, stop: () => runtime.dispose() }
}
