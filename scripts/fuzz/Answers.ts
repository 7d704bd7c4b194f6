/** Whether an answer is one that the document foresees. */
import { Ajv2020 } from "ajv/dist/2020.js"
import type { Document, Operation, Schema } from "./Document.ts"

export interface Came {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** What the server says before it knows which operation is meant, or where there is none. */
const edge: ReadonlySet<number> = new Set([404, 413, 429])
/** What is said of bytes that are no request. */
const unparsed: ReadonlySet<number> = new Set([400, 408, 413, 417, 431])

export const make = (document: Document) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allowUnionTypes: true })
  ajv.addSchema({ $id: "doc", components: document.components })
  const compiled = new Map<Schema, ReturnType<typeof ajv.compile>>()
  const fits = (schema: Schema, value: unknown): string | null => {
    const known =
      compiled.get(schema) ??
      ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"doc#/components')))
    compiled.set(schema, known)
    return known(value) ? null : ajv.errorsText(known.errors)
  }

  /** What is wrong with an answer, or `null`. */
  return (operation: Operation | null, { status, text, type }: Came): string | null => {
    if (status >= 500) return null
    if (type === "" && text === "" && status === 204) return null
    const media = type.split(";")[0] ?? ""
    if (operation === null || operation.answers[String(status)] === undefined) {
      if (!edge.has(status) && !(operation === null && unparsed.has(status))) return `status ${status} is not foreseen`
      return media === "application/problem+json" && JSON.parse(text).status === status
        ? null
        : `no problem: ${text.slice(0, 200)}`
    }
    const foreseen = operation.answers[String(status)] ?? {}
    const found = Object.entries(foreseen).find(([name]) => (name.split(";")[0] ?? "") === media)
    if (found === undefined) {
      // A path that another operation does not know is the edge's to answer.
      if (status === 404 && media === "application/problem+json") return null
      return Object.keys(foreseen).length === 0 && text === "" ? null : `type ${type} is not foreseen for ${status}`
    }
    const [, schema] = found
    if (schema === null || media === "text/event-stream" || media === "text/plain") return null
    try {
      const wrong = fits(schema, JSON.parse(text))
      // The edge's own problems stand beside those that the operation names.
      return wrong === null ||
        (edge.has(status) && /urn:clientele:problem:(RouteNotFound|PayloadTooLarge|TooManyRequests)/u.test(text))
        ? null
        : `${status}: ${wrong}`
    } catch {
      return `${status}: no JSON`
    }
  }
}
