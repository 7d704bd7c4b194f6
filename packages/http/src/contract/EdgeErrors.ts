/**
 * What can go wrong between a caller and the kernel: who asks, how often, and how much.
 *
 * @since 0.1.0
 */
import { TokenId } from "@clientele/core"
import * as Schema from "effect/Schema"

/**
 * Nobody is signed in, or the token or session that was sent opens nothing (any more). Sign in, or send a token.
 *
 * @category errors
 * @since 0.1.0
 */
export class Unauthenticated extends Schema.TaggedError<Unauthenticated>()("Unauthenticated", {}) {
  override get message(): string {
    return "send a token as Authorization: Bearer …, or sign in; this one is missing, unknown, expired or revoked"
  }
}

/**
 * The login or the password is not right; which of the two is not said. Try again, or ask an administrator.
 *
 * @category errors
 * @since 0.1.0
 */
export class SignInRefused extends Schema.TaggedError<SignInRefused>()("SignInRefused", {}) {
  override get message(): string {
    return "the login or the password is not right"
  }
}

/**
 * A session changes things only with the token that signing in gave: send it back as `x-csrf-token`.
 *
 * @category errors
 * @since 0.1.0
 */
export class CsrfRefused extends Schema.TaggedError<CsrfRefused>()("CsrfRefused", {}) {
  override get message(): string {
    return "with a session, send the csrf token that signing in gave as x-csrf-token, from a page of this site"
  }
}

/**
 * There is no such token of yours.
 *
 * @category errors
 * @since 0.1.0
 */
export class TokenNotFound extends Schema.TaggedError<TokenNotFound>()("TokenNotFound", { token: TokenId.TokenId }) {
  override get message(): string {
    return `no token ${this.token} of yours`
  }
}

/**
 * Nothing is at this path, or not under this method. See the OpenAPI document.
 *
 * @category errors
 * @since 0.1.0
 */
export class RouteNotFound extends Schema.TaggedError<RouteNotFound>()("RouteNotFound", {}) {
  override get message(): string {
    return "nothing is at this path under this method; what there is stands in /api/v1/openapi.json"
  }
}

/**
 * The body is longer, or its JSON lies deeper, than is read. Nothing was done.
 *
 * @category errors
 * @since 0.1.0
 */
export class PayloadTooLarge extends Schema.TaggedError<PayloadTooLarge>()("PayloadTooLarge", {
  /** Bytes, or levels of nesting, that are read at most. */
  limit: Schema.Int,
  of: Schema.Literals(["bytes", "levels"])
}) {
  override get message(): string {
    return `at most ${this.limit} ${this.of} are read`
  }
}

/**
 * The headers of the request, with its path, are longer than is read. Nothing was done.
 *
 * @category errors
 * @since 0.1.0
 */
export class HeaderTooLarge extends Schema.TaggedError<HeaderTooLarge>()("HeaderTooLarge", {
  /** Bytes that are read at most. */
  limit: Schema.Int
}) {
  override get message(): string {
    return `at most ${this.limit} bytes of headers are read`
  }
}

/**
 * The request did not come to its end in time. Nothing was done; send it again on another connection.
 *
 * @category errors
 * @since 0.1.0
 */
export class RequestTooSlow extends Schema.TaggedError<RequestTooSlow>()("RequestTooSlow", {}) {
  override get message(): string {
    return "the request did not come to its end in time"
  }
}

/**
 * The server does not meet what `Expect` asks for. Leave the header out, or send `100-continue`.
 *
 * @category errors
 * @since 0.1.0
 */
export class ExpectationRefused extends Schema.TaggedError<ExpectationRefused>()("ExpectationRefused", {}) {
  override get message(): string {
    return "leave the header Expect out, or send 100-continue"
  }
}

/**
 * Changing this needs the version that the caller has seen: send it as `If-Match: "7"`, or `If-Match: *` for whichever it is.
 *
 * @category errors
 * @since 0.1.0
 */
export class VersionRequired extends Schema.TaggedError<VersionRequired>()("VersionRequired", {}) {
  override get message(): string {
    return "say which version you have seen, as If-Match with the ETag of your last answer, or * for whichever it is"
  }
}

/**
 * Too many requests, or too many tries to sign in. Wait so many seconds (`Retry-After` says the same).
 *
 * @category errors
 * @since 0.1.0
 */
export class TooManyRequests extends Schema.TaggedError<TooManyRequests>()("TooManyRequests", {
  /** Seconds. */
  retryAfter: Schema.Int
}) {
  override get message(): string {
    return `too many requests; try again in ${this.retryAfter} s`
  }
}

/**
 * Something is broken on our side; nothing is known to have been written. Tell the operator the request's id.
 *
 * @category errors
 * @since 0.1.0
 */
export class InternalFailure extends Schema.TaggedError<InternalFailure>()("InternalFailure", {
  /** The id under which the operator finds it in the log, also in `x-request-id`. */
  request: Schema.String
}) {
  override get message(): string {
    return `something is broken on our side; tell the operator ${this.request}`
  }
}

/**
 * The server did not come to an answer in time. What was asked may have been done: with an idempotency key, asking again does
 * it once and gives the answer.
 *
 * @category errors
 * @since 0.1.0
 */
export class ServerBusy extends Schema.TaggedError<ServerBusy>()("ServerBusy", {}) {
  override get message(): string {
    return "there was no answer in time; try again, with the same idempotency key if something was to be written"
  }
}

/**
 * The body is of a media type that is not read. Send JSON, as `application/json`, or a PATCH as `application/merge-patch+json`.
 *
 * @category errors
 * @since 0.1.0
 */
export class MediaTypeRefused extends Schema.TaggedError<MediaTypeRefused>()("MediaTypeRefused", {}) {
  override get message(): string {
    return "send the body as application/json, or a PATCH as application/merge-patch+json"
  }
}
