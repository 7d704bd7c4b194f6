import * as Country from "@clientele/core/Country"
import * as Currency from "@clientele/core/Currency"
import * as PostalCode from "@clientele/core/PostalCode"
import * as Subdivision from "@clientele/core/Subdivision"
import * as TaxTerritory from "@clientele/core/TaxTerritory"
import { NL } from "@clientele/core/reference/countries/NL"
import { make } from "@clientele/core/reference/Selection"
import { data } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { assert, describe, it } from "@effect/vitest"
import { one, runs, text } from "./texts.ts"

const world = World.make()
const fold = (name: string) => name.normalize("NFKD").replace(/\P{L}/gu, "").toLowerCase()
const brief = ({
  findings,
  value
}: {
  value: string | null
  findings: ReadonlyArray<{ code: string; proposal?: unknown }>
}) => [value, ...findings.map(({ code, proposal }) => [code, proposal])]

describe("Country", () => {
  it.each([
    ["NL", "NL"],
    [" nl ", "NL"],
    ["xk", "XK"]
  ])("%j is %s", (input, code) => {
    assert.deepStrictEqual(brief(Country.parse(input, world)), [code])
  })

  it.each([
    ["UK", "countryAlias", "GB"],
    ["el", "countryAlias", "GR"],
    ["XI", "countryAlias", "GB"],
    ["NLD", "countryAlias", "NL"],
    ["Holland", "countryAlias", "NL"],
    ["Netherlands", "countryUnknown", "NL"],
    ["united states", "countryUnknown", "US"],
    ["Cote d'Ivoire", "countryUnknown", "CI"],
    ["Atlantis", "countryUnknown", undefined],
    ["", "countryUnknown", undefined],
    ["constructor", "countryUnknown", undefined],
    ["__proto__", "countryUnknown", undefined]
  ])("%j is refused: %s, proposing %s", (input, code, proposal) => {
    assert.deepStrictEqual(brief(Country.parse(input, world)), [null, [code, proposal]])
  })

  it("C: a refusal repeats what was typed", () => {
    assert.include(Country.parse("el", world).findings[0]?.message, "el is not")
    assert.include(Country.parse("Holland", world).findings[0]?.message, "Holland is not")
  })

  it("C: who depends on a country that is none names it, and what is probably meant", () => {
    for (const [country, names, meant] of [
      ["UK", "UK is not", "write GB"],
      ["nl", "nl is not", "write NL"],
      ["Netherlands", "Netherlands is not", "write NL"],
      ["QQ", "QQ is not", "choose one"],
      ["", "choose the country first", ""],
      ["x".repeat(10_000), "choose the country first", ""]
    ] as const) {
      for (const parsed of [PostalCode.parse("1000", country, world), Subdivision.parse("x", country, world)]) {
        assert.deepStrictEqual(brief(parsed), [null, ["countryUnknown", undefined]])
        assert.include(parsed.findings[0]?.message, names)
        assert.include(parsed.findings[0]?.message, meant)
        assert.isBelow(parsed.findings[0]?.message.length ?? 0, 300)
      }
    }
  })

  it("has the rules of every country in the world, and of the loaded ones on a page", () => {
    for (const code of world.countryCodes) assert.strictEqual(Country.rule(code, world)?.code, code)
    const page = make({ countries: [NL] })
    assert.strictEqual(Country.rule("NL", page), NL)
    assert.isUndefined(Country.rule("BE", page))
    assert.isUndefined(Country.rule("constructor", page))
  })

  it.prop(
    "takes any text",
    { input: text },
    ({ input }) => {
      const { findings, value } = Country.parse(input, world)
      assert.strictEqual(value === null, findings.length > 0)
    },
    runs
  )
})

