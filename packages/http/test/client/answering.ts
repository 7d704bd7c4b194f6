/** A client whose server is a function: what it is asked is kept, what it answers is said by the test. */
import { type Actor, Customers } from "@clientele/core"
import { Credential, HttpCustomers } from "@clientele/http"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"

/** What the server does: answers, or `null` for a connection that breaks. */
export type Serve = (request: HttpClientRequest, tried: number) => Response | null

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": status < 400 ? "application/json" : "application/problem+json", ...headers }
  })

export const answering = (serve: Serve) => {
  const asked: Array<HttpClientRequest> = []
  const layer = Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request) =>
      Effect.suspend(() => {
        asked.push(request)
        const response = serve(request, asked.length)
        return response === null
          ? Effect.fail(
              new HttpClientError.HttpClientError({
                reason: new HttpClientError.TransportError({ request, cause: new Error("grace@example.com") })
              })
            )
          : Effect.succeed(HttpClientResponse.fromWeb(request, response))
      })
    )
  )
  return { asked, layer }
}

/** The service against such a server; never asks again unless it is told to. */
export const customersOf = (
  layer: Layer.Layer<HttpClient.HttpClient>,
  options: Partial<HttpCustomers.Options> = {}
): Effect.Effect<Customers.Customers["Service"]> =>
  Customers.Customers.pipe(
    Effect.provide(
      HttpCustomers.layerClient({
        url: "http://server.test",
        credential: Credential.bearer("secret"),
        tries: 1,
        ...options
      }).pipe(Layer.provide(layer))
    )
  )

export const somebody: Actor.Actor = {
  _tag: "support",
  id: "usr_00000000000000000000000000" as never,
  platform: null
}

/** The text of a request's body; empty where there is none. */
export const textOf = ({ body }: HttpClientRequest): string =>
  body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : body._tag === "Raw" ? String(body.body) : ""
