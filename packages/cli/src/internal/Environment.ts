/** The environment as the commands read it: standard variables with their standard defaults, flags above them. */
import * as ConfigProvider from "effect/ConfigProvider"
import * as Layer from "effect/Layer"

type Variables = Readonly<Record<string, string | undefined>>

const signals = ["TRACES", "LOGS", "METRICS"]

/** OpenTelemetry exports whatever has an endpoint, unless it is told otherwise, and names the service. */
const telemetry = (env: Variables): Variables => ({
  OTEL_SERVICE_NAME: /(?:^|,)\s*service\.name=/u.test(env["OTEL_RESOURCE_ATTRIBUTES"] ?? "") ? undefined : "clientele",
  ...Object.fromEntries(signals.map((signal) => [`OTEL_${signal}_EXPORTER`, "otlp"]))
})

/** Whether anything is exported. */
export const exports = (env: Variables): boolean =>
  env["OTEL_SDK_DISABLED"] !== "true" &&
  ["", ...signals.map((signal) => `${signal}_`)].some(
    (part) => (env[`OTEL_EXPORTER_OTLP_${part}ENDPOINT`] ?? "") !== ""
  )

const filled = (env: Variables): Variables =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""))

/** Layer of the environment; an empty variable says nothing, as one that is not there. */
export const layer = (env: Variables, above: Variables = {}): Layer.Layer<never> =>
  ConfigProvider.layer(ConfigProvider.fromEnvRecord({ ...telemetry(env), ...filled(env), ...filled(above) }))
