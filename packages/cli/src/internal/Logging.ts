/** Lines about what happens, on stderr: for people on a terminal, for machines elsewhere. */
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as References from "effect/References"

export type Format = "text" | "json"
export type Level = "debug" | "info" | "warn" | "error" | "none"

/** What suits the place that the lines go to. */
export const formatFor = (said: Format | null, isTerminal: boolean): Format => said ?? (isTerminal ? "text" : "json")

const minimum = { debug: "Debug", info: "Info", warn: "Warn", error: "Error", none: "None" } as const

export const layer = (format: Format, level: Level): Layer.Layer<never> =>
  Layer.mergeAll(
    Logger.layer([Logger.withConsoleError(format === "json" ? Logger.formatJson : Logger.formatLogFmt)]),
    Layer.succeed(References.MinimumLogLevel, minimum[level])
  )
