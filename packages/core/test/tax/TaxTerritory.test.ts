import * as TaxTerritory from "@clientele/core/TaxTerritory"
import * as TaxData from "@clientele/core/TaxData"
import { data } from "@clientele/core/reference/tax/Europe"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"

const at = (country: string, postalCode?: string, more?: { subdivision?: string; city?: string }) =>
  TaxTerritory.resolve({ country, ...(postalCode === undefined ? {} : { postalCode }), ...more }, data).id

/** Postal codes at both sides of each border: the last that is inside, the first that is not. */
const borders: ReadonlyArray<readonly [country: string, postalCode: string, territory: string]> = [
  ["ES", "34999", "ES"],
  ["ES", "35000", "ES-canary"],
  ["ES", "35001", "ES-canary"],
  ["ES", "35999", "ES-canary"],
  ["ES", "36001", "ES"],
  ["ES", "37999", "ES"],
  ["ES", "38314", "ES-canary"],
  ["ES", "39001", "ES"],
  ["ES", "50999", "ES"],
  ["ES", "51001", "ES-ceuta"],
  ["ES", "51081", "ES-ceuta"],
  ["ES", "52001", "ES-melilla"],
  ["ES", "52081", "ES-melilla"],
  ["ES", "53001", "ES"],
  ["ES", "350011", "ES"],
  ["ES", "3500", "ES"],
  ["IT", "23041", "IT-livigno"],
  ["IT", "23030", "IT-livigno"],
  ["IT", "23042", "IT"],
  ["IT", "23031", "IT"],
  ["IT", "22061", "IT-campione"],
  ["IT", "22060", "IT"],
  ["IT", "22062", "IT"],
  ["IT", "47890", "SM"],
  ["IT", "47889", "IT"],
  ["IT", "00120", "VA"],
  ["DE", "78266", "DE-busingen"],
  ["DE", "78267", "DE"],
  ["DE", "27498", "DE-heligoland"],
  ["DE", "27499", "DE"],
  ["DE", "87491", "AT-jungholz"],
  ["DE", "87490", "DE"],
  ["DE", "87567", "AT-mittelberg"],
  ["DE", "87570", "DE"],
  ["CH", "8238", "DE-busingen"],
  ["CH", "8239", "CH"],
  ["CH", "6911", "IT-campione"],
  ["CH", "9485", "LI"],
  ["CH", "9484", "CH"],
  ["FI", "22100", "FI-aland"],
  ["FI", "22999", "FI-aland"],
  ["FI", "21999", "FI"],
  ["FI", "23100", "FI"],
  ["FR", "97000", "FR"],
  ["FR", "97110", "FR-guadeloupe"],
  ["FR", "97133", "FR-saint-barthelemy"],
  ["FR", "97150", "FR-saint-martin"],
  ["FR", "97200", "FR-martinique"],
  ["FR", "97300", "FR-guiana"],
  ["FR", "97412", "FR-reunion"],
  ["FR", "97500", "FR-saint-pierre-and-miquelon"],
  ["FR", "97600", "FR-mayotte"],
  ["FR", "97700", "FR-saint-barthelemy"],
  ["FR", "97800", "FR-saint-martin"],
  ["FR", "98000", "MC"],
  ["FR", "98099", "MC"],
  ["FR", "98100", "FR"],
  ["FR", "98400", "FR-southern-territories"],
  ["FR", "98600", "FR-wallis-and-futuna"],
  ["FR", "98713", "FR-polynesia"],
  ["FR", "98800", "FR-new-caledonia"],
  ["FR", "96999", "FR"],
  ["FR", "974120", "FR"],
  ["PT", "8999-999", "PT"],
  ["PT", "9000", "PT-madeira"],
  ["PT", "9000-001", "PT-madeira"],
  ["PT", "9400", "PT-madeira"],
  ["PT", "9499", "PT-madeira"],
  ["PT", "9500", "PT-azores"],
  ["PT", "9500-123", "PT-azores"],
  ["PT", "9980", "PT-azores"],
  ["PT", "95001", "PT"],
  ["AT", "6690", "AT"],
  ["AT", "6691", "AT-jungholz"],
  ["AT", "6692", "AT"],
  ["AT", "6990", "AT"],
  ["AT", "6991", "AT-mittelberg"],
  ["AT", "6992", "AT-mittelberg"],
  ["AT", "6993", "AT-mittelberg"],
  ["AT", "6994", "AT"],
  ["GR", "63086", "GR-athos"],
  ["GR", "630 87", "GR-athos"],
  ["GR", "63085", "GR"],
  ["GR", "63088", "GR"],
  ["GB", "BT1 5GS", "GB-northern-ireland"],
  ["GB", "BT15GS", "GB-northern-ireland"],
  ["GB", "B1 1AA", "GB"],
  ["GB", "IM1 1AA", "IM"],
  ["GB", "JE2 3AB", "JE"],
  ["GB", "GY1 1AA", "GG"],
  ["GB", "BFPO 57", "CY-sovereign-bases"],
  ["GB", "BFPO 56", "GB"],
  ["DK", "3900", "DK-greenland"],
  ["DK", "3899", "DK"],
  ["DK", "100", "DK-faroe"],
  ["NO", "9170", "NO-svalbard"],
  ["NO", "9169", "NO"]
]

