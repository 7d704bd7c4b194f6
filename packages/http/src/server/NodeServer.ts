/** The socket: opened when the routes are there, with limits on what may come in, and drained before it closes. */
import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Tracer from "effect/Tracer"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as Draining from "./Draining.ts"
import * as Edge from "./Edge.ts"
import { Options, type Settings, standard } from "./Options.ts"
import * as Parsing from "./Parsing.ts"
import * as Stopping from "./Stopping.ts"
import { Throttle } from "./Throttle.ts"

export interface Socket {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
}

/** Milliseconds that a slow or silent sender is given; node looks every second. */
const server = () =>
  createServer({
    headersTimeout: 6_000,
    requestTimeout: 8_000,
    keepAliveTimeout: 5_000,
    maxHeaderSize: Parsing.maxHeader,
    // The edge says it, as a problem.
    requireHostHeader: false,
    connectionsCheckingInterval: 1_000
  })

/** One path has one spelling, so that what stands before the server can tell paths apart too. */
const spelling = Layer.succeed(HttpRouter.RouterConfig, { caseSensitive: true, ignoreDuplicateSlashes: false })

/**
 * Layer that serves a router's routes. A request that came before the handler was attached would never be answered, so the
 * routes are built first; streams are told to end before the socket waits for them.
 */
export const layer = <E, R>(routes: Layer.Layer<never, E, R>, socket: Socket, settings: Partial<Settings> = {}) => {
  const serving = Layer.unwrap(
    Effect.gen(function* () {
      const router = yield* HttpRouter.HttpRouter
      const routed = router.asHttpEffect()
      // Spans that no tracer passes on are not made.
      const told = (yield* Tracer.Tracer) !== Tracer.nativeTracer
      const app = Edge.around(told ? routed : Effect.withTracerEnabled(routed, false), yield* Options, yield* Throttle)
      const node = server()
      const { drain, open } = Draining.watch(node)
      Parsing.watch(node, open)
      return Layer.effectDiscard(Effect.addFinalizer(() => Effect.sync(drain))).pipe(
        Layer.provideMerge(HttpServer.serve(app)),
        Layer.provideMerge(
          NodeHttpServer.layer(() => node, {
            host: socket.host,
            port: socket.port,
            gracefulShutdownTimeout: "20 seconds"
          })
        )
      )
    })
  )
  return Stopping.first.pipe(
    Layer.provideMerge(serving),
    Layer.provide(routes.pipe(Layer.provideMerge(HttpRouter.layer.pipe(Layer.provide(spelling))))),
    Layer.provide(NodeHttpServer.layerHttpServices),
    Layer.provide(Throttle.layer.pipe(Layer.provideMerge(Layer.succeed(Options, { ...standard, ...settings })))),
    Layer.provide(Stopping.layer)
  )
}
