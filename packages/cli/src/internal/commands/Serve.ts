/** `clientele serve`. */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Environment from "../Environment.ts"
import * as Flags from "../Flags.ts"
import * as Loading from "../Loading.ts"
import * as Logging from "../Logging.ts"
import * as Telemetry from "../Telemetry.ts"
import { version } from "../version.ts"
import * as Serving from "../../Serving.ts"

const flags = {
  host: Flags.host,
  port: Flags.port,
  config: Flags.config,
  data: Flags.data,
  ...Flags.settings,
  logFormat: Flags.logFormat,
  logLevel: Flags.logLevel
}

const description = `Serves the API and its documentation until it is stopped.

  The customers are kept where the environment says: in PostgreSQL if DATABASE_URL is set
  (DATABASE_MAX_CONNECTIONS, DATABASE_POOLED, DATABASE_DIRECT_URL), else embedded in this process,
  on the folder of --data. The database is brought to the layout of this release first.

  Traces, logs and metrics go to the collector of OTEL_EXPORTER_OTLP_ENDPOINT, if one is set.

  SIGTERM and SIGINT (Ctrl-C) finish what is under way and tell those who follow the feed to come
  back; a second one does not wait.`

/** The command, with what a program adds to the server. */
export const make = (extension: Serving.Extension = {}) =>
  Command.make(
    "serve",
    flags,
    Effect.fnUntraced(function* ({ config, data, host, logFormat, logLevel, port, ...settings }) {
      const format = Logging.formatFor(logFormat, process.stderr.isTTY === true)
      const configuration =
        config === null && extension.configuration !== undefined ? extension.configuration : yield* Loading.load(config)
      const telemetry = Environment.exports(process.env) ? Telemetry.layer(version) : null
      const server = Serving.run({ ...extension, configuration, host, port, settings, summary: format }).pipe(
        telemetry === null ? (self) => self : Effect.provide(telemetry),
        Effect.provide(Logging.layer(format, logLevel)),
        Effect.provide(Environment.layer(process.env, { CLIENTELE_DATA: data }))
      )
      return yield* server
    })
  ).pipe(
    Command.withDescription(description),
    Command.withShortDescription("Serve the API"),
    Command.withExamples([
      { command: "clientele serve", description: "On this machine, with the embedded database in ./data" },
      {
        command: "DATABASE_URL=postgres://… clientele serve --host 0.0.0.0 --secure-cookies --trust-proxy 10.0.0.0/8",
        description: "On PostgreSQL, behind a proxy with TLS"
      }
    ])
  )
