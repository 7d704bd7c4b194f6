import * as TaxTerritory from "@clientele/core/TaxTerritory"
import * as VatId from "@clientele/core/VatId"
import { data } from "@clientele/core/reference/tax/Europe"
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary } from "effect"
import { like, one, runs, text } from "../party/texts.ts"

/** Right numbers: each state, and each way its numbers are made. */
const right = (
  "ATU13585627 ATU33864707 BE0202239951 BE0403019261 BG831642181 BG175074752 BG7523169263 CHE107787577MWST CY10259033P CZ25123891 " +
  "CZ640903926 CZ7103192745 DE136695976 DE129273398 DK13585628 EE100931558 EE100594102 EL094259216 EL023456780 ESB58378431 " +
  "ES54362315K ESX2482300W ESM1234567L ESJ99216582 FI20774740 FR40303265045 FR23334175221 FR83404833048 FRK7399859412 " +
  "GB980780684 GB802311782 GBGD123 GBHA500 HR33392005961 HU12892312 IE6433435F IE6433435OA IE8D79739I IT00743110157 " +
  "LT119511515 LT100001919017 LU15027442 LV40003521600 LV16117519997 MT11679112 NL006486253B01 NL000099998B57 NL004495445B01 " +
  "NO923609016MVA PL8567346215 PT501964843 RO18547290 SE123456789701 SE556036079301 SI50223054 SK2022749619 SK1020196078 XI980780684"
).split(" ")

const wrong = (
  "ATU13585626 BE0202239952 BG831642182 CHE107787578MWST CY10259033Z CZ25123890 DE136695978 DK13585627 EE100594103 EL123456781 " +
  "ESB58378432 ESQ64222888 FI20774741 FR84323140391 FRO7399859412 GB802311781 GBGD500 HR33392005962 HU12892313 IE6433435E IT00743110158 " +
  "LT100001919018 LU15027443 LV40003521601 MT11679113 NL006486254B01 NL006486253B00 NL123456789B01 NL06486253B01 NO923609017MVA PL8567346216 " +
  "PT501964842 RO18547291 SE123456789101 SE556036079302 SI50223055 SK2022749618 XI980780685"
).split(" ")

const codes = (parsed: { findings: ReadonlyArray<{ code: string }> }) => parsed.findings.map(({ code }) => code)

