/**
 * What went wrong, as it goes over the wire: RFC 9457 problems. The one file that knows HTTP statuses.
 *
 * @since 0.1.0
 */
import {
  Authority,
  CommandRefused as CommandRefusedModule,
  Credentials,
  Cursor,
  CustomerNotFound as CustomerNotFoundModule,
  CustomerStore,
  Execution,
  FormQuery,
  InputRefused as InputRefusedModule,
  Issue,
  Listing,
  MicrosoftDirectory,
  TokenStore,
  UserStore
} from "@clientele/core"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as Edge from "./EdgeErrors.ts"

/** Media type of a problem. */
const contentType = "application/problem+json"

/** What a problem class brings: its fields, and how to make one. */
interface ErrorClass<A> {
  readonly fields: Schema.Struct.Fields
  readonly ast: Schema.Top["ast"]
  new (props: never): A
}

/**
 * The wire form of an error: `type` (stable, never reused), `title` and `status` of its kind, `detail` as a sentence about
 * this one, and the error's own fields beside them. A client gets an instance of the same class back.
 */
const problem = <A extends { readonly _tag: string; readonly message: string }>(
  error: ErrorClass<A>,
  status: number,
  title: string
): Schema.Codec<A, unknown> => {
  // A cause is ours to log and nobody's to read.
  const own = Object.keys(error.fields).filter((key) => key !== "_tag" && key !== "cause")
  const fields = Object.fromEntries(own.map((key) => [key, error.fields[key] as Schema.Top]))
  const tag = tagOf(error)
  const wire = Schema.Struct({
    type: Schema.Literal(typeOf(tag)),
    title: Schema.String,
    status: Schema.Literal(status),
    detail: Schema.String,
    ...fields
  }).annotate({ identifier: `${tag}Problem` })
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(own.flatMap((key) => (key in from ? [[key, from[key]]] : [])))
  return (wire as unknown as Schema.Codec<Record<string, unknown>>).pipe(
    Schema.decodeTo(
      Schema.toType(error as unknown as Schema.Codec<A>),
      SchemaTransformation.transform({
        decode: (from) => new error(pick(from) as never),
        encode: (it) => ({
          type: typeOf(tag),
          title,
          status,
          detail: it.message,
          ...pick(it as unknown as Record<string, unknown>)
        })
      })
    ),
    HttpApiSchema.status(status),
    HttpApiSchema.asJson({ contentType })
  ) as unknown as Schema.Codec<A, unknown>
}

const tagOf = (error: ErrorClass<unknown>): string =>
  String((error as unknown as { readonly identifier: string }).identifier)

/**
 * Returns the `type` of the problem of an error, by the error's tag: a URN, stable for ever.
 *
 * @category getters
 * @since 0.1.0
 */
export const typeOf = (tag: string): string => `urn:clientele:problem:${tag}`

/**
 * A body, a path, a query or a header that cannot be read: all that is wrong at once, each with a JSON pointer.
 *
 * @category schemas
 * @since 0.1.0
 */
export const InputRefused = problem(InputRefusedModule.InputRefused, 400, "The request cannot be read")

/**
 * @category schemas
 * @since 0.1.0
 */
export const CursorRefused = problem(Cursor.CursorRefused, 400, "This cursor belongs to another query")

/**
 * @category schemas
 * @since 0.1.0
 */
export const PlatformRequired = problem(Listing.PlatformRequired, 400, "Name the platform")

/**
 * @category schemas
 * @since 0.1.0
 */
export const Unauthenticated = problem(Edge.Unauthenticated, 401, "Sign in, or send a token")

/**
 * @category schemas
 * @since 0.1.0
 */
export const SignInRefused = problem(Edge.SignInRefused, 401, "The login or the password is not right")

/**
 * @category schemas
 * @since 0.1.0
 */
export const ActionNotAllowed = problem(Authority.ActionNotAllowed, 403, "Not allowed")

/**
 * @category schemas
 * @since 0.1.0
 */
export const CsrfRefused = problem(Edge.CsrfRefused, 403, "Sent from another page")

/**
 * @category schemas
 * @since 0.1.0
 */
export const CustomerNotFound = problem(CustomerNotFoundModule.CustomerNotFound, 404, "No such customer")

/**
 * @category schemas
 * @since 0.1.0
 */
export const PortalNotFound = problem(FormQuery.PortalNotFound, 404, "No such portal")

/**
 * @category schemas
 * @since 0.1.0
 */
export const UserNotFound = problem(UserStore.UserNotFound, 404, "No such user")