describe("Subdivision", () => {
  it.each(["NL-NB", "nb", "Noord-Brabant", "Noord Brabant", "noordbrabant", " NOORD  BRABANT", "North Brabant"])(
    "%j is NL-NB",
    (input) => {
      assert.deepStrictEqual(brief(Subdivision.parse(input, "NL", world)), ["NL-NB"])
    }
  )

  it.each([
    ["BE", "Vlaams Brabant", "BE-VBR"],
    ["BE", "Liege", "BE-WLG"],
    ["BE", "Bruxelles", "BE-BRU"],
    ["DE", "Bavaria", "DE-BY"],
    ["DE", "Baden Wurttemberg", "DE-BW"],
    ["US", "ca", "US-CA"],
    ["US", "District of Columbia", "US-DC"],
    ["FR", "ile de france", "FR-IDF"],
    ["ES", "Las Palmas", "ES-GC"],
    ["IE", "Cork", "IE-CO"],
    ["CA", "Quebec", "CA-QC"]
  ])("%s: %s is %s", (country, input, code) => {
    assert.strictEqual(Subdivision.parse(input, country, world).value, code)
  })

  it("proposes the entry that is a letter away, and names one where none is near", () => {
    assert.deepStrictEqual(brief(Subdivision.parse("Noord-Braband", "NL", world)), [
      null,
      ["subdivisionUnknown", "NL-NB"]
    ])
    assert.deepStrictEqual(brief(Subdivision.parse("Calfiornia", "US", world)), [null, ["subdivisionUnknown", "US-CA"]])
    assert.deepStrictEqual(brief(Subdivision.parse("Narnia", "NL", world)), [null, ["subdivisionUnknown", undefined]])
    assert.deepStrictEqual(brief(Subdivision.parse("XX", "US", world)), [null, ["subdivisionUnknown", undefined]])
  })

  it("C: keeps the text where the country has no list", () => {
    assert.deepStrictEqual(brief(Subdivision.parse(" The  Valley ", "AI", world)), ["The Valley"])
    assert.strictEqual(Subdivision.parse("x".repeat(101), "AI", world).value, null)
  })

  it("C: takes what ISO 3166-2 names, and keeps another text with a warning, where post needs no subdivision", () => {
    for (const [country, input, code] of [
      ["PT", "Azores", "PT-20"],
      ["PT", "região autónoma da madeira", "PT-30"],
      ["GB", "Northern Ireland", "GB-NIR"],
      ["FR", "la reunion", "FR-974"],
      ["PL", "PL-14", "PL-14"]
    ] as const) {
      assert.deepStrictEqual(Subdivision.parse(input, country, world), { value: code, findings: [] })
    }
    const kept = Subdivision.parse(" zzz ", "GB", world)
    assert.strictEqual(kept.value, "zzz")
    assert.deepStrictEqual(
      kept.findings.map(({ code, severity }) => [severity, code]),
      [["warning", "subdivisionUnknown"]]
    )
    assert.strictEqual(Subdivision.parse("Aveira", "PT", world).findings[0]?.proposal, "PT-01")
    assert.isNull(Subdivision.parse("x".repeat(101), "GB", world).value)
    assert.isNull(Subdivision.parse("zzz", "US", world).value)
    assert.strictEqual(world.countries["PT"]?.subdivision, "optional")
  })

  it("C: an island that is named as the state has its own tax", () => {
    const subdivision = Subdivision.parse("Azores", "PT", world).value
    assert.strictEqual(TaxTerritory.resolve({ country: "PT", subdivision }, data).id, "PT-azores")
  })

  it("leaves a country that is not loaded to the server", () => {
    assert.deepStrictEqual(brief(Subdivision.parse("WA", "US", make({ countries: [NL] }))), [
      null,
      ["serverCheckRequired", undefined]
    ])
  })

  it("finds every entry by its code, its name and each alias", () => {
    for (const { code, subdivisions } of Object.values(world.countries)) {
      for (const entry of subdivisions) {
        // A town and the district around it may have one name (AZ-LA, AZ-LAN); either is meant then.
        const named = subdivisions.filter(({ name }) => fold(name) === fold(entry.name)).map(({ code }) => code)
        assert.include(named, Subdivision.parse(entry.name, code, world).value, `${code} ${entry.name}`)
        for (const input of [entry.code, entry.code.slice(3), ...(entry.aliases ?? [])]) {
          assert.strictEqual(Subdivision.parse(input, code, world).value, entry.code, `${code} ${input}`)
        }
      }
    }
  })

  it.prop(
    "takes any text in any country, and keeps what it accepted",
    { input: text, country: one(world.countryCodes) },
    ({ country, input }) => {
      const { value } = Subdivision.parse(input, country, world)
      if (value !== null) assert.strictEqual(Subdivision.parse(value, country, world).value, value)
    },
    runs
  )
})

describe("Currency", () => {
  it.each([
    ["eur", ["EUR"]],
    [" GBP ", ["GBP"]],
    ["XCG", ["XCG"]],
    ["Euro", [null, ["currencyUnknown", "EUR"]]],
    ["BGN", [null, ["currencyUnknown", undefined]]],
    ["dollar", [null, ["currencyUnknown", undefined]]],
    ["", [null, ["currencyUnknown", undefined]]],
    ["toString", [null, ["currencyUnknown", undefined]]]
  ])("%j", (input, outcome) => {
    assert.deepStrictEqual(brief(Currency.parse(input, world)), outcome)
  })
})
