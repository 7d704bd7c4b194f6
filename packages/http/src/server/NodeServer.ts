/** The socket: opened when the routes are there, with limits on what may come in, and drained before it closes. */
import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"

export interface Socket {
  readonly host: string
  readonly port: number
}

/** A node server that gives a slow or silent sender so long (milliseconds) and no longer. */
const server = () =>
  createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 16_384,
    connectionsCheckingInterval: 2_000
  })

/**
 * Layer that serves a router's routes. A request that came before the handler was attached would never be answered, so the
 * routes are built first.
 */
export const layer = <E, R>(routes: Layer.Layer<never, E, R>, socket: Socket) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const router = yield* HttpRouter.HttpRouter
      return HttpServer.serve(router.asHttpEffect()).pipe(
        Layer.provideMerge(
          NodeHttpServer.layer(server, { host: socket.host, port: socket.port, gracefulShutdownTimeout: "20 seconds" })
        )
      )
    })
  ).pipe(
    Layer.provide(routes.pipe(Layer.provideMerge(HttpRouter.layer))),
    Layer.provide(NodeHttpServer.layerHttpServices)
  )