describe("TaxTerritory", () => {
  for (const [country, postalCode, territory] of borders) {
    it(`${country} ${postalCode} lies in ${territory}`, () => {
      assert.strictEqual(at(country, postalCode), territory)
    })
  }

  it("350011 matches no territory of any country", () => {
    const own = new Set(data.territories.filter(({ country, id }) => id === country).map(({ id }) => id))
    for (const country of own) assert.strictEqual(at(country, "350011"), country)
  })

  it("a place with a country code of its own needs no postal code", () => {
    const codes = {
      AX: "FI-aland",
      IC: "ES-canary",
      EA: "ES-ceuta",
      RE: "FR-reunion",
      GP: "FR-guadeloupe",
      MQ: "FR-martinique"
    }
    for (const [code, id] of Object.entries(codes)) assert.strictEqual(at(code), id)
    for (const code of ["MC", "SM", "VA", "IM", "JE", "GG", "GI", "LI", "CH", "NO"]) assert.strictEqual(at(code), code)
    assert.deepStrictEqual(
      ["GF", "YT", "PM", "BL", "MF", "NC", "PF", "WF", "TF"].map((code) => at(code).slice(0, 3)),
      Array(9).fill("FR-")
    )
    assert.deepStrictEqual(
      ["AW", "CW", "SX", "BQ"].map((code) => at(code).slice(0, 3)),
      Array(4).fill("NL-")
    )
    assert.strictEqual(at("EA", "52001"), "ES-melilla")
  })

  it("the codes of tax offices mean their countries", () => {
    assert.deepStrictEqual(
      [at("EL"), at("el", "63086"), at("UK"), at("UK", "BT1 5GS"), at("XI")],
      ["GR", "GR-athos", "GB", "GB-northern-ireland", "GB-northern-ireland"]
    )
  })

  it("a subdivision decides where there is no postal code, with or without its country", () => {
    assert.strictEqual(at("ES", undefined, { subdivision: "ES-GC" }), "ES-canary")
    assert.strictEqual(at("ES", "", { subdivision: "tf" }), "ES-canary")
    assert.strictEqual(at("PT", undefined, { subdivision: "PT-20" }), "PT-azores")
    assert.strictEqual(at("NL", "0000", { subdivision: "NL-CW" }), "NL-curacao")
    assert.strictEqual(at("ES", "28001", { subdivision: "ES-GC" }), "ES")
  })

  it("a city tells apart what shares a postal code", () => {
    assert.strictEqual(at("IT", "23030", { city: "LIVIGNO" }), "IT-livigno")
    assert.strictEqual(at("IT", "23030", { city: "Chiuro" }), "IT")
    assert.strictEqual(at("IT", "22060", { city: "Campione d’Italia" }), "IT-campione")
    assert.strictEqual(at("IT", "23041", { city: "whatever" }), "IT-livigno")
  })

  it.each([
    ["23030", "Livigno (SO)", "IT-livigno"],
    ["23030", "Livigno SO", "IT-livigno"],
    ["23030", "Livigno, Sondrio", "IT-livigno"],
    ["23030", "Comune di Livigno", "IT-livigno"],
    ["23030", "TREPALLE - SO", "IT-livigno"],
    ["23030", "Valdidentro (SO)", "IT"],
    ["22060", "Campione d'Italia CO", "IT-campione"],
    ["22060", "Comune di Campione d’Italia (Como)", "IT-campione"],
    ["22060", "Carimate (CO)", "IT"]
  ])("C: a city is known with what people write beside it: %s %s is %s", (code, city, id) => {
    assert.strictEqual(at("IT", code, { city }), id)
  })

  it.each([
    ["DK", "2412", "DK-greenland"],
    ["DK", "3992", "DK-greenland"],
    ["DK", "2400", "DK"],
    ["NO", "8099", "NO-svalbard"],
    ["NO", "9178", "NO-svalbard"],
    ["NO", "8100", "NO"],
    ["SJ", "8099", "NO-svalbard"]
  ])("C: far islands have codes of their country's post: %s %s is %s", (country, code, id) => {
    assert.strictEqual(at(country, code), id)
  })

  it("a country without a row is a territory of its own outside the EU", () => {
    const brazil = TaxTerritory.resolve({ country: " br " }, data)
    assert.deepStrictEqual([brazil.id, brazil.euVat], ["BR", false])
  })

  it("goods keep Northern Ireland inside, and the United Kingdom left at the end of 2020", () => {
    const [north, britain] = [
      TaxTerritory.resolve({ country: "XI" }, data),
      TaxTerritory.resolve({ country: "GB" }, data)
    ]
    assert.isTrue(TaxTerritory.isInside(north, "goods", "2026-01-01"))
    assert.isFalse(TaxTerritory.isInside(north, "services", "2026-01-01"))
    assert.isTrue(TaxTerritory.isInside(britain, "services", "2020-12-31"))
    assert.isFalse(TaxTerritory.isInside(britain, "services", "2021-01-01"))
  })

  it("the data decodes, has one row per id, anchored patterns, and names what it counts as", () => {
    assert.deepStrictEqual(Schema.decodeUnknownSync(TaxData.TaxData)(JSON.parse(JSON.stringify(data))), data)
    const ids = data.territories.map(({ id }) => id)
    assert.strictEqual(new Set(ids).size, ids.length)
    for (const territory of data.territories) {
      const foreign = (territory.foreign ?? []).map(({ postal }) => postal)
      const shared = (territory.shared ?? []).map(({ postal }) => postal)
      for (const pattern of [...(territory.postal ?? []), ...foreign, ...shared]) assert.match(pattern, /^\^.*\$$/u)
      assert.isTrue(territory.countsAs === undefined || ids.includes(territory.countsAs))
      assert.isNotEmpty(territory.source)
    }
    assert.lengthOf(
      data.territories.filter(({ country, euVat, id }) => euVat && id === country && id !== "MC"),
      27
    )
  })

  it("no postal code lies in two territories of a country", () => {
    for (const [country] of borders) {
      const parts = data.territories.flatMap(({ country: home, foreign = [], id, postal = [] }) => [
        ...(home === country && id !== country ? postal.map((pattern) => [id, pattern] as const) : []),
        ...foreign.filter((rule) => rule.country === country).map((rule) => [id, rule.postal] as const)
      ])
      for (const [, code] of borders.filter(([of]) => of === country)) {
        const found = new Set(parts.filter(([, pattern]) => new RegExp(pattern, "u").test(code)).map(([id]) => id))
        assert.isAtMost(found.size, 1, code)
      }
    }
  })

  it.prop(
    "every place lies somewhere, and the same place in the same territory",
    [TaxTerritory.Place],
    ([place]) => {
      const once = TaxTerritory.resolve(place, data)
      return typeof once.id === "string" && TaxTerritory.resolve(place, data).id === once.id
    },
    { arbitrary: { runs: 1000 } }
  )
})
