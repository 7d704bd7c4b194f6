/** What is counted and logged of a request: its path in the contract, status and time. Never a customer, a person or a body. */
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import type { Info } from "./RequestInfo.ts"

const requests = Metric.counter("http_requests_total", {
  description: "Requests by method, path of the contract and status"
})

const durations = Metric.histogram("http_request_duration_seconds", {
  description: "Seconds from a request to its answer",
  boundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
})

/** The two series of requests with the same labels: there are as many as the contract has paths, methods and statuses. */
const seriesOf = (method: string, route: string, status: string) => ({
  count: Metric.withAttributes(requests, { method, route, status }),
  time: Metric.withAttributes(durations, { method, route })
})

const known = new Map<string, ReturnType<typeof seriesOf>>()

/** Methods that have a name of their own in what is counted: a caller makes up no others. */
const methods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])

/** Counts a request and writes its line. */
export const request = (sent: string, info: Info, status: number, millis: number): Effect.Effect<void> => {
  const method = methods.has(sent) ? sent : "other"
  const labels = { method, route: info.route ?? "other", status: String(status) }
  const key = `${method} ${labels.route} ${status}`
  const { count, time } = known.get(key) ?? seriesOf(method, labels.route, labels.status)
  known.set(key, { count, time })
  return Effect.gen(function* () {
    yield* Metric.update(count, 1)
    yield* Metric.update(time, millis / 1000)
    yield* Effect.annotateLogs(Effect.logInfo("request"), { ...labels, millis, request: info.id })
  })
}
