/** What every request passes: what cannot be read is told at once, and what breaks is logged here and told as one sentence. */
import { InputRefused } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as SchemaIssue from "effect/SchemaIssue"
import * as HttpApiError from "effect/http-api/HttpApiError"
import { Gate } from "../contract/Gate.ts"

const formatted = SchemaIssue.makeFormatterStandardSchemaV1()

/** JSON pointers into the body, and into the request's other parts under their names. */
const pointerOf = (kind: string, path: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }>): string =>
  [
    ...(kind === "Payload" ? [] : [kind.toLowerCase()]),
    ...path.map((part) => (typeof part === "object" ? part.key : part))
  ]
    .map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("")

const refused = ({ cause, kind }: HttpApiError.HttpApiSchemaError): InputRefused.InputRefused =>
  new InputRefused.InputRefused({
    issues: formatted(cause.issue).issues.map(({ message, path = [] }) => ({ pointer: pointerOf(kind, path), message }))
  })

export const layer: Layer.Layer<Gate> = Layer.succeed(
  Gate,
  Gate.of((httpEffect) =>
    Effect.catch(httpEffect, (error: unknown) =>
      HttpApiError.HttpApiSchemaError.is(error)
        ? error.kind === "Body" || error.kind === "ResponseHeaders"
          ? Effect.die(error)
          : Effect.fail(refused(error))
        : (Effect.fail(error) as Effect.Effect<never, never>)
    )
  )
)
