/** The functions of the contract, signed with a credential, and asked again where that is safe. */
import * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpApiClient from "effect/http-api/HttpApiClient"
import { Api } from "../../contract/Api.ts"
import { cookieName } from "../../contract/Authentication.ts"
import type { Credential } from "../Credential.ts"
import { retrying } from "./retrying.ts"

interface Speaking<R> {
  readonly url: URL | string
  readonly credential: Credential | null | Effect.Effect<Credential | null, never, R>
  readonly tries?: number
  readonly timeout?: Duration.Input
  /** What becomes of an answer that was read, or could not be. */
  readonly read?: (answer: Effect.Effect<unknown, unknown, unknown>) => Effect.Effect<unknown, unknown, unknown>
}

export const speaking = <R>({
  credential,
  read,
  timeout = "30 seconds",
  tries = 5,
  url
}: Speaking<R>): Effect.Effect<HttpApiClient.ForApi<typeof Api, never, R>, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const clock = yield* Clock.Clock
    const who = Effect.isEffect(credential) ? credential : Effect.succeed(credential)
    const httpClient = (yield* HttpClient.HttpClient).pipe(
      HttpClient.mapRequestEffect((request) => Effect.map(who, (credential) => signed(request, credential))),
      retrying({ timeout, tries }, clock)
    )
    return yield* HttpApiClient.makeWith(Api, {
      baseUrl: String(url).replace(/\/+$/u, ""),
      httpClient: httpClient as HttpClient.HttpClient.With<HttpClientError, R>,
      transformResponse: read
    })
  })

const signed = (
  request: HttpClientRequest.HttpClientRequest,
  credential: Credential | null
): HttpClientRequest.HttpClientRequest => {
  if (credential === null) return request
  if (credential._tag === "bearer") return HttpClientRequest.bearerToken(request, credential.token)
  const { csrf, secret } = credential
  return HttpClientRequest.setHeaders(request, {
    // Which of the two names counts is the server's to know.
    ...(secret === null
      ? {}
      : { cookie: [true, false].map((secure) => `${cookieName(secure)}=${Redacted.value(secret)}`).join("; ") }),
    ...(csrf === null ? {} : { "x-csrf-token": Redacted.value(csrf) })
  })
}