/**
 * @category schemas
 * @since 0.1.0
 */
export const TokenNotFound = problem(Edge.TokenNotFound, 404, "No such token")

/**
 * @category schemas
 * @since 0.1.0
 */
export const RouteNotFound = problem(Edge.RouteNotFound, 404, "Nothing is here")

/**
 * @category schemas
 * @since 0.1.0
 */
export const CommandRefused = problem(CommandRefusedModule.CommandRefused, 409, "The rules refuse this")

/**
 * @category schemas
 * @since 0.1.0
 */
export const LoginTaken = problem(UserStore.LoginTaken, 409, "This login is taken")

/**
 * @category schemas
 * @since 0.1.0
 */
export const VersionConflict = problem(CustomerStore.VersionConflict, 412, "Somebody else wrote first")

/**
 * @category schemas
 * @since 0.1.0
 */
export const PayloadTooLarge = problem(Edge.PayloadTooLarge, 413, "The request is too large")

/**
 * @category schemas
 * @since 0.1.0
 */
export const MediaTypeRefused = problem(Edge.MediaTypeRefused, 415, "The body is not JSON")

/**
 * @category schemas
 * @since 0.1.0
 */
export const RequestTooSlow = problem(Edge.RequestTooSlow, 408, "The request came too slowly")

/**
 * @category schemas
 * @since 0.1.0
 */
export const ExpectationRefused = problem(Edge.ExpectationRefused, 417, "This cannot be expected")

/**
 * @category schemas
 * @since 0.1.0
 */
export const HeaderTooLarge = problem(Edge.HeaderTooLarge, 431, "The headers are too long")

/**
 * @category schemas
 * @since 0.1.0
 */
export const DraftRefused = problem(Issue.DraftRefused, 422, "The draft is refused")

/**
 * @category schemas
 * @since 0.1.0
 */
export const IdempotencyConflict = problem(Execution.IdempotencyConflict, 422, "This key belongs to another command")

/**
 * @category schemas
 * @since 0.1.0
 */
export const VersionRequired = problem(Edge.VersionRequired, 428, "Say which version you have seen")

/**
 * @category schemas
 * @since 0.1.0
 */
export const TooManyRequests = problem(Edge.TooManyRequests, 429, "Too many requests")

/**
 * @category schemas
 * @since 0.1.0
 */
export const InternalFailure = problem(Edge.InternalFailure, 500, "That went wrong")

/**
 * @category schemas
 * @since 0.1.0
 */
export const Unavailable = problem(Edge.ServerBusy, 503, "Try again")

/**
 * @category schemas
 * @since 0.1.0
 */
export const CustomerStoreUnavailable = problem(CustomerStore.CustomerStoreUnavailable, 503, "Try again")

/**
 * @category schemas
 * @since 0.1.0
 */
export const MicrosoftDirectoryUnavailable = problem(MicrosoftDirectory.MicrosoftDirectoryUnavailable, 503, "Try again")

/**
 * @category schemas
 * @since 0.1.0
 */
export const UserStoreUnavailable = problem(UserStore.UserStoreUnavailable, 503, "Try again")

/**
 * @category schemas
 * @since 0.1.0
 */
export const CredentialsUnavailable = problem(Credentials.CredentialsUnavailable, 503, "Try again")

/**
 * @category schemas
 * @since 0.1.0
 */
export const TokenStoreUnavailable = problem(TokenStore.TokenStoreUnavailable, 503, "Try again")

/**
 * Why a command was not carried out.
 *
 * @category schemas
 * @since 0.1.0
 */
export const execute = [
  CustomerNotFound,
  ActionNotAllowed,
  CommandRefused,
  DraftRefused,
  VersionConflict,
  IdempotencyConflict,
  CustomerStoreUnavailable,
  MicrosoftDirectoryUnavailable
] as const

/**
 * Why a customer could not be read.
 *
 * @category schemas
 * @since 0.1.0
 */
export const read = [CustomerNotFound, CustomerStoreUnavailable] as const

/**
 * Why a page or the feed could not be read.
 *
 * @category schemas
 * @since 0.1.0
 */
export const list = [CursorRefused, PlatformRequired, CustomerNotFound, CustomerStoreUnavailable] as const

/**
 * Why users could not be read or changed.
 *
 * @category schemas
 * @since 0.1.0
 */
export const users = [
  UserNotFound,
  CustomerNotFound,
  ActionNotAllowed,
  LoginTaken,
  CustomerStoreUnavailable,
  UserStoreUnavailable,
  CredentialsUnavailable,
  TokenStoreUnavailable
] as const
