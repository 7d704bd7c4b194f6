/** Traces, logs and metrics to a collector, where the standard `OTEL_*` variables name one. Nothing personal goes there. */
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Tracer from "effect/Tracer"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Otlp from "effect/observability/Otlp"
import * as OtlpSerialization from "effect/observability/OtlpSerialization"
import { Refused } from "./Refused.ts"

/** What a request brings along that names or describes a person: searches, addresses, devices. */
const personal: ReadonlySet<string> = new Set(["url.full", "url.query", "client.address", "user_agent.original"])

/** A failure by its name alone: its message may hold what somebody typed. */
const nameOf = (cause: Cause.Cause<unknown>): Cause.Cause<unknown> => {
  if (Cause.hasInterruptsOnly(cause)) return cause
  const thrown = Cause.squash(cause)
  const name =
    typeof thrown === "object" && thrown !== null && "_tag" in thrown
      ? String(thrown._tag)
      : thrown instanceof Error
        ? thrown.name
        : typeof thrown
  return Cause.fail(name)
}

/** Spans that keep to themselves what is personal. */
export const impersonal = (tracer: Tracer.Tracer): Tracer.Tracer => ({
  ...tracer,
  span: (options) => {
    const span = tracer.span(options)
    const { attribute, end } = { attribute: span.attribute.bind(span), end: span.end.bind(span) }
    return Object.assign(span, {
      attribute: (key: string, value: unknown) => (personal.has(key) ? undefined : attribute(key, value)),
      end: (at: bigint, exit: Exit.Exit<unknown, unknown>) =>
        end(at, Exit.isFailure(exit) ? Exit.failCause(nameOf(exit.cause)) : exit)
    })
  }
})

const serializations = {
  "http/protobuf": OtlpSerialization.layerProtobuf,
  "http/json": OtlpSerialization.layerJson
}

/** Layer that exports to the collector of the environment. */
export const layer = (version: string): Layer.Layer<never, Refused | Config.ConfigError> =>
  Layer.unwrap(
    Effect.gen(function* () {
      const protocol = yield* Config.withDefault(Config.String("OTEL_EXPORTER_OTLP_PROTOCOL"), "http/protobuf")
      if (!Object.hasOwn(serializations, protocol)) {
        const message = `telemetry is sent as http/protobuf or http/json; set OTEL_EXPORTER_OTLP_PROTOCOL to one of them, not to ${protocol}`
        return yield* new Refused({ message })
      }
      const collector = Otlp.layerFromConfig({ resource: { serviceVersion: version } }).pipe(
        Layer.provide(serializations[protocol as keyof typeof serializations]),
        Layer.provide(FetchHttpClient.layer)
      )
      return Layer.effect(Tracer.Tracer, Effect.map(Tracer.Tracer, impersonal)).pipe(Layer.provideMerge(collector))
    })
  )
