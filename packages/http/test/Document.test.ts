import { Api, CommandsApi, Examples } from "@clientele/http"
import { Command } from "@clientele/core"
import { Ajv2020 } from "ajv/dist/2020.js"
import * as OpenApi from "effect/http-api/OpenApi"
import { assert, describe, it } from "vitest"

interface Described {
  readonly operationId: string
  readonly summary?: string
  readonly parameters?: ReadonlyArray<{ readonly name: string; readonly in: string }>
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object; readonly example?: unknown }> }
  readonly responses: Record<string, { readonly content?: Record<string, object> }>
}

const document = OpenApi.fromApi(Api.Api)
const operations = Object.entries(document.paths as unknown as Record<string, Record<string, Described>>).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, described]) => ({ path, method, ...described }))
)

const ajv = new Ajv2020({ strict: false, allowUnionTypes: true })
ajv.addSchema({ $id: "doc", components: document.components })
const fits = (schema: object, value: unknown) =>
  ajv.validate(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"doc#/components')), value)
    ? null
    : ajv.errorsText()

describe("the OpenAPI document", () => {
  it("has an operation for each command, and each with a path of its own", () => {
    const commands = operations.filter(({ operationId }) => operationId.startsWith("commands."))
    const onCustomers = Command.names.filter((name) => "customer" in Command.inputs[name] && name !== "edit")
    assert.sameMembers([...CommandsApi.names], onCustomers)
    assert.sameMembers(
      commands.map(({ operationId }) => operationId),
      ["commands.preview", ...onCustomers.map((name) => `commands.${name}`)]
    )
    assert.strictEqual(new Set(commands.map(({ path }) => path)).size, commands.length)
  })

  it("shows an example for every body, and each is what its schema says", () => {
    for (const { operationId, requestBody } of operations) {
      for (const { example, schema } of Object.values(requestBody?.content ?? {})) {
        assert.isDefined(example, operationId)
        assert.isNull(fits(schema, example), operationId)
      }
    }
    const known = operations.map(({ operationId }) => operationId)
    assert.deepStrictEqual(
      Object.keys(Examples.bodies).filter((id) => !known.includes(id)),
      []
    )
  })

  it("says in one line what each operation does, and answers what is wrong as problems alone", () => {
    for (const { operationId, responses, summary } of operations) {
      assert.isString(summary, operationId)
      for (const [status, { content = {} }] of Object.entries(responses)) {
        if (Number(status) >= 400)
          assert.deepStrictEqual(Object.keys(content), ["application/problem+json"], operationId)
      }
    }
  })

  it("carries the patterns of ids", () => {
    assert.include(JSON.stringify(document), "^cus_[0-7][0-9a-hjkmnp-tv-z]{25}$")
  })
})