describe("VatId", () => {
  it("CO-09 the Dutch id of the document passes, by mod-11 alone; one that passes by mod-97 alone is as good", () => {
    for (const id of ["NL006486253B01", "NL000099998B57"]) {
      assert.deepStrictEqual(VatId.parse(id, "NL"), { value: id, findings: [] })
    }
  })

  it.each(right)("%s is right, with and without its prefix", (id) => {
    assert.deepStrictEqual(VatId.parse(id), { value: id, findings: [] })
    const prefix = VatId.prefix(id)
    assert.isNotNull(prefix)
    if (prefix === "XI" || prefix === null) return
    assert.deepStrictEqual(VatId.parse(id.slice(prefix.length), VatId.country(id)), { value: id, findings: [] })
  })

  it.each(wrong)("%s is wrong", (id) => {
    assert.deepStrictEqual([VatId.parse(id).value, codes(VatId.parse(id))], [null, ["vatIdInvalid"]])
  })

  it.each([
    ["nl 0064.86.253.b.01", null, "NL006486253B01"],
    ["GR094259216", null, "EL094259216"],
    ["094259216", "GR", "EL094259216"],
    ["UK980780684", null, "GB980780684"],
    ["XI980780684", "GB", "XI980780684"],
    ["CHE-107.787.577 TVA", null, "CHE107787577MWST"],
    ["107.787.577", "CH", "CHE107787577MWST"],
    ["NO 923 609 016", null, "NO923609016MVA"],
    ["BE (0)403.019.261", null, "BE0403019261"],
    ["403019261", "BE", "BE0403019261"],
    ["DK: 13 58 56 28", null, "DK13585628"],
    ["GB980780684", "UK", "GB980780684"],
    ["980 7806 84", "XI", "XI980780684"],
    ["980 7806 84", "GB", "GB980780684"],
    ["094259216", "EL", "EL094259216"],
    ["BE 0202.239.951", "NL", "BE0202239951"],
    ["FR 40 303 265 045", "MC", "FR40303265045"]
  ])("%s in %s is %s", (input, country, id) => {
    assert.strictEqual(VatId.parse(input, country).value, id)
  })

  it("needs the country's letters where no country is given", () => {
    assert.deepStrictEqual(codes(VatId.parse("006486253B01")), ["vatIdInvalid"])
    assert.include(VatId.parse("006486253B02X", "NL").findings[0]?.message, "NL006486253B01")
  })

  it.each([
    ["NL6486253B01", "NL006486253B01"],
    ["EL94259216", "EL094259216"],
    ["NL6486254B01", undefined]
  ])("proposes the zeros that %s lost", (input, proposal) => {
    assert.deepStrictEqual(VatId.parse(input).findings[0]?.proposal, proposal)
  })

  it("keeps an id of a country that it cannot check, and says so", () => {
    assert.strictEqual(VatId.parse("12-3456789", "US").value, "123456789")
    assert.deepStrictEqual(codes(VatId.parse("12-3456789", "US")), ["vatIdUnchecked"])
    assert.strictEqual(VatId.parse("BEM850101XX1", "MX").value, "BEM850101XX1")
    assert.isNull(VatId.parse("💥", "US").value)
    assert.isNull(VatId.country("BEM850101XX1"))
  })

  it("knows the country, by ISO and by VIES", () => {
    assert.deepStrictEqual(["EL094259216", "XI980780684", "CHE107787577MWST", "x"].map(VatId.country), [
      "GR",
      "GB",
      "CH",
      null
    ])
    assert.deepStrictEqual(["EL094259216", "XI980780684", "NL006486253B01", "x"].map(VatId.prefix), [
      "EL",
      "XI",
      "NL",
      null
    ])
  })

  it("asks a person about an id of another country than the address", () => {
    assert.strictEqual(VatId.foreign("BE0202239951", "NL")?.code, "vatIdForeign")
    assert.strictEqual(VatId.foreign("BE0202239951", "NL")?.severity, "warning")
    for (const [id, country] of [
      ["NL006486253B01", "NL"],
      ["EL094259216", "GR"],
      ["XI980780684", "GB"],
      ["FR40303265045", "MC"],
      ["123", "US"]
    ] as const) {
      assert.isNull(VatId.foreign(id, country))
    }
  })

  it("C: asks a person exactly where the tax zone would, in every territory and on every neighbour's post", () => {
    const ids = right.filter((id, index) => right.findIndex((other) => other.slice(0, 2) === id.slice(0, 2)) === index)
    const posts = ["BFPO 57", "BFPO59", "IM1 1AA", "GY1 1AA", "JE2 3AB"]
    for (let code = 0; code < 100_000; code++) posts.push(String(code).padStart(code < 10_000 ? 4 : 5, "0"))
    const places = data.territories.flatMap(({ codes = [], country, foreign = [], id, postal = [] }) => [
      ...codes.map((code) => ({ country: code, postalCode: null })),
      ...(id === country ? [{ country, postalCode: null }] : []),
      ...[...foreign, ...postal.map((pattern) => ({ country, postal: pattern }))].flatMap((rule) => {
        const pattern = new RegExp(rule.postal, "u")
        return posts
          .filter((code) => pattern.test(code))
          .slice(0, 20)
          .map((postalCode) => ({ country: rule.country, postalCode }))
      })
    ])
    assert.isTrue(places.some(({ postalCode }) => postalCode === "87491"))
    for (const place of places) {
      const territory = TaxTerritory.resolve(place, data)
      const home = TaxTerritory.governing(territory, data).country
      for (const id of ids) {
        const of = TaxTerritory.ofVatId(id, data)
        if (of === null) continue
        const same = TaxTerritory.governing(of, data).country === home
        const asks = VatId.foreign(id, place.country, place.postalCode) !== null
        // Outside the EU's VAT area the tax does not ask for the id at all.
        if (same || TaxTerritory.isInside(territory, "services", null)) {
          assert.strictEqual(asks, !same, `${id} in ${JSON.stringify(place)}`)
        }
      }
    }
  })

  it("C: an Austrian id is at home in Jungholz, whose post is German too", () => {
    assert.isNull(VatId.foreign("ATU13585627", "DE", "87491"))
    assert.isNull(VatId.foreign("ATU13585627", "DE", "87568"))
    assert.strictEqual(VatId.foreign("ATU13585627", "DE", "87490")?.code, "vatIdForeign")
    assert.isNull(VatId.foreign("FR40303265045", "RE"))
  })

  it("is shown in groups", () => {
    assert.deepStrictEqual(["NL006486253B01", "BE0202239951", "CHE107787577MWST", "GBGD123", "x"].map(VatId.display), [
      "NL 0064.86.253.B01",
      "BE 0202.239.951",
      "CHE-107.787.577 MWST",
      "GBGD123",
      "x"
    ])
  })

  it.prop(
    "invariant 16 a canonical VAT id is its own canonical form, and reads back from its display",
    { input: Arbitrary.flatMap(one(right), like), country: one([null, "NL", "BE", "DE", "GB", "US", "GR", "CH"]) },
    ({ country, input }) => {
      const { value } = VatId.parse(input, country)
      if (value === null) return
      assert.strictEqual(VatId.parse(value, country).value, value)
      assert.strictEqual(VatId.parse(VatId.display(value), country).value, value)
    },
    runs
  )

  it.prop(
    "takes any text in any country",
    { input: text, country: one([null, "QQ", "NL", "FR", "GB", "US"]) },
    ({ country, input }) => {
      const { findings, value } = VatId.parse(input, country)
      assert.strictEqual(
        value === null,
        findings.some(({ severity }) => severity === "error")
      )
      VatId.display(input)
      VatId.foreign(input, country ?? "NL")
    },
    runs
  )
})
