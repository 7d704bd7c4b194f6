/** Serves, as the flags say. */
import type * as Http from "@clientele/http/server"
import * as Effect from "effect/Effect"
import * as Serving from "../../Serving.ts"
import * as Environment from "../Environment.ts"
import * as Loading from "../Loading.ts"
import * as Logging from "../Logging.ts"
import * as Telemetry from "../Telemetry.ts"
import { version } from "../version.ts"

export interface Asked extends Http.Settings {
  readonly config: string | null
  readonly data: string
  readonly host: string
  readonly port: number
  readonly logFormat: Logging.Format | null
  readonly logLevel: Logging.Level
}

export const run = Effect.fnUntraced(function* (
  { config, data, host, logFormat, logLevel, port, ...settings }: Asked,
  extension: Serving.Extension
) {
  const format = Logging.formatFor(logFormat, process.stderr.isTTY === true)
  const configuration =
    config === null && extension.configuration !== undefined ? extension.configuration : yield* Loading.load(config)
  const telemetry = Environment.exports(process.env) ? Telemetry.layer(version) : null
  return yield* Serving.run({ ...extension, configuration, host, port, settings, summary: format }).pipe(
    telemetry === null ? (self) => self : Effect.provide(telemetry),
    Effect.provide(Logging.layer(format, logLevel)),
    Effect.provide(Environment.layer(process.env, { CLIENTELE_DATA: data }))
  )
})
