/**
 * What went wrong, as it goes over the wire: RFC 9457 problems. The one file that knows the HTTP statuses of the contract; of what went well, too.
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
  // A cause is ours to log and nobody's to read, and so is where something lies.
  const own = Object.keys(error.fields).filter((key) => !["_tag", "cause", "where"].includes(key))
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
        encode: (it) => {
          const told = pick(it as unknown as Record<string, unknown>)
          return { type: typeOf(tag), title, status, detail: new error(told as never).message, ...told }
        }
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

/** Each error with the status and the title of its kind. */
const table = {
  InputRefused: problem(InputRefusedModule.InputRefused, 400, "The request cannot be read"),
  CursorRefused: problem(Cursor.CursorRefused, 400, "This cursor belongs to another query"),
  PlatformRequired: problem(Listing.PlatformRequired, 400, "Name the platform"),
  Unauthenticated: problem(Edge.Unauthenticated, 401, "Sign in, or send a token"),
  SignInRefused: problem(Edge.SignInRefused, 401, "The login or the password is not right"),
  ActionNotAllowed: problem(Authority.ActionNotAllowed, 403, "Not allowed"),
  CsrfRefused: problem(Edge.CsrfRefused, 403, "Sent from another page"),
  CustomerNotFound: problem(CustomerNotFoundModule.CustomerNotFound, 404, "No such customer"),
  PortalNotFound: problem(FormQuery.PortalNotFound, 404, "No such portal"),
  UserNotFound: problem(UserStore.UserNotFound, 404, "No such user"),
  TokenNotFound: problem(Edge.TokenNotFound, 404, "No such token"),
  RouteNotFound: problem(Edge.RouteNotFound, 404, "Nothing is here"),
  RequestTooSlow: problem(Edge.RequestTooSlow, 408, "The request came too slowly"),
  CommandRefused: problem(CommandRefusedModule.CommandRefused, 409, "The rules refuse this"),
  LoginTaken: problem(UserStore.LoginTaken, 409, "This login is taken"),
  VersionConflict: problem(CustomerStore.VersionConflict, 412, "Somebody else wrote first"),
  PayloadTooLarge: problem(Edge.PayloadTooLarge, 413, "The request is too large"),
  MediaTypeRefused: problem(Edge.MediaTypeRefused, 415, "This media type is not read"),
  ExpectationRefused: problem(Edge.ExpectationRefused, 417, "This cannot be expected"),
  DraftRefused: problem(Issue.DraftRefused, 422, "The draft is refused"),
  IdempotencyConflict: problem(Execution.IdempotencyConflict, 422, "This key belongs to another command"),
  VersionRequired: problem(Edge.VersionRequired, 428, "Say which version you have seen"),
  TooManyRequests: problem(Edge.TooManyRequests, 429, "Too many requests"),
  HeaderTooLarge: problem(Edge.HeaderTooLarge, 431, "The headers are too long"),
  InternalFailure: problem(Edge.InternalFailure, 500, "That went wrong"),
  Unavailable: problem(Edge.ServerBusy, 503, "Try again"),
  CustomerStoreUnavailable: problem(CustomerStore.CustomerStoreUnavailable, 503, "Try again"),
  MicrosoftDirectoryUnavailable: problem(MicrosoftDirectory.MicrosoftDirectoryUnavailable, 503, "Try again"),
  UserStoreUnavailable: problem(UserStore.UserStoreUnavailable, 503, "Try again"),
  CredentialsUnavailable: problem(Credentials.CredentialsUnavailable, 503, "Try again"),
  TokenStoreUnavailable: problem(TokenStore.TokenStoreUnavailable, 503, "Try again")
}

/**
 * Schemas of all problems, each by the tag of its error: what a server answers, and a client raises again.
 *
 * @category schemas
 * @since 0.1.0
 */
export const {
  InputRefused,
  CursorRefused,
  PlatformRequired,
  Unauthenticated,
  SignInRefused,
  ActionNotAllowed,
  CsrfRefused,
  CustomerNotFound,
  PortalNotFound,
  UserNotFound,
  TokenNotFound,
  RouteNotFound,
  RequestTooSlow,
  CommandRefused,
  LoginTaken,
  VersionConflict,
  PayloadTooLarge,
  MediaTypeRefused,
  ExpectationRefused,
  DraftRefused,
  IdempotencyConflict,
  VersionRequired,
  TooManyRequests,
  HeaderTooLarge,
  InternalFailure,
  Unavailable,
  CustomerStoreUnavailable,
  MicrosoftDirectoryUnavailable,
  UserStoreUnavailable,
  CredentialsUnavailable,
  TokenStoreUnavailable
} = table

/**
 * Status of what was made by this request, rather than found.
 *
 * @category constants
 * @since 0.1.0
 */
export const createdStatus = 201

/**
 * Returns the schema of what was made by this request, rather than found.
 *
 * @category schemas
 * @since 0.1.0
 */
export const created = HttpApiSchema.status(createdStatus)

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
