/**
 * What every endpoint may answer beside its own errors: limits of size and rate, and whatever cannot be read.
 *
 * @since 0.1.0
 */
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as Problems from "./Problems.ts"

/**
 * Middleware of all endpoints.
 *
 * @category middleware
 * @since 0.1.0
 */
export class Gate extends HttpApiMiddleware.Service<Gate>()("@clientele/http/Gate", {
  error: [
    Problems.InputRefused,
    Problems.RequestTooSlow,
    Problems.PayloadTooLarge,
    Problems.MediaTypeRefused,
    Problems.ExpectationRefused,
    Problems.HeaderTooLarge,
    Problems.TooManyRequests,
    Problems.InternalFailure,
    Problems.Unavailable
  ]
}) {}
