/** What the wire adds to how a service fails, put into the service's own words. */
import { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import type { SchemaError } from "effect/Schema"
import type { HttpClientError } from "effect/http/HttpClientError"

const { CustomerStoreUnavailable } = CustomerStore

/**
 * What a service never fails with. `passing` is nobody's fault and worth asking again: the caller is told what it is told of a
 * store that does not answer. `broken` is the program's: no caller can do anything about it.
 */
const foreign = {
  HttpClientError: "passing",
  InternalFailure: "passing",
  ServerBusy: "passing",
  TooManyRequests: "passing",
  TokenStoreUnavailable: "passing",
  UserStoreUnavailable: "passing",
  SchemaError: "broken",
  Unauthenticated: "broken",
  CsrfRefused: "broken",
  InputRefused: "broken",
  PayloadTooLarge: "broken",
  VersionRequired: "broken"
} as const

/** What is left to fail with. */
export type Settled<E> =
  | Exclude<E, { readonly _tag: keyof typeof foreign } | HttpClientError | SchemaError>
  | CustomerStore.CustomerStoreUnavailable

const tagOf = (error: unknown): string => String((error as { readonly _tag?: unknown } | null)?._tag)

/** Fails as the service does. The causes stay behind: they tell of the wire, not of the customer. */
export const settled = <A, E, R>(asked: Effect.Effect<A, E, R>): Effect.Effect<A, Settled<E>, R> =>
  Effect.catch(asked, (error): Effect.Effect<never, Settled<E>> => {
    const tag = tagOf(error)
    const kind = Object.hasOwn(foreign, tag) ? foreign[tag as keyof typeof foreign] : null
    if (kind === "broken") return Effect.die(error)
    return Effect.fail(kind === "passing" ? new CustomerStoreUnavailable({}) : (error as Settled<E>))
  })

/** An answer that cannot be read is none. What could not be read in the request stays the program's fault. */
export const read = (answer: Effect.Effect<unknown, unknown, unknown>): Effect.Effect<unknown, unknown, unknown> =>
  Effect.mapError(answer, (error) => (tagOf(error) === "SchemaError" ? new CustomerStoreUnavailable({}) : error))
