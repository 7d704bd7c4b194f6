import { CountryRule, ReferenceData } from "@clientele/core"
import { BE } from "@clientele/core/reference/countries/BE"
import { NL } from "@clientele/core/reference/countries/NL"
import * as Selection from "@clientele/core/reference/Selection"
import { data } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"

describe("ReferenceData", () => {
  it("C: the rules of every country, and the world, are what their schemas say", () => {
    const world = World.make({ tax: data, overlays: [{ iso2Code: "QQ" }] })
    assert.isTrue(Schema.is(ReferenceData.ReferenceData)(world))
    const decode = Schema.decodeUnknownSync(CountryRule.CountryRule, { onExcessProperty: "error" })
    for (const [code, rule] of Object.entries(world.countries)) {
      assert.deepStrictEqual(decode(rule), rule)
      assert.strictEqual(rule.code, code)
    }
    assert.sameMembers(Object.keys(world.countries), [...world.countryCodes])
  })

  it("C: the version names every part that is loaded, and no two selections share one", () => {
    const lists = { types: [{ value: "a", label: "A" }] }
    const versions = [
      Selection.make(),
      Selection.make({ version: "mine" }),
      Selection.make({ countries: [NL] }),
      Selection.make({ countries: [BE] }),
      Selection.make({ countries: [NL, BE] }),
      Selection.make({ countries: [NL], overlays: [{ iso2Code: "NL", isStateRequired: true }] }),
      Selection.make({ phones: {} }),
      Selection.make({ suffixes: { rules: ["nl"] } }),
      Selection.make({ suffixes: { rules: ["be"] } }),
      Selection.make({ tax: data }),
      Selection.make({ tax: { ...data, version: "2099-01-01" } }),
      Selection.make({ lists }),
      Selection.make({ lists: { ...lists, more: [] } }),
      World.make(),
      World.make({ tax: data })
    ].map(({ version }) => version)
    assert.strictEqual(new Set(versions).size, versions.length)
    assert.strictEqual(World.make({ tax: data, lists }).version, World.make({ tax: data, lists: { ...lists } }).version)
    for (const part of ["countries.250-", "phones.", "suffixes.", `tax.${data.version}`, "lists.", "mine"]) {
      assert.include(World.make({ tax: data, lists, version: "mine" }).version, part)
    }
  })
})
