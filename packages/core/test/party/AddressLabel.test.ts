import * as Address from "@clientele/core/Address"
import * as AddressLabel from "@clientele/core/AddressLabel"
import * as World from "@clientele/core/reference/World"
import { assert, describe, it } from "@effect/vitest"
import { one, runs, text } from "./texts.ts"

const { countries } = World.make()
const rules = Object.values(countries)

const label = (country: string, address: Address.Address, options?: AddressLabel.Options) =>
  AddressLabel.lines(address, countries[country]!, options)

describe("AddressLabel", () => {
  it("writes the lines in the order of the country", () => {
    const who = { name: "Jan Janssen", organisation: "Copaco Netherlands B.V." }
    const dutch = { country: "NL", line1: "Hoevenweg 21", city: "Eindhoven", state: "NL-NB", postalCode: "5652 AW" }
    assert.deepStrictEqual(label("NL", dutch, who), [
      "Copaco Netherlands B.V.",
      "Jan Janssen",
      "Hoevenweg 21",
      "5652 AW Eindhoven"
    ])
    const american = {
      line1: "1 Microsoft Way",
      line2: "Building 1",
      city: "Redmond",
      state: "US-WA",
      postalCode: "98052"
    }
    assert.deepStrictEqual(label("US", american, { from: "NL" }), [
      "1 Microsoft Way",
      "Building 1",
      "Redmond, WA 98052",
      "UNITED STATES"
    ])
    assert.deepStrictEqual(label("US", american, { from: "US" }).at(-1), "Redmond, WA 98052")
    assert.deepStrictEqual(label("JP", { line1: "千代田1-1", state: "JP-13", postalCode: "100-0001" }), [
      "〒100-0001",
      "Tokyo",
      "千代田1-1"
    ])
  })

  it("leaves no line, comma or prefix behind for what is missing", () => {
    assert.deepStrictEqual(label("US", { city: "Redmond", postalCode: "98052" }), ["Redmond, 98052"])
    assert.deepStrictEqual(label("US", { city: "Redmond" }), ["Redmond"])
    assert.deepStrictEqual(label("LU", { city: "Luxembourg" }), ["Luxembourg"])
    assert.deepStrictEqual(label("LU", { postalCode: "1468" }), ["L-1468"])
    assert.deepStrictEqual(label("NL", { line1: "  ", city: "\n" }), [])
  })

  it.prop(
    "writes every value that the country's lines name, on a line of its own or beside others",
    { rule: one(rules), city: text, line1: text },
    ({ city, line1, rule }) => {
      const written = AddressLabel.lines({ city, line1 }, rule)
      assert.isTrue(written.every((line) => line !== "" && !line.includes("\n")))
      for (const [field, value] of [
        ["%C", city],
        ["%A", line1]
      ] as const) {
        const clean = value.normalize("NFC").replace(/\s+/gu, " ").trim()
        if (rule.format.includes(field) && /^[A-Za-z0-9 ]+$/.test(clean)) assert.include(written.join("\n"), clean)
      }
    },
    runs
  )
})

describe("Address.requirements", () => {
  it("asks for what post needs", () => {
    const of = (country: string) => Address.requirements(countries[country]!)
    assert.deepStrictEqual(of("US"), { line1: "required", city: "required", state: "required", postalCode: "required" })
    assert.deepStrictEqual(of("NL"), { line1: "required", city: "required", state: "optional", postalCode: "required" })
    assert.deepStrictEqual(of("SG"), { line1: "required", city: "none", state: "optional", postalCode: "required" })
    assert.strictEqual(of("AI").state, "none")
    assert.strictEqual(of("AE").postalCode, "none")
    // libaddressinput's `require` has no C there.
    for (const country of ["AG", "CO", "HK", "ID", "SM", "VG"])
      assert.strictEqual(of(country).city, "optional", country)
    assert.strictEqual(of("IE").postalCode, "optional")
  })

  it.prop(
    "never asks for a state where there is no list",
    { rule: one(rules) },
    ({ rule }) => {
      if (Address.requirements(rule).state === "required") assert.isNotEmpty(rule.subdivisions)
    },
    runs
  )
})
