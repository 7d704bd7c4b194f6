/** A local server that answers as VIES does, with faults on demand. */
import { createServer, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as Effect from "effect/Effect"

export interface Registry {
  readonly url: string
  readonly requests: Array<{
    readonly countryCode: string
    readonly vatNumber: string
    readonly requesterNumber?: string
  }>
  answer: (body: Registry["requests"][number], response: ServerResponse, count: number) => void
}

export const json = (response: ServerResponse, status: number, body: unknown): void => {
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(typeof body === "string" ? body : JSON.stringify(body))
}

/** As the service answers for an id that is registered. */
export const registered = (body: Registry["requests"][number], response: ServerResponse): void =>
  json(response, 200, {
    ...body,
    requestDate: "2026-11-22T09:30:00.000Z",
    valid: true,
    requestIdentifier: body.requesterNumber === undefined ? "" : "WAPIAAAAYqJbSbUt",
    name: "VOORBEELD B.V.",
    address: "\nHOEVENWEG 00021\n5652AW EINDHOVEN\n",
    traderName: "---"
  })

export const failing =
  (error: string, status = 200) =>
  (_: unknown, response: ServerResponse): void =>
    json(response, status, { actionSucceed: false, errorWrappers: [{ error }] })

export const registry = Effect.acquireRelease(
  Effect.callback<{ readonly server: Server; readonly registry: Registry }>((resume) => {
    const registry: { -readonly [K in keyof Registry]: Registry[K] } = { url: "", requests: [], answer: registered }
    const server = createServer((request, response) => {
      let body = ""
      request.on("data", (chunk) => (body += chunk))
      request.on("end", () => {
        const asked = JSON.parse(body)
        registry.requests.push(asked)
        registry.answer(asked, response, registry.requests.length)
      })
    })
    server.listen(0, "127.0.0.1", () => {
      registry.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      resume(Effect.succeed({ server, registry }))
    })
  }),
  ({ server }) =>
    Effect.callback<void>((resume) => {
      server.closeAllConnections()
      server.close(() => resume(Effect.void))
    })
).pipe(Effect.map(({ registry }) => registry))
