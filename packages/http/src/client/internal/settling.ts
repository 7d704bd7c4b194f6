/** What the wire adds to how a service fails, put into the service's own words. */
import { CustomerStore, InputRefused, type TokenStore, type UserStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type HttpClientError, isHttpClientError } from "effect/http/HttpClientError"
import { prefix } from "../../contract/Api.ts"
import * as EdgeErrors from "../../contract/EdgeErrors.ts"

const { CustomerStoreUnavailable } = CustomerStore

type Edge = InstanceType<(typeof EdgeErrors)[keyof typeof EdgeErrors]>

/** What no service fails with. */
type Foreign =
  | Edge
  | InputRefused.InputRefused
  | TokenStore.TokenStoreUnavailable
  | UserStore.UserStoreUnavailable
  | HttpClientError
  | Schema.SchemaError

/** What is left to fail with. */
export type Settled<E> = Exclude<E, Foreign> | CustomerStore.CustomerStoreUnavailable

const tagOf = (error: unknown): string => String((error as { readonly _tag?: unknown } | null)?._tag)

/** Nobody's fault, and worth asking again: the caller is told what it is told of a store that does not answer. */
const passing: ReadonlyArray<string> = [
  "HttpClientError",
  "InternalFailure",
  "ServerBusy",
  "TooManyRequests",
  "TokenStoreUnavailable",
  "UserStoreUnavailable"
] satisfies ReadonlyArray<Foreign["_tag"]>

const ofProgram = [InputRefused.InputRefused, ...Object.values(EdgeErrors)]

/** The program's fault: no caller of the service can do anything about it. */
const isBroken = (error: unknown): boolean =>
  Schema.isSchemaError(error) ||
  (isHttpClientError(error) && (error.reason._tag === "InvalidUrlError" || error.reason._tag === "EncodeError")) ||
  (!passing.includes(tagOf(error)) && ofProgram.some((known) => error instanceof known))

/** Fails as the service does. The causes stay behind: they tell of the wire, not of the customer. */
export const settled = <A, E, R>(asked: Effect.Effect<A, E, R>): Effect.Effect<A, Settled<E>, R> =>
  Effect.catch(asked, (error): Effect.Effect<never, Settled<E>> => {
    if (isBroken(error)) return Effect.die(error)
    return Effect.fail(passing.includes(tagOf(error)) ? unavailable(error) : (error as Settled<E>))
  })

/** Whoever cannot reach a server wants to know which: its address, without whoever signs in there. */
const unavailable = (error: unknown): CustomerStore.CustomerStoreUnavailable => {
  const url = isHttpClientError(error) && error.reason._tag === "TransportError" ? error.request.url : ""
  if (!URL.canParse(url)) return new CustomerStoreUnavailable({})
  const { origin, pathname } = new URL(url)
  return new CustomerStoreUnavailable({
    where: `the server at ${origin}${pathname.split(prefix)[0]?.replace(/\/$/u, "")}`
  })
}

/** An answer that cannot be read is none. What could not be read in the request stays the program's fault. */
export const read = (answer: Effect.Effect<unknown, unknown, unknown>): Effect.Effect<unknown, unknown, unknown> =>
  Effect.mapError(answer, (error) => (Schema.isSchemaError(error) ? new CustomerStoreUnavailable({}) : error))
