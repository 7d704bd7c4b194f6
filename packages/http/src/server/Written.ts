/**
 * Answers that are on the wire what they are in the kernel: written as they stand, without walking through their schema once
 * more. A schema under which a value is something else on the wire is no argument here.
 */
import type * as Schema from "effect/Schema"
import * as HttpServerResponse from "effect/http/HttpServerResponse"

type Same<S extends Schema.Top> = S["Type"] extends S["Encoded"] ? S : never

/** Returns how a value of a schema becomes an answer. */
export const as =
  <S extends Schema.Top>(_schema: Same<S>, status = 200) =>
  (body: S["Type"], headers: Readonly<Record<string, string>> = {}): HttpServerResponse.HttpServerResponse =>
    HttpServerResponse.jsonUnsafe(body, { status, headers })
