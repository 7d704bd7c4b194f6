import { Form, Issue, Pointer, Portal, Structure } from "@clientele/core"
import { assert, describe, it } from "@effect/vitest"
import { Ajv2020 } from "ajv/dist/2020.js"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import { good, withRules } from "./fixture.ts"

const ruled = withRules({ _tag: "count", at: "/salesRepresentatives", minimum: 1, maximum: 3 })
const draft = { ...good, kind: "company", salesRepresentatives: [{ name: "Sam", email: "sam@example.com" }] }

const schema = Structure.toSchema(ruled)
const decode = Schema.decodeUnknownExit(schema, { onExcessProperty: "error" })
const fits = (input: unknown): boolean => Exit.isSuccess(decode(input))
const passes = (input: unknown): boolean => !Structure.check(ruled, input).some(Issue.isError)

/** Each field of the portal, and of the first item of its list, with something else in it. */
const variants = [
  ...Portal.fields(ruled).map(({ field }) => field.at),
  "/salesRepresentatives/0/name",
  "/salesRepresentatives/0/email",
  "/unknown",
  "/address/unknown"
].flatMap((at) =>
  [undefined, "text", "", "company", "x".repeat(300), "a\u0000", 3, Number.NaN, true, [], ["a"], {}, "inherit"].map(
    (value) => ({ at, value, input: Pointer.set(draft as unknown, at, value) })
  )
)

describe("Structure.toSchema", () => {
  it("decodes what the structural check passes", () => {
    assert.isTrue(fits(draft))
    for (const { at, input, value } of variants) if (passes(input)) assert.isTrue(fits(input), `${at} ${String(value)}`)
  })

  it("refuses what the structural check refuses, but for what depends on another field", () => {
    for (const { at, input, value } of variants) {
      if (!passes(input) && at !== "/vatId") assert.isFalse(fits(input), `${at} ${String(value)}`)
    }
    assert.isFalse(fits({ ...draft, salesRepresentatives: Array(4).fill(draft.salesRepresentatives[0]) }))
  })

  it("passes nothing that the JSON Schema of the form refuses", () => {
    const validate = new Ajv2020({ strict: false }).compile(Form.toJsonSchema(ruled))
    for (const { at, input, value } of variants) {
      // The JSON Schema knows which choices have a word for all, and no blank ones.
      if (value === "" || value === "inherit") continue
      if (fits(input)) assert.isTrue(validate(input), `${at} ${String(value)}`)
    }
  })
})

describe("Structure.check", () => {
  const codes = (portal: Portal.Portal, input: unknown) =>
    Structure.check(portal, input).map(({ code, pointer }) => `${pointer} ${code}`)

  it("looks at each text for itself, though it looks at all of them at once", () => {
    const halves = { ...draft, name: "Half \ud83d", registrationNumber: "\ude00 half" }
    assert.deepStrictEqual(codes(ruled, halves), ["/name characterInvalid", "/registrationNumber characterInvalid"])
    assert.deepStrictEqual(
      codes(ruled, { ...draft, name: "Whole \u{1f600}", registrationNumber: "\u{1f600} two\tthree\n" }),
      []
    )
    for (const one of ["\u0000", "\r", "\u001f", "\u007f"]) {
      assert.deepStrictEqual(codes(ruled, { ...draft, name: `a${one}b` }), ["/name characterInvalid"])
    }
  })

  it("takes keys in any order, and only the object's own", () => {
    const turned = Object.fromEntries(Object.entries(draft).toReversed())
    for (let round = 0; round < 3; round++) {
      for (const one of [draft, turned, { ...turned, registrationNumber: "V" }])
        assert.deepStrictEqual(codes(ruled, one), [])
    }
    const { name: _, ...nameless } = draft
    const heir: unknown = Object.assign(Object.create({ name: "Inherited", strange: 1 }) as object, nameless)
    assert.deepStrictEqual(codes(ruled, heir), ["/name required"])
    assert.deepStrictEqual(codes(ruled, Object.assign(Object.create(null) as object, draft)), [])
  })

  it("asks for each of very many fields", () => {
    const names = Array.from({ length: 50 }, (_, index) => `k${index}`)
    const wide = Portal.make({
      ...ruled,
      steps: [
        {
          id: "wide",
          label: "Wide",
          fields: names.map((name, index) => ({
            at: `/extra/${name}`,
            label: name,
            kind: "text",
            required: index % 2 === 0 ? true : { at: `/extra/k${index - 1}`, filled: true }
          }))
        }
      ],
      rules: []
    })
    const full = Object.fromEntries(names.map((name) => [name, "x"]))
    assert.deepStrictEqual(codes(wide, { extra: full }), [])
    for (const name of names) {
      assert.deepStrictEqual(codes(wide, { extra: { ...full, [name]: " " } }), [`/extra/${name} required`])
    }
    assert.strictEqual(codes(wide, {}).length, 25)
  })
})
