/**
 * The running server: the API, its documentation and whatever else belongs to the same address, on the store that the
 * environment names.
 *
 * @since 0.1.0
 */
import { Customers, type PlatformId, Users } from "@clientele/core"
import * as Http from "@clientele/http/server"
import { PostgresStores } from "@clientele/postgres"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as IpNetwork from "effect/net/IpNetwork"
import type { Configuration } from "./Configuration.ts"
import * as Summary from "./internal/Summary.ts"
import { version } from "./internal/version.ts"

/**
 * What comes of preparing a server.
 *
 * **Details**
 *
 * `platform`: of those who sign in without naming one, where the settings name none. `notes`: lines below the summary.
 *
 * @category models
 * @since 0.1.0
 */
export interface Prepared {
  readonly platform?: PlatformId.PlatformId
  readonly notes?: ReadonlyArray<string>
}

/**
 * What a program adds to the server.
 *
 * **Details**
 *
 * `prepare` runs when the store is open, before anybody is answered. `routes` are served beside the API; `api` is where
 * that is, without `/api/v1`, and `secureCookies` whether its cookies go over TLS alone; they are believed for whom they ask
 * (`x-forwarded-for`). `configuration` takes the place of
 * the five portals where `--config` names nothing else.
 *
 * @category models
 * @since 0.1.0
 */
export interface Extension {
  readonly configuration?: Configuration
  readonly prepare?: Effect.Effect<Prepared, unknown, Http.Services>
  readonly routes?: (options: {
    readonly api: () => string
    readonly secureCookies: boolean
  }) => Layer.Layer<never, unknown, HttpRouter.HttpRouter | Http.Services>
}

/**
 * How a server is started.
 *
 * **Details**
 *
 * `summary`: `text` prints it for people on stdout, `json` makes it a line of the log.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options extends Extension {
  readonly host: string
  readonly port: number
  readonly settings: Http.Settings
  readonly configuration: Configuration
  readonly summary: "text" | "json"
}

/**
 * Runs a server until it is interrupted: then it takes nothing new, tells those who follow the feed, and finishes what is under
 * way. Fails where it cannot start.
 *
 * @category effects
 * @since 0.1.0
 */
export const run = (options: Options): Effect.Effect<never, unknown> => {
  const { configuration } = options
  const kernel = Layer.mergeAll(Customers.Customers.layer(configuration), Users.Users.layer).pipe(
    Layer.provideMerge(PostgresStores.layerConfig)
  )
  const server = Layer.unwrap(
    Effect.gen(function* () {
      const { notes = [], platform } = yield* options.prepare ?? Effect.succeed<Prepared>({})
      const socket = { host: options.host, port: options.port }
      const settings = settingsOf(options, platform)
      const own = options.routes?.({ api: () => apiOf(socket), secureCookies: settings.secureCookies }) ?? Layer.empty
      return announce(options, settings, notes, (port) => (socket.port = port)).pipe(
        Layer.provide(Http.serve(Layer.mergeAll(Http.routes(), own), { ...socket }, settings))
      )
    })
  )
  return Effect.andThen(begin(options.summary), Layer.launch(server.pipe(Layer.provide(kernel))))
}

/** Where the customers are kept, as the environment says it. */
const kept = Effect.gen(function* () {
  const database = Option.getOrNull(yield* Config.option(Config.Redacted("DATABASE_URL")))
  return {
    database: database === null ? null : Redacted.value(database),
    folder: yield* Config.withDefault(Config.String("CLIENTELE_DATA"), "./data")
  }
})

/** Says that it begins: opening a database takes a moment, and making one some more. */
const begin = (summary: Options["summary"]) =>
  Effect.flatMap(kept, (where) =>
    summary === "text"
      ? Console.error(`starting on ${Summary.store(where)}; the first start takes some seconds more`)
      : Effect.annotateLogs(Effect.logInfo("starting"), { version, store: Summary.store(where) })
  )

/** On which address the server's own routes find the API, whatever else the socket is open to. */
const hostOf = (host: string): string =>
  host === "0.0.0.0" || host === "localhost" ? "127.0.0.1" : host === "::" ? "::1" : host

const apiOf = ({ host, port }: { readonly host: string; readonly port: number }): string => {
  const name = hostOf(host)
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`
}

/** The server's own routes ask in the name of their callers, and come from its own address. */
const settingsOf = ({ host, routes, settings }: Options, platform: Prepared["platform"]): Http.Settings => {
  const own = IpNetwork.fromString(`${hostOf(host)}/${hostOf(host).includes(":") ? 128 : 32}`)
  return {
    ...settings,
    ...(settings.platform === undefined && platform !== undefined ? { platform } : {}),
    ...(routes !== undefined && Result.isSuccess(own)
      ? { trustedProxies: [...settings.trustedProxies, own.success] }
      : {})
  }
}

/** Layer that says that the server is there, and, closed first, that it stops. */
const announce = (
  { configuration, host, settings: said, summary }: Options,
  settings: Http.Settings,
  notes: ReadonlyArray<string>,
  listening: (port: number) => void
): Layer.Layer<never, Config.ConfigError, HttpServer.HttpServer> =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const { address } = yield* HttpServer.HttpServer
      const port = "port" in address ? Number(address.port) : 0
      listening(port)
      const facts: Summary.Facts = {
        version,
        host,
        port,
        // Of what the operator said; that the server believes itself is no matter of theirs.
        settings: { ...settings, trustedProxies: said.trustedProxies },
        portals: configuration.portals.map(({ id }) => id),
        ...(yield* kept),
        root: process.getuid?.() === 0
      }
      if (summary === "json") {
        yield* Effect.annotateLogs(Effect.logInfo("listening"), Summary.annotations(facts))
        for (const note of notes) yield* Effect.logInfo(note)
      } else {
        yield* Console.log(Summary.lines(facts, notes).join("\n"))
      }
      yield* Effect.addFinalizer(() => Effect.logInfo("stopping: what is under way is finished, nothing new is taken"))
    })
  )
