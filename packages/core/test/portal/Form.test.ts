import { Form, type Portal } from "@clientele/core"
import { assert, describe, it } from "@effect/vitest"
import { Ajv2020 } from "ajv/dist/2020.js"
import * as Schema from "effect/Schema"
import { good, page, portal, server, withRules, world } from "./fixture.ts"

const ruled = withRules(
  { _tag: "count", at: "/salesRepresentatives", minimum: 1, maximum: 3 },
  { _tag: "withinParent", at: "/rights", of: "rights" },
  { _tag: "custom", id: "even", at: "/visibility" }
)
const field = (form: Form.Form, at: string) => form.steps.flatMap(({ fields }) => fields).find((one) => one.at === at)

describe("Form.make", () => {
  const form = Form.make(ruled, world, server)

  it("decodes with its own schema and survives JSON", () => {
    const sent: unknown = JSON.parse(JSON.stringify(form))
    assert.deepStrictEqual(sent, form as never)
    assert.deepStrictEqual(Schema.decodeUnknownSync(Form.Form)(sent), form)
  })

  it("says what is asked, step by step, of which portal", () => {
    assert.deepStrictEqual(form.portal, { id: "sample", version: 3 })
    assert.isTrue(form.summary)
    assert.deepStrictEqual(
      form.steps.map(({ fields, id }) => [id, fields.length]),
      portal.steps.map(({ fields, id }) => [id, fields.length])
    )
    assert.deepStrictEqual(field(form, "/vatId")?.required, { at: "/kind", is: "company" })
  })

  it("lists the choices that are known, and none that depend on another value", () => {
    assert.deepStrictEqual(
      field(form, "/customerType")?.choices?.map(({ value }) => value),
      ["small", "large"]
    )
    assert.isAbove(field(form, "/address/country")?.choices?.length ?? 0, 240)
    assert.deepStrictEqual(field(form, "/licenses")?.choices, [{ value: "office", label: "Office" }])
    assert.isUndefined(field(form, "/address/state")?.choices)
    assert.isUndefined(field(Form.make(portal, page), "/customerType")?.choices)
  })

  it("marks what is about a person", () => {
    assert.isTrue(field(form, "/admin/email")?.personal)
    assert.isFalse(field(form, "/address/country")?.personal)
    assert.isFalse(field(form, "/visibility")?.personal)
    assert.deepStrictEqual(
      field(form, "/salesRepresentatives")?.items?.map(({ personal }) => personal),
      [true, true]
    )
  })

  it("leaves out what the creator has no right to, and a step left empty", () => {
    const creator = { distance: 1, rights: ["createCustomers"] as const }
    const bare = Form.make(ruled, world, { ...server, creator })
    assert.deepStrictEqual(
      bare.steps.at(-1)?.fields.map(({ at }) => at),
      ["/invoiceRecipient/name", "/visibility"]
    )
    const only: Portal.Portal = {
      ...portal,
      steps: [
        ...portal.steps,
        {
          id: "last",
          label: "Last",
          fields: [{ at: "/dataCenter", label: "Where", kind: "text", right: "setDataCenter" }]
        }
      ]
    }
    assert.isTrue(Form.make(only, world, server).steps.some(({ id }) => id === "last"))
    assert.isFalse(Form.make(only, world, { ...server, creator }).steps.some(({ id }) => id === "last"))
  })

  it("parts the rules that only the server can check", () => {
    assert.deepStrictEqual(
      form.rules.map(({ _tag }) => _tag),
      ["count"]
    )
    assert.deepStrictEqual(
      form.serverRules.map(({ _tag }) => _tag),
      ["withinParent", "custom"]
    )
  })
})

describe("Form.toJsonSchema", () => {
  const schema = Form.toJsonSchema(portal)
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
  const places = (draft: unknown) => {
    validate(draft)
    return (validate.errors ?? []).map(({ instancePath, keyword, params }) => [
      keyword,
      instancePath,
      params["missingProperty"] ?? params["additionalProperty"]
    ])
  }

  it("is a schema of draft 2020-12 that survives JSON", () => {
    assert.strictEqual(schema["$schema"], "https://json-schema.org/draft/2020-12/schema")
    assert.deepStrictEqual(JSON.parse(JSON.stringify(schema)), schema)
  })

  it("takes a good draft", () => {
    assert.deepStrictEqual(places(good), [])
  })

  it("finds what is missing, unknown, too long, of the wrong type or no choice", () => {
    assert.sameDeepMembers(
      places({ ...good, name: 7, kind: "robot", extra: 1, address: { postalCode: "x".repeat(300) } }),
      [
        ["type", "/name", undefined],
        ["enum", "/kind", undefined],
        ["additionalProperties", "", "extra"],
        ["required", "/address", "country"],
        ["maxLength", "/address/postalCode", undefined]
      ]
    )
    assert.deepInclude(places({}), ["required", "", "name"])
    assert.deepInclude(places({ ...good, salesRepresentatives: [{}] }), ["required", "/salesRepresentatives/0", "name"])
  })
})
