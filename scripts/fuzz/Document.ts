/** The OpenAPI document as the fuzzer reads it: operations, their parts, and schemas behind references. */

export type Schema = Readonly<Record<string, unknown>>

export interface Parameter {
  readonly name: string
  readonly in: "path" | "query" | "header"
  readonly schema: Schema
  readonly required: boolean
}

export interface Operation {
  readonly id: string
  readonly method: string
  /** With `{names}` in braces. */
  readonly path: string
  readonly parameters: ReadonlyArray<Parameter>
  readonly body: Schema | null
  /** Schemas of the answers, by status and media type. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, Schema | null>>>>
}

interface Described {
  readonly operationId: string
  readonly parameters?: ReadonlyArray<Parameter>
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export const operations = ({ paths }: Document): ReadonlyArray<Operation> =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      id: described.operationId,
      method: method.toUpperCase(),
      path,
      parameters: described.parameters ?? [],
      body: Object.values(described.requestBody?.content ?? {})[0]?.schema ?? null,
      answers: Object.fromEntries(
        Object.entries(described.responses).map(([status, { content = {} }]) => [
          status,
          Object.fromEntries(Object.entries(content).map(([type, { schema }]) => [type, schema ?? null]))
        ])
      )
    }))
  )
