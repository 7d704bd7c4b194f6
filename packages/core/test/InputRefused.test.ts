import { Command, InputRefused, Listing } from "@clientele/core"
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

const issues = <A>(schema: Schema.ConstraintDecoder<A>, input: unknown) => {
  const read = InputRefused.decode(schema, input)
  return Result.isFailure(read) ? read.failure.issues.map(({ message, pointer }) => `${pointer}: ${message}`) : []
}

const customer = "cus_01h00000000000000000000000"

/** Words of whoever wrote the schemas, not of whoever fills something in. */
const jargon =
  /\b(?:string|boolean|array|null|undefined|RegExp|property|key|excess|Invalid|literal|union|match)\b|<filter>|\||something else/u

describe("what is wrong with an input", () => {
  it("is said in words, all at once", () => {
    assert.sameMembers(
      issues(Command.Command, { _tag: "suspend", customer: 7, reason: "rain", note: ["x"], extra: 1 }),
      [
        "/customer: Expected text, not a number",
        "/reason: Expected one of administrative, credit, verification, compliance",
        "/note: Expected text, not a list",
        "/extra: Nothing of this name is read here"
      ]
    )
    assert.deepStrictEqual(issues(Command.Command, { _tag: "suspend", customer }), ["/reason: This is required"])
    assert.deepStrictEqual(issues(Command.Command, { _tag: "setVisibility", customer, levels: 1.5 }), [
      "/levels: Expected a whole number"
    ])
    assert.deepStrictEqual(issues(Command.Command, { _tag: "setLicenses", customer, licenses: true }), [
      "/licenses: Expected inherit or a list, not true or false"
    ])
    assert.match(issues(Command.Command, { _tag: "explode" })[0] ?? "", /^: Expected an object whose _tag is one of /u)
    assert.deepStrictEqual(issues(Command.Command, null), [": Expected an object, not nothing"])
    assert.deepStrictEqual(issues(Listing.PageQuery, { limit: 0, text: "x".repeat(201), order: "size" }), [
      "/text: Expected at most 200 characters",
      "/order: Expected one of tree, newest",
      "/limit: Expected a value between 1 and 200"
    ])
    assert.deepStrictEqual(issues(Schema.Array(Schema.String).check(Schema.isMinLength(1)), []), [
      ": Expected at least 1 entry"
    ])
  })

  it.prop(
    "is said in nobody's jargon",
    [Schema.Literals(Command.names), Schema.Record(Schema.String, Schema.Json)],
    ([name, input]) => {
      const given = Object.fromEntries(
        Object.keys(Command.inputs[name]).map((key, index) => [key, Object.values(input)[index] ?? index])
      )
      for (const said of issues(Command.Command, { ...input, ...given, _tag: name })) {
        assert.notMatch(said.slice(said.indexOf(": ")), jargon, said)
      }
    }
  )
})
