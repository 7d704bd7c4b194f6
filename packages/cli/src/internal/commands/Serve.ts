/** `clientele serve`. */
import * as Command from "effect/cli/Command"
import * as Doing from "../Doing.ts"
import * as Flags from "../Flags.ts"
import type * as Serving from "../../Serving.ts"

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
  Command.make("serve", flags, (asked) =>
    Doing.later(
      () => import("../doing/Serve.ts"),
      ({ run }) => run(asked, extension)
    )
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
