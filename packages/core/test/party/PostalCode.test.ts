import * as PostalCode from "@clientele/core/PostalCode"
import { NL } from "@clientele/core/reference/countries/NL"
import { make } from "@clientele/core/reference/Selection"
import * as World from "@clientele/core/reference/World"
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary } from "effect"
import { like, one, runs, text } from "./texts.ts"

const world = World.make()
const rules = Object.values(world.countries)

const refused = (input: string, country: string, subdivision?: string) => {
  const { findings, value } = PostalCode.parse(input, country, world, subdivision)
  assert.isNull(value, `${country} ${input}`)
  return findings[0]!
}

/** A text that looks like a code of a country, and the country. */
const written = Arbitrary.flatMap(one(rules.filter(({ postal }) => postal !== null)), ({ code, postal }) =>
  Arbitrary.map(Arbitrary.flatMap(one(postal!.examples), like), (input) => ({ code, input }))
)

describe("PostalCode", () => {
  it("2T-19 CO-15 a Dutch code is stored with its space, and written with it for Microsoft, however it is typed", () => {
    for (const input of ["5652AW", "5652 aw", " 5652  AW ", "5652-AW", "NL-5652AW", "５６５２ＡＷ"]) {
      const { findings, value } = PostalCode.parse(input, "NL", world)
      assert.deepStrictEqual([value, findings], ["5652 AW", []], input)
      assert.strictEqual(PostalCode.render("5652 AW", "microsoft"), "5652 AW")
    }
    assert.strictEqual(PostalCode.render("5652 AW", "compact"), "5652AW")
  })

  it("refuses what is no Dutch code and shows one", () => {
    for (const input of ["", "5652", "0652AW", "5652 SA", "5652 SD", "5652 SS", "5652 AWX", "5652💥AW", "x5652 AW"]) {
      const finding = refused(input, "NL")
      assert.strictEqual(finding.code, "postalCodeInvalid")
      assert.include(finding.message, "1234 AB")
      assert.isUndefined(finding.proposal)
    }
  })

  it("proposes the code that one look-alike explains", () => {
    assert.strictEqual(refused("1O11 AB", "NL").proposal, "1011 AB")
    assert.strictEqual(refused("1OO1 AB", "NL").proposal, "1001 AB")
    assert.strictEqual(refused("I0115", "DE").proposal, "10115")
    assert.strictEqual(refused("SWIA 1AA", "GB").proposal, "SW1A 1AA")
  })

  it("refuses hyphens between the wrong characters, and proposes the code; spaces do not matter", () => {
    for (const [country, input, proposal] of [
      ["JP", "1000-001", "100-0001"],
      ["PL", "009-50", "00-950"],
      ["PL", "00--950", "00-950"],
      ["US", "98052-", "98052"],
      ["NL", "56-52AW", "5652 AW"]
    ] as const) {
      assert.strictEqual(refused(input, country).proposal, proposal)
    }
    assert.strictEqual(PostalCode.parse("10 000 01", "JP", world).value, "100-0001")
    assert.strictEqual(PostalCode.parse("PT-1049.001", "PT", world).value, "1049-001")
    assert.strictEqual(PostalCode.parse("〒１００ー０００１", "JP", world).value, "100-0001")
    assert.strictEqual(PostalCode.parse("834-0457", "CL", world).value, "8340457")
  })

  const canonical: ReadonlyArray<readonly [country: string, input: string, value: string]> = [
    ["BE", "B-1000", "1000"],
    ["BE", "BE 9000", "9000"],
    ["DE", "d-10115", "10115"],
    ["DE", "01067", "01067"],
    ["GB", "sw1a1aa", "SW1A 1AA"],
    ["GB", "GIR0AA", "GIR 0AA"],
    ["GB", "BFPO61", "BFPO 61"],
    ["US", "98052", "98052"],
    ["US", "123456789", "12345-6789"],
    ["US", "12345 6789", "12345-6789"],
    ["FR", "75 001", "75001"],
    ["CA", "k1a0b1", "K1A 0B1"],
    ["PL", "00950", "00-950"],
    ["PT", "1000205", "1000-205"],
    ["SE", "SE-11455", "114 55"],
    ["IE", "d02af30", "D02 AF30"],
    ["LV", "1073", "LV-1073"],
    ["LT", "LT-04340", "04340"],
    ["LU", "L-4750", "4750"],
    ["AM", "375010", "375010"],
    ["AX", "FI-22100", "22100"],
    ["SG", "S238801", "238801"],
    ["GL", "2412", "2412"],
    ["SJ", "N-8099", "8099"]
  ]
  it.each(canonical)("%s: %s is %s", (country, input, value) => {
    assert.strictEqual(PostalCode.parse(input, country, world).value, value)
  })

  it.each([
    ["BE", "0999"],
    ["ES", "53001"],
    ["ES", "00999"],
    ["DE", "00123"],
    ["DE", "1011"],
    ["GB", "QQ1 1ZZ"],
    ["US", "1234"],
    ["US", "12345-678"],
    ["IE", "O65 F4E2"],
    ["GL", "3993"],
    ["SJ", "0150"],
    // What is missing is no prefix of the country, though its letters would fit.
    ["MT", "V 1117"],
    ["BN", "3713"],
    ["BM", "HM"]
  ])("%s: %s is no code", (country, input) => {
    assert.strictEqual(refused(input, country).code, "postalCodeInvalid")
  })

  it("refuses a code of another state", () => {
    assert.strictEqual(refused("98014", "US", "US-CA").code, "postalCodeNotInSubdivision")
    assert.strictEqual(PostalCode.parse("98014", "US", world, "US-WA").value, "98014")
    assert.strictEqual(PostalCode.parse("98014", "US", world, "somewhere").value, "98014")
  })

  it("takes a code that crosses a border in both states", () => {
    for (const state of ["US-KY", "US-TN"]) {
      assert.strictEqual(PostalCode.parse("42223", "US", world, state).value, "42223")
    }
  })

  it("refuses any code where there are none, and asks for a country that it does not know", () => {
    assert.strictEqual(refused("00000", "AE").code, "postalCodeForbidden")
    assert.strictEqual(refused("1000", "QQ").code, "countryUnknown")
  })

  it.each([
    ["NL", "5652 AW", "5652AW"],
    ["GB", "SW1A 1AA", "SW1A1AA"],
    ["US", "98052-6399", "980526399"],
    ["PL", "00-950", "00950"],
    ["LV", "LV-1073", "LV1073"],
    ["DE", "10115", "10115"]
  ])("%s: %s is written as it is kept for Microsoft, and %s without separators", (country, code, compact) => {
    assert.strictEqual(PostalCode.parse(code, country, world).value, code)
    assert.strictEqual(PostalCode.render(code, "microsoft"), code)
    assert.strictEqual(PostalCode.render(code, "compact"), compact)
  })

  it("writes the examples of every country as each target wants them", () => {
    for (const { code, postal } of rules) {
      for (const example of postal?.examples ?? []) {
        assert.strictEqual(PostalCode.render(example, "microsoft"), example, code)
        assert.match(PostalCode.render(example, "compact"), /^[A-Z0-9]+$/u, code)
      }
    }
  })

  it("leaves a country that is not loaded to the server", () => {
    const page = make({ countries: [NL] })
    assert.strictEqual(PostalCode.parse("5652AW", "NL", page).value, "5652 AW")
    const { findings, value } = PostalCode.parse("1000", "BE", page)
    assert.deepStrictEqual([value, findings[0]?.code], [null, "serverCheckRequired"])
  })

  it("accepts the examples of every country, with and without separators, and keeps them", () => {
    for (const { code, postal } of rules) {
      for (const example of postal?.examples ?? []) {
        for (const input of [example, example.toLowerCase(), example.replace(/[ -]/g, ""), `${code}-${example}`]) {
          assert.strictEqual(PostalCode.parse(input, code, world).value, example, `${code} ${input}`)
        }
      }
    }
  })

  it.prop(
    "invariant 16 a canonical postal code is its own canonical form, and reads back from every way of writing it",
    { written },
    ({ written: { code, input } }) => {
      const { value } = PostalCode.parse(input, code, world)
      if (value === null) return
      assert.strictEqual(PostalCode.parse(value, code, world).value, value)
      for (const target of ["microsoft", "compact"] as const) {
        assert.strictEqual(PostalCode.parse(PostalCode.render(value, target), code, world).value, value)
      }
    },
    runs
  )

  it.prop(
    "takes any text in any country, and a proposal is accepted",
    { input: text, country: one(["QQ", ...world.countryCodes]) },
    ({ country, input }) => {
      const { findings, value } = PostalCode.parse(input, country, world)
      assert.strictEqual(
        value === null,
        findings.some(({ severity }) => severity === "error")
      )
      for (const { proposal } of findings) {
        if (typeof proposal === "string") assert.strictEqual(PostalCode.parse(proposal, country, world).value, proposal)
      }
    },
    runs
  )
})
